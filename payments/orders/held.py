"""What is held for sellers: the sum of an order's entries, whatever led to them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from closets.models import User
from payments.models import Account, Entry, Order
from payments.orders.transitions import OrderStatus

WAITING = [
    OrderStatus.IN_PROCESS,
    OrderStatus.SHIPPED,
    OrderStatus.DELIVERED,
    OrderStatus.IN_CASE,
]
MOST_SHOWN = 50


@dataclass(frozen=True)
class Pending:
    """An order's earnings in cents, and when they are the seller's: None until it is delivered,
    and while it is in a case."""

    number: str
    cents: int
    available_at: datetime | None


def held_cents(order: Order) -> int:
    """What the seller gets when the order is released, in cents.

    Earnings less a heavier label and what was refunded; 0 once it is released.
    """
    return _held([order.number]).get(order.number, 0)


def pending_of(seller: User) -> list[Pending]:
    """The seller's orders whose earnings are held, the soonest first. Two queries."""
    rows = Order.objects.filter(closet__user=seller, status__in=WAITING)
    orders = list(rows.order_by("accept_by", "placed_at")[:MOST_SHOWN])
    held = _held([order.number for order in orders])
    return [Pending(one.number, held.get(one.number, 0), _due(one)) for one in orders]


def _due(order: Order) -> datetime | None:
    """Nobody knows when a case ends."""
    return None if order.status == OrderStatus.IN_CASE else order.accept_by


def _held(numbers: list[str]) -> dict[str, int]:
    entries = Entry.objects.filter(
        transfer__reference__in=numbers, account__kind=Account.Kind.HELD_FOR_SELLER
    )
    sums = entries.values_list("transfer__reference").annotate(cents=Sum("amount_cents"))
    return dict(sums)
