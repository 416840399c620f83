"""The only code that changes `Order.status`."""

from datetime import datetime

from django.utils import timezone

from closets.lib.moves import row_move
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
    note = OrderTransition(
        order=order, from_status=before, to_status=to, actor=actor, reason=reason[:200]
    )
    if before not in sources_of(to) or not row_move(
        order, before=before, changes=values, history=note
    ):
        raise OrderRefused(f"This order is {before.label.lower()} and cannot change that way.")
    return order
