"""Stripe's books beside ours, for finance."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from closets.lib.adminpages import row_or_404
from closets.models import User
from closets.templatetags.money import money
from payments.admin.deciding import Facts, WaitingFilter, decide
from payments.admin.forms import DifferenceForm
from payments.admin.read_only import ReadOnlyAdmin
from payments.models import Difference, Reconciliation, StripeMovement
from payments.reconciling import difference_explain, difference_settle
from payments.reconciling.resolving import AlreadyResolved


class UnresolvedFilter(WaitingFilter):
    field = "resolved_at"


@admin.register(Difference)
class DifferenceAdmin(ReadOnlyAdmin[Difference]):
    """Where Stripe's books and ours do not agree; opening one shows how to resolve it."""

    list_display = ["found_at", "kind", "about", "stripe_has", "we_have", "resolution"]
    list_filter = [UnresolvedFilter, "kind"]
    search_fields = ["subject", "about"]
    ordering = ["found_at"]

    @admin.display(description="Stripe booked")
    def stripe_has(self, row: Difference) -> str:
        return money(row.theirs_cents)

    @admin.display(description="we booked")
    def we_have(self, row: Difference) -> str:
        return money(row.ours_cents)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The two sides, and what is to be done."""
        if not request.user.has_perm("payments.change_difference"):
            raise PermissionDenied
        row = row_or_404(Difference.objects.select_related("resolved_by"), object_id)
        form = None if row.resolved_at else DifferenceForm(request.POST or None)
        return decide(
            self,
            request,
            title=row.get_kind_display(),
            facts=_difference_facts(row),
            form=form,
            act=lambda actor, filled: _resolve(row, actor, filled),
            refusals=(AlreadyResolved,),
            back=reverse("admin:payments_difference_changelist"),
        )


def _difference_facts(row: Difference) -> Facts:
    return [
        ("What", row.about),
        ("Found", f"{row.found_at:%Y-%m-%d %H:%M} UTC"),
        ("Stripe booked", money(row.theirs_cents)),
        ("We booked", money(row.ours_cents)),
        ("Resolved", row.get_resolution_display() or "not yet"),
        ("By", row.resolved_by or "-"),
        ("Note", row.note or "-"),
    ]


def _resolve(row: Difference, actor: User, form: DifferenceForm) -> str:
    note = form.cleaned_data["note"]
    if form.cleaned_data["resolution"] == "settled":
        difference_settle(difference=row, actor=actor, note=note)
        return f"{money(row.gap_cents)} booked to the differences account."
    difference_explain(difference=row, actor=actor, note=note)
    return "Explained."


@admin.register(Reconciliation)
class ReconciliationAdmin(ReadOnlyAdmin[Reconciliation]):
    """Each night's comparison."""

    list_display = ["started_at", "finished_at", "movements", "fees", "differences"]
    ordering = ["-id"]

    @admin.display(description="fees booked")
    def fees(self, run: Reconciliation) -> str:
        return money(run.fees_cents)


@admin.register(StripeMovement)
class StripeMovementAdmin(ReadOnlyAdmin[StripeMovement]):
    """Stripe's balance transactions as they were told."""

    list_display = ["made_at", "type", "amount", "fee", "source", "transfer_key"]
    list_filter = ["type"]
    search_fields = ["=movement", "=source", "=transfer_key"]
    ordering = ["-made_at"]

    @admin.display(description="amount")
    def amount(self, row: StripeMovement) -> str:
        return money(row.amount_cents)

    @admin.display(description="fee")
    def fee(self, row: StripeMovement) -> str:
        return money(row.fee_cents)
