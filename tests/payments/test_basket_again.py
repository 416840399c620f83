"""A basket taken to the checkout twice, changed, given up, out of time (P1)."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from payments.models import Checkout
from payments.orders.sweeps import checkouts_sweep
from tests.payments.baskets import (
    BASKET,
    Shop,
    basket_checkout_of,
    basket_text,
    inside,
    orders_of,
    press_checkout,
    put_in,
    status_of,
    take_out,
)
from tests.payments.counting import queries
from tests.payments.shop import (
    SECURE,
    charged,
    checkout_of,
    pay,
    text_of,
)


def test_pressing_twice_is_one_checkout(buyer: Client, of_both: Checkout) -> None:
    assert press_checkout(buyer)["Location"] == of_both.get_absolute_url()
    assert Checkout.objects.count() == 1


def test_a_changed_basket_gives_the_old_checkout_up(
    buyer: Client, of_both: Checkout, shop: Shop
) -> None:
    take_out(buyer, shop.hat)
    fresh = basket_checkout_of(buyer)
    of_both.refresh_from_db()
    assert (of_both.status, fresh.status) == ("released", "open")
    assert (status_of(shop.dress), status_of(shop.hat)) == ("reserved", "available")
    page = text_of(buyer.get(of_both.get_absolute_url()))
    assert "Back to the basket" not in page


def test_while_the_payment_is_under_way_the_basket_leads_to_it(
    buyer: Client, of_both: Checkout, shop: Shop
) -> None:
    pay(buyer, of_both, SECURE)
    take_out(buyer, shop.hat)
    assert press_checkout(buyer)["Location"] == of_both.get_absolute_url()
    of_both.refresh_from_db()
    assert of_both.status == "paying"


def test_an_item_in_a_checkout_of_its_own_is_left_there(
    buyer: Client, shop: Shop, bea: User
) -> None:
    alone = checkout_of(buyer, shop.dress)
    bea_basket = [shop.hat, shop.dress]
    put_in(buyer, shop.hat)
    bea.basket.items.create(listing=bea_basket[1])
    checkout = basket_checkout_of(buyer)
    assert [order.item_cents for order in orders_of(checkout)] == [2000]
    page = basket_text(buyer)
    assert "It waits for you in another checkout." in page
    assert alone.get_absolute_url() in page


def test_buying_one_of_them_now_leads_to_the_checkout_that_holds_it(
    buyer: Client, of_both: Checkout, shop: Shop
) -> None:
    assert checkout_of(buyer, shop.dress) == of_both


def test_what_is_bought_by_itself_leaves_the_basket(buyer: Client, shop: Shop, bea: User) -> None:
    for listing in shop:
        put_in(buyer, listing)
    pay(buyer, checkout_of(buyer, shop.dress))
    assert inside(bea) == ["Felt hat"]


def test_giving_it_up_puts_all_of_it_on_sale_and_keeps_the_basket(
    buyer: Client, of_both: Checkout, shop: Shop, bea: User
) -> None:
    release = reverse("payments:checkout_release", args=[of_both.reference])
    assert buyer.post(release)["Location"] == BASKET
    assert {status_of(listing) for listing in shop} == {"available"}
    assert inside(bea) == ["Crochet maxi dress", "Felt hat"]
    assert charged() == []


def test_out_of_time_all_of_it_is_on_sale_and_the_basket_begins_anew(
    buyer: Client, of_both: Checkout, shop: Shop
) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        page = text_of(buyer.get(of_both.get_absolute_url()))
        assert "Back to the basket" in page
        fresh = basket_checkout_of(buyer)
        assert fresh != of_both
        assert checkouts_sweep() == 0
    assert {status_of(listing) for listing in shop} == {"reserved"}


def test_its_checkout_page_takes_the_same_queries_for_any_number_of_closets(
    buyer: Client, shop: Shop
) -> None:
    counts = []
    for listing in shop:
        checkout = basket_checkout_of(buyer, listing)
        counts.append(queries(buyer, checkout.get_absolute_url()))
    assert counts[0] == counts[1]
