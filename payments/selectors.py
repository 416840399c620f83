"""Reads about orders and balances."""

from dataclasses import dataclass

from closets.lib.cursors import Page, page_after
from closets.models import User
from payments.ledger import StatementLine, balance_of, statement, statement_lines
from payments.models import Account, Checkout, Order, Payout


@dataclass(frozen=True)
class BalancePage:
    """What a seller has and awaits, in cents, and the newest lines of their statement."""

    available_cents: int
    pending_cents: int
    lines: list[StatementLine]
    next_cursor: str
    payouts: list[Payout]


def balance_page(user: User, cursor: str = "") -> BalancePage:
    """The seller's balance page. Raises BadCursor."""
    account = Account.objects.filter(kind=Account.Kind.SELLER_BALANCE, owner=user).first()
    page = statement(account, cursor=cursor) if account else None
    return BalancePage(
        available_cents=balance_of(Account.Kind.SELLER_BALANCE, user),
        pending_cents=balance_of(Account.Kind.HELD_FOR_SELLER, user),
        lines=statement_lines(account, page) if account and page else [],
        next_cursor=page.next_cursor if page else "",
        payouts=list(Payout.objects.filter(user=user).order_by("-id")[:10]),
    )


def purchases_page(user: User, cursor: str = "") -> Page[Order]:
    """What the member bought, newest first. Raises BadCursor."""
    orders = Order.objects.placed().filter(buyer=user).for_pages().prefetch_related("lines")
    return page_after(orders, order=["-id"], cursor=cursor, size=20, salt="purchases")


def sales_page(user: User, cursor: str = "") -> Page[Order]:
    """What the member sold, newest first. Raises BadCursor."""
    orders = Order.objects.placed().filter(closet__user=user).for_pages()
    return page_after(
        orders.prefetch_related("lines"), order=["-id"], cursor=cursor, size=20, salt="sales"
    )


def checkout_orders(checkout: Checkout) -> list[Order]:
    """The checkout's orders with closet and lines, as its page shows them."""
    return list(checkout.orders.select_related("closet").prefetch_related("lines").order_by("pk"))
