"""PoshMatch in the staff's workplace (F7)."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from poshmatch.models import ModelVersion
from poshmatch.services.publishing import model_publish
from poshmatch.services.training import quality
from poshmatch.style import ArtifactError
from poshmatch.tasks import train


@admin.register(ModelVersion)
class ModelVersionAdmin(admin.ModelAdmin[ModelVersion]):
    """Versions with their measured quality; publish an older one, or start a training."""

    list_display = ["version", "status", "ndcg", "created_at", "published_at", "verdict"]
    list_filter = ["status"]
    ordering = ["-created_at"]
    actions = ["publish", "retrain"]
    show_full_result_count = False

    @admin.display(description="held-out ndcg@20")
    def ndcg(self, version: ModelVersion) -> str:
        return f"{quality(version):.4f}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description="Publish this version (roll back or forward)")
    def publish(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> None:
        if chosen.count() != 1:
            messages.error(request, "Choose one version.")
            return
        try:
            model_publish(version=chosen.get())
            messages.success(request, "Published. Every process serves it within 15 seconds.")
        except ArtifactError as error:
            messages.error(request, f"This version cannot be read: {error}")

    @admin.action(description="Train a new version now")
    def retrain(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> None:
        train.delay()
        messages.success(request, "A training has been started.")
