"""Refunds that staff ask for; above $500 a second person decides (P6)."""

from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.models import Order, RefundRequest
from payments.orders.refunding import Asked, order_lock, order_refund, refund_amounts
from payments.orders.transitions import OrderRefused


@transaction.atomic
def refund_ask(*, order: Order, asked: Asked, reason: str, actor: User) -> RefundRequest:
    """Asks for a refund. Up to $500 it is given at once; above, it waits for a second person.

    Raises OrderRefused for more than is left, nothing, and while another request waits.
    """
    locked = order_lock(order)
    if locked.refund_requests.filter(decided_at=None).exists():
        raise OrderRefused("Another refund of this order waits for a decision.")
    request = RefundRequest.objects.create(
        order=locked,
        item_cents=asked.item_cents,
        with_shipping=asked.with_shipping,
        is_covered=asked.is_covered,
        amount_cents=refund_amounts(locked, asked).total_cents,
        reason=reason[:200],
        asked_by=actor,
    )
    return request if request.needs_second_person else _give(request, actor)


@transaction.atomic
def refund_approve(*, request: RefundRequest, actor: User) -> RefundRequest:
    """The second person agrees, and the money goes back.

    Raises OrderRefused when it is decided, asked by the same person, or more than is left by now.
    """
    locked = _lock(request)
    if locked.needs_second_person and actor.pk == locked.asked_by_id:
        raise OrderRefused("Somebody else must decide on a refund of this size.")
    return _give(locked, actor)


@transaction.atomic
def refund_refuse(*, request: RefundRequest, actor: User) -> RefundRequest:
    """No money goes back. Raises OrderRefused when it is decided."""
    return _decide(_lock(request), actor)


def _lock(request: RefundRequest) -> RefundRequest:
    locked = RefundRequest.objects.select_for_update().get(pk=request.pk)
    if locked.decided_at:
        raise OrderRefused("This refund is decided already.")
    return locked


def _give(request: RefundRequest, actor: User) -> RefundRequest:
    asked = Asked(request.item_cents, request.with_shipping, request.is_covered)
    request.refund = order_refund(
        order=request.order, asked=asked, reason=request.reason, actor=actor
    )
    if request.refund.amount_cents != request.amount_cents:
        raise OrderRefused("What is left of the order has changed. Please ask again.")
    return _decide(request, actor)


def _decide(request: RefundRequest, actor: User) -> RefundRequest:
    request.decided_by, request.decided_at = actor, timezone.now()
    request.save(update_fields=["decided_by", "decided_at", "refund"])
    return request
