"""A price for the whole bundle, between the two alone (O3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from closets.models import User
from listings.models import Listing
from payments.bundles.haggling import (
    bundle_offer_answer,
    bundle_offer_make,
    bundle_offer_withdraw,
)
from payments.bundles.making import BundleRefused, bundle_add, bundle_start, bundle_take_out
from payments.bundles.pricing import shared_out
from payments.models import Bundle, BundleOffer, Checkout, Entry
from tests.payments.bundling import news_of
from tests.payments.shop import charged, hang, pay, text_of


@pytest.fixture
def bundle(buyer: Client, dress: Listing, ana: User, bea: User) -> Bundle:
    """Ana's dress of $45.00 and her scarf of $15.00, in Bea's bundle."""
    made = bundle_start(actor=bea, buyer=bea, listing=dress)
    bundle_add(actor=bea, bundle=made, listing=hang(ana, "Scarf", price_cents=1500))
    return made


def press(client: Client, verb: str, bundle: Bundle, **data: Any) -> Any:
    door = reverse(f"payments:bundle_{verb}", args=[bundle.reference])
    return client.post(door, data, follow=True)


def prices(bundle: Bundle) -> list[int]:
    """What each item costs in the checkout of the bundle."""
    checkout = Checkout.objects.get(bundle=bundle)
    return [line.price_cents for line in checkout.orders.get().lines.order_by("pk")]


@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_what_is_shared_out_adds_up_and_nobody_pays_more(cents: int, shares: list[int]) -> None:
    cents = min(cents, sum(shares))
    parts = shared_out(cents, shares)
    assert sum(parts) == cents
    assert all(0 <= part <= share for part, share in zip(parts, shares, strict=True))


def test_the_buyer_offers_the_seller_accepts_and_the_buyer_pays_that(
    bundle: Bundle, buyer: Client, seller: Client, ana: User, bea: User
) -> None:
    page = text_of(press(buyer, "offer", bundle, amount="45"))
    assert "You named $45.00 for all of it." in page
    assert news_of(ana)[-1] == "offers $45.00 for your bundle"
    assert 'you would earn <strong class="num">$36.00</strong>' in text_of(
        seller.get(bundle.get_absolute_url())
    )
    press(seller, "accept", bundle)
    assert news_of(bea)[-1] == "accepted $45.00 for your bundle"
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "You agreed on $45.00." in page
    assert "Buy the bundle · $45.00" in page
    assert not Entry.objects.exists()
    press(buyer, "buy", bundle)
    assert prices(bundle) == [3375, 1125]
    pay(buyer, Checkout.objects.get())
    assert charged() == [5471]


def test_the_seller_offers_and_the_buyer_accepts(
    bundle: Bundle, buyer: Client, seller: Client
) -> None:
    assert "Offer a price for all of it" in text_of(seller.get(bundle.get_absolute_url()))
    press(seller, "offer", bundle, amount="50.00")
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "$50.00 is on the table" in page
    assert "Buy the bundle · $60.00" in page
    assert "Buy the bundle · $50.00" in text_of(press(buyer, "accept", bundle))


def test_another_price_takes_the_place_of_the_one_before(
    bundle: Bundle, ana: User, bea: User
) -> None:
    for actor, cents in ((bea, 3000), (bea, 3500), (ana, 5000)):
        bundle_offer_make(actor=actor, bundle=bundle, cents=cents)
    rows = BundleOffer.objects.order_by("pk").values_list("amount_cents", "status")
    assert list(rows) == [(3000, "withdrawn"), (3500, "declined"), (5000, "open")]


def test_no_and_taking_back(bundle: Bundle, buyer: Client, seller: Client) -> None:
    press(buyer, "offer", bundle, amount="45")
    assert "is on the table" not in text_of(press(seller, "decline", bundle))
    press(buyer, "offer", bundle, amount="50")
    assert "You named" not in text_of(press(buyer, "withdraw", bundle))
    rows = BundleOffer.objects.order_by("pk").values_list("status", flat=True)
    assert list(rows) == ["declined", "withdrawn"]
    assert "This price does not hold any more." in text_of(press(seller, "accept", bundle))


@pytest.mark.parametrize("amount", ["23.99", "60", "0", "-5", "1e3", "45.001", "", "x", "9" * 30])
def test_a_price_out_of_range_is_said_beside_it(amount: str, bundle: Bundle, buyer: Client) -> None:
    answer = press(buyer, "offer", bundle, amount=amount)
    assert answer.status_code == 422
    assert 'id="id_amount_error"' in text_of(answer)
    assert not BundleOffer.objects.exists()


@pytest.mark.parametrize("cents", [2399, 6000])
def test_the_service_keeps_the_range_too(cents: int, bundle: Bundle, bea: User) -> None:
    with pytest.raises(BundleRefused, match="you can offer is"):
        bundle_offer_make(actor=bea, bundle=bundle, cents=cents)


def test_only_the_side_that_is_asked_answers(
    bundle: Bundle, bea: User, ana: User, cleo: User
) -> None:
    bundle_offer_make(actor=bea, bundle=bundle, cents=4500)
    for accept in (True, False):
        with pytest.raises(BundleRefused, match="nothing for you to answer"):
            bundle_offer_answer(actor=bea, bundle=bundle, accept=accept)
        with pytest.raises(PermissionDenied):
            bundle_offer_answer(actor=cleo, bundle=bundle, accept=accept)
    with pytest.raises(BundleRefused, match="nothing of yours"):
        bundle_offer_withdraw(actor=ana, bundle=bundle)
    with pytest.raises(PermissionDenied):
        bundle_offer_make(actor=cleo, bundle=bundle, cents=4500)
    assert BundleOffer.objects.get().status == "open"


def test_agreed_it_binds_the_seller_and_pressed_twice_it_is_once(
    bundle: Bundle, bea: User, ana: User
) -> None:
    bundle_offer_make(actor=bea, bundle=bundle, cents=4500)
    for _ in range(2):
        assert bundle_offer_answer(actor=ana, bundle=bundle, accept=True).is_agreed
    with pytest.raises(BundleRefused, match="nothing for you"):
        bundle_offer_answer(actor=ana, bundle=bundle, accept=False)
    with pytest.raises(BundleRefused, match="You agreed on"):
        bundle_offer_make(actor=ana, bundle=bundle, cents=5000)


@pytest.mark.parametrize("change", ["add", "take_out", "gone"])
def test_other_items_end_it_with_a_word(
    change: str, bundle: Bundle, buyer: Client, ana: User, bea: User
) -> None:
    bundle_offer_make(actor=bea, bundle=bundle, cents=4500)
    bundle_offer_answer(actor=ana, bundle=bundle, accept=True)
    if change == "add":
        bundle_add(actor=bea, bundle=bundle, listing=hang(ana, "Belt", price_cents=2000))
    elif change == "take_out":
        bundle_take_out(actor=bea, bundle=bundle, item_id=bundle.items.all()[0].pk)
    else:
        Listing.objects.filter(title="Scarf").update(status="not_for_sale")
        press(buyer, "buy", bundle)
    assert BundleOffer.objects.get().status == "over"
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "The items have changed, so the price of $45.00 does not hold any more." in page
    assert "You agreed on" not in page


def test_after_a_day_it_holds_no_more(bundle: Bundle, buyer: Client, ana: User, bea: User) -> None:
    bundle_offer_make(actor=bea, bundle=bundle, cents=4500)
    bundle_offer_answer(actor=ana, bundle=bundle, accept=True)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        press(buyer, "buy", bundle)
        assert prices(bundle) == [4500, 1500]
        Checkout.objects.update(status="released")
        bundle_offer_make(actor=bea, bundle=bundle, cents=5000)
    rows = BundleOffer.objects.order_by("pk").values_list("status", flat=True)
    assert list(rows) == ["over", "open"]


def test_a_price_that_fell_below_it_counts(
    bundle: Bundle, buyer: Client, ana: User, bea: User
) -> None:
    bundle_offer_make(actor=bea, bundle=bundle, cents=4500)
    bundle_offer_answer(actor=ana, bundle=bundle, accept=True)
    Listing.objects.update(price_cents=1000)
    press(buyer, "buy", bundle)
    assert prices(bundle) == [1000, 1000]


@pytest.mark.parametrize("verb", ["offer", "accept", "decline", "withdraw"])
def test_the_doors_are_closed_to_others(
    verb: str, bundle: Bundle, stranger: Client, buyer: Client
) -> None:
    assert press(stranger, verb, bundle, amount="45").status_code == 404
    door = reverse(f"payments:bundle_{verb}", args=[bundle.reference])
    assert buyer.get(door).status_code == 405
    assert not BundleOffer.objects.exists()


def test_a_bundle_put_away_takes_no_price(bundle: Bundle, buyer: Client) -> None:
    press(buyer, "close", bundle)
    page = text_of(press(buyer, "offer", bundle, amount="45"))
    assert "This bundle is put away." in page
    assert not BundleOffer.objects.exists()
