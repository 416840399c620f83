"""The pages of orders: what they show, and that their cost does not grow."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.ledger import Line, post
from payments.models import Account, Checkout, Order, Payout
from payments.orders.cancelling import order_cancel
from payments.orders.life import order_accept, order_delivered, order_shipped
from shipping.models import Shipment
from shipping.services import label_buy
from tests.payments.counting import queries
from tests.payments.shop import AUSTIN, address, bought, checkout_of, hang, text_of

PURCHASES, SALES, BALANCE = "payments:purchases", "payments:sales", "payments:balance"


@pytest.fixture
def many(buyer: Client, dress: Listing, ana: User) -> list[Order]:
    """Seven orders of Bea from Ana, in every state."""
    orders = [bought(buyer, hang(ana, f"Dress {n}")) for n in range(7)]
    for order in orders[1:]:
        order_shipped(order=order, at=order.placed_at)  # type: ignore[arg-type]
    for order in orders[2:]:
        order_delivered(order=order, at=order.shipped_at)  # type: ignore[arg-type]
    for order in orders[3:]:
        order_accept(order=order, actor=order.buyer)
    order_cancel(order=bought(buyer, dress), actor=ana, reason="torn")
    return orders


@pytest.mark.parametrize(("name", "most"), [(PURCHASES, 6), (SALES, 5), (BALANCE, 13)])
def test_the_lists_cost_the_same_for_one_and_for_many(
    name: str, most: int, buyer: Client, seller: Client, many: list[Order], ana: User
) -> None:
    client = buyer if name == PURCHASES else seller
    few = queries(client, reverse(name))
    for n in range(5):
        bought(buyer, hang(ana, f"More {n}"))
        Payout.objects.create(user=ana, amount_cents=100)
        lines = [Line(Account.Kind.STRIPE, -5), Line(Account.Kind.SELLER_BALANCE, 5, ana)]
        post(template="order_released", reference=f"PM{n}", key=f"k{n}", entries=lines)
    assert queries(client, reverse(name)) == few
    assert few <= most


def test_the_checkout_costs_the_same_with_many_addresses(
    buyer: Client, checkout: Checkout, bea: User
) -> None:
    path = checkout.get_absolute_url() + "?change=1"
    few = queries(buyer, path)
    for n in range(5):
        address(bea, AUSTIN | {"street1": f"{n} Main St"})
    assert queries(buyer, path) == few
    assert few <= 8


@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_the_orders_page_costs_few_queries(
    side: str, buyer: Client, seller: Client, dress: Listing
) -> None:
    order = bought(buyer, dress)
    client = buyer if side == "buyer" else seller
    without = queries(client, order.get_absolute_url())
    label_buy(shipment=Shipment.objects.get())
    assert queries(client, order.get_absolute_url()) == without
    assert without <= 8


@pytest.mark.parametrize(
    ("n", "status", "buyer_sees", "seller_sees"),
    [
        (0, "In process", "is packing it", "The buyer can take it back until"),
        (1, "Shipped", "Once it is delivered you have three days", "earnings are released when"),
        (2, "Delivered", "Is everything as described?", "at the latest on"),
        (3, "Complete", "Thank you for shopping second hand.", "$36.00 went to your"),
    ],
)
def test_each_side_sees_what_is_next(
    n: int,
    status: str,
    buyer_sees: str,
    seller_sees: str,
    many: list[Order],
    buyer: Client,
    seller: Client,
) -> None:
    path = many[n].get_absolute_url()
    for client, says in ((buyer, buyer_sees), (seller, seller_sees)):
        page = text_of(client.get(path))
        assert status in page
        assert says in page


def test_a_cancelled_order_says_why(many: list[Order], buyer: Client, seller: Client) -> None:
    path = Order.objects.get(status="cancelled").get_absolute_url()
    assert "“torn”. $54.71 goes back to your card" in text_of(buyer.get(path))
    page = text_of(seller.get(path))
    assert "Do not send the parcel" in page
    assert "PoshPost label" not in page


def test_lists_go_on_page_after_page(many: list[Order], buyer: Client, ana: User) -> None:
    for n in range(15):
        bought(buyer, hang(ana, f"More {n}"))
    first = buyer.get(reverse(PURCHASES))
    assert len(first.context["page"].rows) == 20
    page = text_of(first)
    assert "Older orders" in page
    older: Any = buyer.get(reverse(PURCHASES), {"after": first.context["page"].next_cursor})
    assert len(older.context["page"].rows) == 3
    assert "Older orders" not in text_of(older)


@pytest.mark.parametrize("name", [PURCHASES, SALES])
def test_a_made_up_cursor_leads_to_the_first_page(name: str, stranger: Client) -> None:
    answer = stranger.get(reverse(name), {"after": "x" * 40})
    assert answer["Location"] == reverse(name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (PURCHASES, "Nothing bought yet"),
        (SALES, "Nothing sold yet"),
        (BALANCE, "Nothing earned yet"),
    ],
)
def test_empty_pages_say_what_to_do(name: str, says: str, stranger: Client) -> None:
    assert says in text_of(stranger.get(reverse(name)))


def test_what_waits_to_be_paid_is_shown_with_the_purchases(buyer: Client, dress: Listing) -> None:
    checkout = checkout_of(buyer, dress)
    page = text_of(buyer.get(reverse(PURCHASES)))
    assert "An item is kept for you" in page
    assert checkout.get_absolute_url() in page


def test_the_statement_speaks_the_sellers_words(
    many: list[Order], seller: Client, ana: User
) -> None:
    page = text_of(seller.get(reverse(BALANCE)))
    assert f'<a href="{many[3].get_absolute_url()}">Sale {many[3].number}</a>' in page
    assert "$144.00" in page
    assert "order_released" not in page
    answer = seller.get(reverse(BALANCE), {"after": "x" * 40})
    assert answer["Location"] == reverse(BALANCE)
