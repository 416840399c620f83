"""A seller's year, from orders and ledger. Years are calendar years in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Sum

from closets.models import User
from payments.models import Account, Entry, Order
from payments.models.order import OrderQuerySet
from payments.orders.transitions import OrderStatus

Kind = Account.Kind


@dataclass(frozen=True)
class Earned:
    """One released order, in cents; `changes` is what refunds and heavier labels took."""

    number: str
    title: str
    sold_at: datetime
    released_at: datetime
    item_cents: int
    fee_cents: int
    shipping_cents: int
    changes_cents: int

    @property
    def net_cents(self) -> int:
        """What the seller has of it."""
        return self.item_cents - self.fee_cents - self.shipping_cents + self.changes_cents


@dataclass(frozen=True)
class Earnings:
    """A year's released orders, oldest first."""

    year: int
    lines: list[Earned]

    @property
    def item_cents(self) -> int:
        return sum(line.item_cents for line in self.lines)

    @property
    def fee_cents(self) -> int:
        return sum(line.fee_cents for line in self.lines)

    @property
    def net_cents(self) -> int:
        return sum(line.net_cents for line in self.lines)


@dataclass(frozen=True)
class Form1099K:
    """Box 1a (gross), 3 (transactions) and 5a to 5l (gross by month), in cents.

    Gross is the item price of each order released in the year, with nothing taken off: neither fee
    nor refund. Shipping and sales tax never were the seller's.
    """

    year: int
    gross_cents: int
    transactions: int
    months_cents: list[int]


def years_of(seller: User) -> list[int]:
    """The years in which orders of the seller were released, newest first."""
    dates = _released(seller).dates("completed_at", "year", order="DESC")
    return [date.year for date in dates]


def earnings_of(seller: User, year: int) -> Earnings:
    """The seller's year."""
    orders = _released(seller).filter(**_within(year)).prefetch_related("lines")
    rows = list(orders.order_by("completed_at", "pk"))
    changes = _changes(seller, [order.number for order in rows])
    return Earnings(year, [_line(order, changes.get(order.number, 0)) for order in rows])


def form_1099k(earnings: Earnings) -> Form1099K:
    """The figures of the form for that year."""
    months = [0] * 12
    for line in earnings.lines:
        months[line.released_at.astimezone(UTC).month - 1] += line.item_cents
    return Form1099K(earnings.year, sum(months), len(earnings.lines), months)


def _released(seller: User) -> OrderQuerySet:
    return Order.objects.filter(closet__user=seller, status=OrderStatus.COMPLETE)


def _within(year: int) -> dict[str, datetime]:
    return {
        "completed_at__gte": datetime(year, 1, 1, tzinfo=UTC),
        "completed_at__lt": datetime(year + 1, 1, 1, tzinfo=UTC),
    }


def _line(order: Order, changes_cents: int) -> Earned:
    titles = [line.title for line in order.lines.all()]
    if order.placed_at is None or order.completed_at is None:
        raise ValueError("A complete order was placed and completed")
    return Earned(
        number=order.number,
        title=titles[0] + (f" and {len(titles) - 1} more" if len(titles) > 1 else ""),
        sold_at=order.placed_at,
        released_at=order.completed_at,
        item_cents=order.item_cents,
        fee_cents=order.fee_cents,
        shipping_cents=order.shipping_discount_cents,
        changes_cents=changes_cents,
    )


def _changes(seller: User, numbers: list[str]) -> dict[str, int]:
    """What the ledger gave or took of each order after it was paid."""
    return {number: cents for batch in _batches(numbers) for number, cents in _sums(seller, batch)}


def _batches(numbers: list[str], size: int = 1000) -> Iterator[list[str]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def _sums(seller: User, numbers: list[str]) -> Iterator[tuple[str, int]]:
    entries = Entry.objects.filter(
        transfer__reference__in=numbers,
        account__owner=seller,
        account__kind__in=[Kind.HELD_FOR_SELLER, Kind.SELLER_BALANCE],
    ).exclude(transfer__template__in=["order_paid", "order_released"])
    sums = entries.values_list("transfer__reference").annotate(cents=Sum("amount_cents"))
    yield from sums
