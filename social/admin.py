"""The moderators' queue."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from closets.lib.adminpages import row_or_404
from closets.models import User
from listings.transitions import TransitionRefused
from social.forms import DecisionForm
from social.guards import ActRefused
from social.models import ModerationDecision, Report
from social.parties import admin as party_admin  # noqa: F401 - registers the parties
from social.services.reports import report_decide


class OpenFilter(admin.SimpleListFilter):
    """Open reports unless asked otherwise."""

    title = "decision"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("decided", "Decided"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() == "all":
            return queryset
        return queryset.filter(decision__isnull=self.value() != "decided")


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin[Report]):
    """Reports, oldest first; opening one shows the evidence and the decision form."""

    list_display = ["id", "category", "subject", "reporter", "created_at", "decision"]
    list_filter = [OpenFilter, "category"]
    list_select_related = ["listing", "reporter", "decision"]
    ordering = ["created_at"]
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    @admin.display(description="Reported")
    def subject(self, report: Report) -> str:
        return str(report.listing or report.comment or report.closet)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """All evidence on one page, and the decision."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        related = ("listing__closet__user", "reporter", "decision__staff")
        report = row_or_404(Report.objects.select_related(*related), object_id)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._decided(request, report, form):
            return redirect(reverse("admin:social_report_changelist"))
        context = self.admin_site.each_context(request) | _evidence(report)
        context |= {"report": report, "form": form, "title": str(report), "opts": self.opts}
        return render(request, "admin/social/report/decide.html", context)

    def _decided(self, request: HttpRequest, report: Report, form: DecisionForm) -> bool:
        staff = cast(User, request.user)
        try:
            report_decide(staff=staff, report=report, **form.cleaned_data)
        except (ActRefused, TransitionRefused) as refusal:
            form.add_error(None, f"Nothing was changed: {refusal}")
            return False
        messages.success(request, "Decided. The seller and the reporters have been told.")
        return True


def _evidence(report: Report) -> dict[str, object]:
    """What else is known of the reported listing and of its seller."""
    listing = report.listing
    if listing is None:
        return {}
    others = Report.objects.filter(listing=listing).exclude(pk=report.pk)
    return {
        "listing": listing,
        "photos": list(listing.photos.all()),
        "transitions": listing.transitions.select_related("actor")[:20],
        "other_reports": others.select_related("reporter")[:20],
        "earlier_decisions": ModerationDecision.objects.filter(
            listing__closet=listing.closet
        ).order_by("-id")[:10],
    }


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(admin.ModelAdmin[ModerationDecision]):
    """Decisions are history: looked at, never edited."""

    list_display = ["id", "effect", "rule", "listing_link", "staff", "created_at"]
    list_filter = ["effect", "rule"]
    list_select_related = ["listing", "staff"]
    show_full_result_count = False

    @admin.display(description="Listing")
    def listing_link(self, decision: ModerationDecision) -> str:
        if decision.listing is None:
            return "-"
        url = reverse("admin:listings_listing_change", args=[decision.listing_id])
        return format_html('<a href="{}">{}</a>', url, decision.listing)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
