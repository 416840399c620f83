"""Finance's queues: refunds to decide, disputes to answer, payouts under way."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from closets.lib.adminpages import row_or_404
from closets.models import User
from closets.templatetags.money import money
from payments.admin.deciding import Facts, WaitingFilter, decide
from payments.admin.forms import DecisionForm
from payments.admin.read_only import ReadOnlyAdmin
from payments.models import Dispute, Payout, RefundRequest
from payments.models.payout import RECALL_DUE
from payments.orders.refund_requests import refund_approve, refund_refuse
from payments.orders.transitions import OrderRefused
from payments.queue import enqueue


class OpenFilter(WaitingFilter):
    field = "closed_at"


@admin.register(RefundRequest)
class RefundRequestAdmin(ReadOnlyAdmin[RefundRequest]):
    """Refunds that staff asked for; opening one that waits shows the decision."""

    list_display = ["asked_at", "order", "amount", "reason", "asked_by", "decided_by"]
    list_filter = [WaitingFilter]
    list_select_related = ["order", "asked_by", "decided_by"]
    ordering = ["asked_at"]

    @admin.display(description="amount")
    def amount(self, request: RefundRequest) -> str:
        return money(request.amount_cents)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """All that is known, and yes or no."""
        if not request.user.has_perm("payments.change_refundrequest"):
            raise PermissionDenied
        row = row_or_404(RefundRequest.objects.select_related("order"), object_id)
        form = None if row.decided_at else DecisionForm(request.POST or None)
        return decide(
            self,
            request,
            title=str(row),
            facts=_refund_facts(row),
            form=form,
            act=lambda actor, filled: _decide_refund(row, actor, filled),
            refusals=(OrderRefused,),
            back=reverse("admin:payments_refundrequest_changelist"),
        )


def _refund_facts(row: RefundRequest) -> Facts:
    return [
        ("Order", row.order.number),
        ("Goes back", money(row.amount_cents)),
        ("Of the item price", money(row.item_cents)),
        ("Shipping", "goes back" if row.with_shipping else "stays"),
        ("Paid by", "us" if row.is_covered else "the order"),
        ("Reason", row.reason),
        ("Asked by", row.asked_by),
        ("Decided by", row.decided_by or "nobody yet"),
    ]


def _decide_refund(row: RefundRequest, actor: User, form: DecisionForm) -> str:
    if form.cleaned_data["decision"] == "approve":
        refund_approve(request=row, actor=actor)
        return f"{money(row.amount_cents)} goes back to the buyer."
    refund_refuse(request=row, actor=actor)
    return "Refused; nothing goes back."


@admin.register(Dispute)
class DisputeAdmin(ReadOnlyAdmin[Dispute]):
    """Payments that banks took back; the action sends what we know to the bank."""

    list_display = ["opened_at", "amount", "reason", "status", "due_by", "answered_at", "borne"]
    list_filter = [OpenFilter, "reason"]
    search_fields = ["=stripe_dispute", "=payment_intent", "=checkout__orders__number"]
    ordering = ["due_by"]
    actions = ["answer"]

    @admin.display(description="amount")
    def amount(self, row: Dispute) -> str:
        return money(row.amount_cents)

    @admin.display(description="we bear")
    def borne(self, row: Dispute) -> str:
        return money(row.borne_cents)

    @admin.action(description="Send our evidence to the bank", permissions=["answer"])
    def answer(self, request: HttpRequest, queryset: QuerySet[Dispute]) -> None:
        waiting = queryset.filter(status=Dispute.Status.OPEN, answered_at=None)
        pks = list(waiting.values_list("pk", flat=True))
        for pk in pks:
            enqueue("dispute_answer", pk)
        self.message_user(request, f"Evidence is sent for {len(pks)}.", messages.SUCCESS)

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.change_dispute")


class PayoutQueueFilter(admin.SimpleListFilter):
    """What is under way, and what failed with its money still at the seller's Stripe account."""

    title = "queue"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("way", "On their way"), ("recall", "To be recalled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Payout]) -> QuerySet[Payout]:
        match self.value():
            case "way":
                return queryset.filter(status__in=["requested", "sent"])
            case "recall":
                return queryset.filter(RECALL_DUE)
        return queryset


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin[Payout]):
    """From sellers' balances to their banks."""

    list_display = ["created_at", "user", "amount", "is_instant", "status", "problem"]
    list_filter = [PayoutQueueFilter, "status", "is_instant", "created_at"]
    list_select_related = ["user"]
    list_per_page = 50
    search_fields = ["=user__username", "=reference", "=stripe_payout"]
    ordering = ["-id"]

    @admin.display(description="amount")
    def amount(self, payout: Payout) -> str:
        return money(payout.amount_cents)
