"""The only code that changes `Order.status`."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.models import Order, OrderTransition
from payments.orders.transitions import OrderRefused, OrderStatus, sources_of

TIMES = {
    OrderStatus.IN_PROCESS: "placed_at",
    OrderStatus.SHIPPED: "shipped_at",
    OrderStatus.DELIVERED: "delivered_at",
    OrderStatus.COMPLETE: "completed_at",
    OrderStatus.CANCELLED: "cancelled_at",
}


@transaction.atomic(savepoint=False)
def order_move(
    *,
    order: Order,
    to: OrderStatus,
    actor: User | None,
    at: datetime | None = None,
    reason: str = "",
    **fields: object,
) -> Order:
    """Moves the order by a conditional update and writes its history.

    at: when it happened (now); fields: further columns set with it. Raises OrderRefused when its
    state, or somebody faster, does not allow it; then nothing is changed.
    """
    before = OrderStatus(order.status)
    when = {TIMES[to]: at or timezone.now()} if to in TIMES else {}
    values = {"status": to, **when, **fields}
    moved = Order.objects.filter(pk=order.pk, status=before, status__in=sources_of(to))
    if not moved.update(**values):
        raise OrderRefused(f"This order is {before.label.lower()} and cannot change that way.")
    OrderTransition.objects.create(
        order=order, from_status=before, to_status=to, actor=actor, reason=reason[:200]
    )
    for name, value in values.items():
        setattr(order, name, value)
    return order
