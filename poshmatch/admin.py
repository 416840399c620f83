"""PoshMatch in the staff's workplace (F7)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from poshmatch.models import ModelVersion
from poshmatch.services.publishing import model_pin, model_publish
from poshmatch.services.training import quality
from poshmatch.staff.quality import quality_context
from poshmatch.style import ArtifactError
from poshmatch.tasks import train

QUALITY = "admin:poshmatch_modelversion_quality"


@admin.register(ModelVersion)
class ModelVersionAdmin(admin.ModelAdmin[ModelVersion]):
    """Versions with their measured quality, and the page of plots: pin, roll back, train."""

    list_display = ["version", "status", "ndcg", "created_at", "published_at", "verdict"]
    list_filter = ["status"]
    ordering = ["-created_at"]
    show_full_result_count = False
    change_list_template = "admin/poshmatch/change_list.html"

    @admin.display(description="held-out ndcg@20")
    def ndcg(self, version: ModelVersion) -> str:
        return f"{quality(version):.4f}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.quality)
        return [
            path("quality/", view, name="poshmatch_modelversion_quality"),
            *super().get_urls(),
        ]

    def quality(self, request: HttpRequest) -> HttpResponse:
        """The plots; by POST, one of the acts, which is kept in the version's history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._act(request)
        context: dict[str, Any] = self.admin_site.each_context(request)
        context |= {"title": "PoshMatch: quality", "may_act": self.has_change_permission(request)}
        context |= quality_context(timezone.now().date())
        return render(request, "admin/poshmatch/quality.html", context)

    def _act(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        act, pk = request.POST.get("act", ""), request.POST.get("version", "")
        if act == "retrain":
            self._retrain(request)
        elif act in ("pin", "unpin", "publish"):
            version = get_object_or_404(ModelVersion, pk=pk if pk.isdecimal() else 0)
            do = self._publish if act == "publish" else self._pin
            do(request, version, act)
        else:
            messages.error(request, "That is nothing one can do here.")
        return redirect(QUALITY)

    def _publish(self, request: HttpRequest, version: ModelVersion, act: str) -> None:
        try:
            model_publish(version=version)
        except ArtifactError as error:
            messages.error(request, f"This version cannot be read: {error}")
            return
        self.log_change(request, version, "Made live by hand.")
        messages.success(request, "Published. Every process serves it within 15 seconds.")

    def _pin(self, request: HttpRequest, version: ModelVersion, act: str) -> None:
        if not model_pin(version=version, pinned=act == "pin"):
            messages.error(request, "Only the live version can be pinned, and only once.")
            return
        self.log_change(request, version, "Pinned." if act == "pin" else "Let go.")
        messages.success(request, "Pinned." if act == "pin" else "Trainings may replace it again.")

    def _retrain(self, request: HttpRequest) -> None:
        train.delay()
        live = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION).first()
        if live:
            self.log_change(request, live, "Started a training.")
        messages.success(request, "A training has been started.")
