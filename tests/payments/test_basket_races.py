"""Baskets that share items, all taken to the checkout at once; each with its own transaction."""

from functools import partial

import pytest
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Order
from tests.payments.baskets import Shop, put_in
from tests.payments.conftest import signed_in
from tests.payments.crowds import crowd
from tests.payments.shop import AUSTIN, address, charged, hang, pay, press_buy
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
CHECKOUT = reverse("payments:basket_checkout")


@pytest.fixture
def items(shop: Shop, ana: User, cleo: User) -> list[Listing]:
    """Four of two closets, whose keys lie between each other."""
    return [*shop, hang(ana, "Scarf", price_cents=2000), hang(cleo, "Belt", price_cents=2000)]


def test_checkout_pressed_ten_times_is_one(bea: User, items: list[Listing]) -> None:
    address(bea, AUSTIN, is_default_to=True)
    browser = signed_in(bea)
    for listing in items:
        put_in(browser, listing)
    answers = crowd([partial(signed_in(bea).post, CHECKOUT) for _ in range(10)])
    checkout = Checkout.objects.get()
    assert {answer["Location"] for answer in answers} == {checkout.get_absolute_url()}
    assert [order.lines.count() for order in checkout.orders.all()] == [2, 2]


def test_paying_pressed_in_six_tabs_charges_once(bea: User, items: list[Listing]) -> None:
    address(bea, AUSTIN, is_default_to=True)
    for listing in items:
        put_in(signed_in(bea), listing)
    signed_in(bea).post(CHECKOUT)
    checkout = Checkout.objects.get()
    crowd([partial(pay, signed_in(bea), checkout) for _ in range(6)])
    checkout.refresh_from_db()
    assert checkout.status == "paid"
    assert charged() == [sum(order.total_cents for order in checkout.orders.all())]
    assert set(Listing.objects.values_list("status", flat=True)) == {"sold"}


def test_baskets_in_any_order_and_buy_now_sell_each_item_once(
    items: list[Listing], ana: User, cleo: User
) -> None:
    buyers = [person(f"buyer{n}") for n in range(8)]
    orders = [items, items[::-1], [items[2], items[0]], [items[1], items[3]]]
    for n, buyer in enumerate(buyers):
        address(buyer, AUSTIN, is_default_to=True)
        for listing in orders[n % 4]:
            put_in(signed_in(buyer), listing)
    acts = [partial(signed_in(buyer).post, CHECKOUT) for buyer in buyers[:6]]
    acts += [partial(press_buy, signed_in(buyer), items[n]) for n, buyer in enumerate(buyers[6:])]
    answers = crowd(acts)
    assert {answer.status_code for answer in answers} <= {302, 409}
    held = [line for order in Order.objects.all() for line in order.lines.all()]
    assert len(held) == len({line.listing_id for line in held}) > 0
