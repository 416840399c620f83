"""Paying from the balance first, if the buyer wishes (P1).

The money leaves the balance when an attempt to pay is claimed, so that it cannot be spent or paid
out twice while a bank is asked, and comes back when the attempt comes to nothing.
"""

from collections.abc import Sequence

from payments.ledger import account_lock, balance
from payments.ledger.templates import balance_spent, balance_unspent
from payments.models import Account, Checkout, Order

LEAST_BY_CARD_CENTS = 50
"""Stripe charges no less."""


def balance_share(available_cents: int, total_cents: int) -> int:
    """How much of a total is paid from what is available; the card never pays under 50 cents."""
    if available_cents >= total_cents:
        return total_cents
    return max(0, min(available_cents, total_cents - LEAST_BY_CARD_CENTS))


def balance_take(locked: Checkout, total_cents: int) -> int:
    """Takes the present attempt's share from the buyer's balance; returns it, in cents."""
    pot = account_lock(Account.Kind.SELLER_BALANCE, locked.buyer)
    cents = balance_share(balance(pot), total_cents)
    if cents:
        balance_spent(
            purchase=str(locked.reference),
            attempt=locked.attempt,
            buyer=locked.buyer,
            cents=cents,
        )
    return cents


def balance_give_back(locked: Checkout) -> None:
    """Gives back what the attempt took; the checkout is locked, and not paid."""
    if not locked.balance_cents:
        return
    balance_unspent(
        purchase=str(locked.reference),
        attempt=locked.attempt,
        buyer=locked.buyer,
        cents=locked.balance_cents,
    )
    locked.balance_cents = 0
    locked.save(update_fields=["balance_cents"])


def balance_give_back_of(order: Order, checkout: Checkout) -> None:
    """Gives back the part of one order of a paid checkout, which cannot be placed."""
    if order.balance_cents:
        balance_unspent(
            purchase=f"{checkout.reference}:{order.number}",
            attempt=checkout.attempt,
            buyer=checkout.buyer,
            cents=order.balance_cents,
        )


def balance_share_out(locked: Checkout, orders: Sequence[Order]) -> None:
    """Says how much of each order the balance pays: the first ones whole, as far as it goes."""
    left = locked.balance_cents
    for order in orders if left else ():
        order.balance_cents = min(left, order.total_cents)
        left -= order.balance_cents
        order.save(update_fields=["balance_cents"])
