"""A member's balance, and paying from it, for the tests."""

from django.test import Client
from django.urls import reverse

from closets.models import User
from payments.ledger import Line, balance_of, post
from payments.models import Account, Checkout, Order
from tests.payments.shop import text_of

Kind = Account.Kind


def earns(user: User, cents: int) -> None:
    """Puts money on the member's balance, as a sale would."""
    lines = [Line(Kind.FEE_INCOME, -cents), Line(Kind.SELLER_BALANCE, cents, user)]
    post(template="order_released", reference="EARLIER", key=f"earned:{cents}", entries=lines)


def balance_pays(client: Client, checkout: Checkout, use: str = "yes") -> str:
    door = reverse("payments:checkout_balance", args=[checkout.reference])
    return text_of(client.post(door, {"use": use}, follow=True))


def pay_all(client: Client, checkout: Checkout) -> str:
    door = reverse("payments:pay_balance", args=[checkout.reference])
    return text_of(client.post(door, follow=True))


def has(user: User) -> int:
    return balance_of(Kind.SELLER_BALANCE, user)


def split(order: Order) -> tuple[int, int]:
    return order.amounts.card_cents, order.balance_cents
