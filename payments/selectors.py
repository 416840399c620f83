"""Reads about orders and balances."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone

from closets.lib.cursors import Page, page_after
from closets.models import User
from payments.ledger import balance, balance_of, statement, statement_lines
from payments.models import Account, Checkout, Entry, Order, OrderLine, Payout, Transfer
from payments.orders.cancelling import order_may_cancel, order_may_undo, undo_ends_of
from payments.orders.held import Pending, pending_of
from payments.orders.spending import balance_share
from payments.orders.table import MoneyTable, money_table
from payments.orders.transitions import OrderStatus
from shipping.selectors import ParcelCard, parcel_card


@dataclass(frozen=True)
class Line:
    """A line of the statement in the seller's words; `order` is the number of the order, if any."""

    date: datetime
    what: str
    order: str
    amount_cents: int
    balance_cents: int


@dataclass(frozen=True)
class BalancePage:
    """What a seller has and awaits, in cents, and the newest lines of their statement."""

    available_cents: int
    pending_cents: int
    pending: list[Pending]
    lines: list[Line]
    next_cursor: str
    payouts: list[Payout]


@dataclass(frozen=True)
class CheckoutPage:
    """Orders with closet and lines, what they cost, and what was paid in vain (cents).

    available_cents: the buyer's balance; balance_cents: what it pays, would pay or has paid.
    """

    orders: list[Order]
    total_cents: int
    sent_back_cents: int
    available_cents: int
    balance_cents: int

    @property
    def due_cents(self) -> int:
        """What is left for a card."""
        return self.total_cents - self.balance_cents

    @property
    def item_cents(self) -> int:
        return sum(order.item_cents for order in self.orders)

    @property
    def shipping_cents(self) -> int:
        return sum(order.shipping_cents for order in self.orders)

    @property
    def tax_cents(self) -> int:
        return sum(order.amounts.tax_cents for order in self.orders)


@dataclass(frozen=True)
class OrderPage:
    """One side's view of an order; `parcel` with its label for those who may print it."""

    lines: list[OrderLine]
    is_seller: bool
    may_cancel: bool
    may_undo: bool
    undo_ends: datetime | None
    money: MoneyTable
    parcel: ParcelCard | None
    cancelled_because: str
    needs_address: bool


def balance_page(user: User, cursor: str = "") -> BalancePage:
    """The seller's balance page. Raises BadCursor."""
    kinds = (Account.Kind.SELLER_BALANCE, Account.Kind.HELD_FOR_SELLER)
    pots = {pot.kind: pot for pot in Account.objects.filter(owner=user, kind__in=kinds)}
    available, held = (pots.get(kind) for kind in kinds)
    page = statement(available, cursor=cursor) if available else None
    return BalancePage(
        available_cents=balance(available) if available else 0,
        pending_cents=balance(held) if held else 0,
        pending=pending_of(user) if held else [],
        lines=_lines(available, page) if available and page else [],
        next_cursor=page.next_cursor if page else "",
        payouts=list(Payout.objects.filter(user=user).order_by("-id")[:10]),
    )


def _lines(account: Account, page: Page[Entry]) -> list[Line]:
    return [
        Line(
            date=line.entry.transfer.created_at,
            what=line.entry.transfer.template_label,
            order=_order_number(line.entry.transfer),
            amount_cents=line.entry.amount_cents,
            balance_cents=line.balance_cents,
        )
        for line in statement_lines(account, page)
    ]


def _order_number(transfer: Transfer) -> str:
    return transfer.reference if transfer.template.startswith("order_") else ""


def purchases_page(user: User, cursor: str = "") -> Page[Order]:
    """What the member bought, newest first. Raises BadCursor."""
    orders = Order.objects.placed().filter(buyer=user).for_pages().with_lines()
    return page_after(orders, order=["-id"], cursor=cursor, size=20, salt="purchases")


def sales_page(user: User, cursor: str = "") -> Page[Order]:
    """What the member sold, newest first. Raises BadCursor."""
    orders = Order.objects.placed().filter(closet__user=user).for_pages().with_lines()
    return page_after(orders, order=["-id"], cursor=cursor, size=20, salt="sales")


def order_page(order: Order, viewer: User) -> OrderPage:
    """What the order's page shows to its buyer or its seller."""
    parcel = parcel_card(shipment=order.shipment, viewer=viewer) if order.shipment else None
    moves = order.transitions.filter(to_status=OrderStatus.CANCELLED)
    is_cancelled = order.status == OrderStatus.CANCELLED
    return OrderPage(
        lines=list(order.lines.for_pages()),
        is_seller=order.closet.user_id == viewer.pk,
        may_cancel=order_may_cancel(order, viewer),
        may_undo=order_may_undo(order, viewer),
        undo_ends=undo_ends_of(order),
        money=money_table(order),
        parcel=parcel,
        cancelled_because=moves.values_list("reason", flat=True)[0] if is_cancelled else "",
        needs_address=bool(parcel and parcel.is_sender and parcel.needs_sender),
    )


def checkout_page(checkout: Checkout) -> CheckoutPage:
    """What the checkout's page shows, in three queries, and two more for a balance."""
    rows = checkout.orders.select_related("closet").with_lines().order_by("pk")
    orders = list(rows)
    total = sum(order.total_cents for order in orders)
    available = _available(checkout)
    return CheckoutPage(
        orders=orders,
        total_cents=total,
        sent_back_cents=_sent_back(checkout) if checkout.is_over else 0,
        available_cents=available,
        balance_cents=balance_share(available, total)
        if checkout.uses_balance and checkout.status == Checkout.Status.OPEN
        else checkout.balance_cents,
    )


def _sent_back(checkout: Checkout) -> int:
    refunds = checkout.refunds.filter(order=None).aggregate(cents=Sum("amount_cents"))
    return refunds["cents"] or 0


def _available(checkout: Checkout) -> int:
    """What an open checkout's buyer could pay with, never less than nothing."""
    if checkout.status != Checkout.Status.OPEN:
        return 0
    return max(0, balance_of(Account.Kind.SELLER_BALANCE, checkout.buyer))


def checkout_open(user: User) -> Checkout | None:
    """The newest checkout that waits for the member to pay."""
    mine = Checkout.objects.filter(buyer=user, status=Checkout.Status.OPEN)
    return mine.filter(expires_at__gt=timezone.now()).order_by("-pk").first()
