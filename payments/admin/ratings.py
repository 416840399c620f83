"""Ratings that members reported: the words, the order, and the decision."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from closets.lib.adminpages import row_or_404
from closets.models import User
from payments.admin.deciding import Facts, WaitingFilter, decide
from payments.admin.read_only import ReadOnlyAdmin
from payments.models import RatingReport
from payments.ratings.forms import RatingDecisionForm
from payments.ratings.reporting import rating_report_decide
from payments.ratings.rules import RatingRefused


@admin.register(RatingReport)
class RatingReportAdmin(ReadOnlyAdmin[RatingReport]):
    """Reports that wait, the oldest first; opening one shows what was said and decides."""

    list_display = ["created_at", "category", "rating", "reporter", "effect", "decided_by"]
    list_filter = [WaitingFilter, "category"]
    list_select_related = ["rating", "reporter", "decided_by"]
    list_per_page = 50
    ordering = ["created_at"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What was said about which order, and what becomes of it."""
        if not request.user.has_perm("payments.change_ratingreport"):
            raise PermissionDenied
        related = ("rating__order", "rating__buyer", "rating__closet__user", "reporter")
        report = row_or_404(RatingReport.objects.select_related(*related), object_id)
        return decide(
            self,
            request,
            title=str(report),
            facts=_facts(report),
            form=None if report.decided_at else RatingDecisionForm(request.POST or None),
            act=lambda actor, form: _decide(report, actor, form),
            refusals=(RatingRefused,),
            back=reverse("admin:payments_ratingreport_changelist"),
        )


def _facts(report: RatingReport) -> Facts:
    rating = report.rating
    order = reverse("admin:payments_order_change", args=[rating.order_id])
    facts: Facts = [
        ("Reported by", f"{report.reporter}: {report.get_category_display()}. {report.details}"),
        ("Order", format_html('<a href="{}">{}</a>', order, rating.order)),
        ("Buyer", rating.buyer),
        ("Seller", rating.closet),
        ("Stars", f"{rating.stars} of 5 {', '.join(rating.reason_labels)}"),
        ("Note", rating.note or "-"),
        ("Answer", rating.answer or "-"),
        ("Further reports", rating.reports.exclude(pk=report.pk).count()),
    ]
    if report.decided_at:
        decision = f"{report.get_effect_display()} ({report.decided_by}): {report.reason}"
        facts.append(("Decided", decision))
    return facts


def _decide(report: RatingReport, actor: User, form: RatingDecisionForm) -> str:
    rating_report_decide(report=report, actor=actor, **form.cleaned_data)
    return "Decided. Those who reported have been told."
