"""Many at one bundle, and many bundles at one item, each with a transaction of their own (O3)."""

from functools import partial

import pytest
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.bundles.making import bundle_add, bundle_start
from payments.models import Bundle, Checkout, Order
from shipping.models import Shipment
from tests.payments.conftest import signed_in
from tests.payments.crowds import crowd
from tests.payments.shop import AUSTIN, address, balances, charged, hang, pay, press_buy
from tests.people import person
from tests.stripe_sandbox import webhooks_deliver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def items(ana: User, dress: Listing) -> list[Listing]:
    return [dress, *[hang(ana, f"Item {n}", price_cents=2000) for n in range(3)]]


def filled(buyer: User, items: list[Listing]) -> Bundle:
    bundle = bundle_start(actor=buyer, buyer=buyer, listing=items[0])
    for listing in items[1:]:
        bundle_add(actor=buyer, bundle=bundle, listing=listing)
    return bundle


def sells_each_once(*members: User) -> None:
    """Whatever is reserved is paid; then no item is sold twice and the books add up."""
    for checkout in Checkout.objects.filter(status="open"):
        pay(signed_in(checkout.buyer), checkout)
    webhooks_deliver()
    orders = Order.objects.filter(status="in_process")
    sold = [line.listing_id for order in orders for line in order.lines.all()]
    assert len(sold) == len(set(sold))
    assert set(Listing.objects.filter(status="sold").values_list("pk", flat=True)) == set(sold)
    assert sorted(charged()) == sorted(order.total_cents for order in orders)
    assert Shipment.objects.count() == len(orders)
    assert sum(balances(*members).values()) == 0


def test_one_buyer_starting_in_ten_tabs_has_one_bundle(bea: User, items: list[Listing]) -> None:
    crowd([partial(bundle_start, actor=bea, buyer=bea, listing=items[n % 4]) for n in range(10)])
    assert Bundle.objects.count() == 1
    assert Bundle.objects.get().items.count() == 4


def test_buy_pressed_twenty_times_is_one_checkout(bea: User, items: list[Listing]) -> None:
    address(bea, AUSTIN, is_default_to=True)
    path = reverse("payments:bundle_buy", args=[filled(bea, items).reference])
    answers = crowd([partial(signed_in(bea).post, path) for _ in range(20)])
    checkout = Checkout.objects.get()
    assert {answer["Location"] for answer in answers} == {checkout.get_absolute_url()}
    assert checkout.orders.get().lines.count() == 4


def test_bundles_that_share_items_and_buy_now_at_once_sell_each_once(
    ana: User, items: list[Listing]
) -> None:
    buyers = [person(f"buyer{n}") for n in range(9)]
    for buyer in buyers:
        address(buyer, AUSTIN, is_default_to=True)
    orders = [items, items[::-1], [items[1], items[3], items[0]]]
    bundles = [filled(buyer, orders[n % 3]) for n, buyer in enumerate(buyers[:6])]
    acts = [
        partial(signed_in(b.buyer).post, reverse("payments:bundle_buy", args=[b.reference]))
        for b in bundles
    ]
    acts += [partial(press_buy, signed_in(buyer), items[n]) for n, buyer in enumerate(buyers[6:])]
    answers = crowd(acts)
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert Checkout.objects.count() >= 1
    sells_each_once(ana, *buyers)
