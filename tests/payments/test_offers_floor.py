"""The seller's private floor: what it answers for them (O4)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_hold
from payments.models import Order, PriceFloor
from payments.offers.answering import offer_counter
from payments.offers.floors import floor_clear, floor_set
from payments.offers.transitions import OfferRefused
from tests.payments.haggling import FAILS_LATER, fresh, history, kept_card, news_of, offered
from tests.payments.shop import charged, text_of
from tests.payments.test_offers_pages import making, sent


def floored(seller: User, listing: Listing, at: str = "accept", below: str = "ask") -> PriceFloor:
    """A floor of $35.00, countered with $40.00."""
    return floor_set(
        actor=seller,
        listing=listing,
        floor_cents=3500,
        at_floor=at,
        below=below,
        counter_cents=4000,
    )


@pytest.mark.parametrize("cents", [3500, 4200])
def test_from_the_floor_on_it_is_sold_at_once(
    cents: int, ana: User, bea: User, dress: Listing
) -> None:
    floored(ana, dress)
    offer = offered(bea, dress, cents)
    assert fresh(offer).status == "paid"
    assert Order.objects.get().item_cents == cents
    assert charged() == [Order.objects.get().total_cents]
    assert "accepted for you" in news_of(ana)[0]


@pytest.mark.parametrize(
    ("at", "below", "cents", "status"),
    [
        ("ask", "ask", 4000, "seller"),
        ("accept", "ask", 3499, "seller"),
        ("accept", "decline", 3499, "declined"),
        ("accept", "counter", 3499, "buyer"),
        ("ask", "decline", 3500, "seller"),
    ],
)
def test_every_choice_does_what_it_says(
    at: str, below: str, cents: int, status: str, ana: User, bea: User, dress: Listing
) -> None:
    floored(ana, dress, at, below)
    assert fresh(offered(bea, dress, cents)).status == status
    assert charged() == []


def test_it_counters_once_and_then_asks(ana: User, bea: User, dress: Listing) -> None:
    floored(ana, dress, below="counter")
    offer = offered(bea, dress, 3000)
    offer_counter(offer=fresh(offer), actor=bea, cents=3200)
    assert history(offer) == [("seller", 3000), ("buyer", 4000), ("seller", 3200)]
    offer_counter(offer=fresh(offer), actor=ana, cents=3900)
    offer_counter(offer=fresh(offer), actor=bea, cents=3600)
    assert fresh(offer).status == "paid"
    assert Order.objects.get().item_cents == 3600


def test_the_buyer_never_sees_the_floor(
    buyer: Client, ana: User, bea: User, dress: Listing
) -> None:
    floored(ana, dress, below="counter")
    offer = offered(bea, dress, 3000)
    for path in (offer.get_absolute_url(), dress.get_absolute_url(), reverse("payments:offers")):
        assert "35.00" not in text_of(buyer.get(path))
    assert buyer.get(reverse("payments:floor", args=[dress.pk])).status_code == 404


def test_a_card_that_fails_leads_to_the_checkout(
    buyer: Client, ana: User, bea: User, dress: Listing
) -> None:
    floored(ana, dress)
    card = kept_card(bea, FAILS_LATER)
    answer = sent(buyer, dress, bea, amount="40", card=card.pk)
    assert answer["Location"] == Order.objects.get().checkout.get_absolute_url()
    assert charged() == []


def test_an_accepted_offer_leads_to_the_order(
    buyer: Client, ana: User, bea: User, dress: Listing
) -> None:
    floored(ana, dress)
    kept_card(bea)
    answer = sent(buyer, dress, bea, amount="40")
    assert answer["Location"] == Order.objects.get().get_absolute_url()
    assert buyer.get(making(dress)).status_code == 409


@pytest.mark.parametrize(
    ("floor", "counter"), [(0, None), (4500, None), (-5, None), (3500, 3499), (3500, 4500)]
)
def test_amounts_that_make_no_sense_are_refused(
    floor: int, counter: int | None, ana: User, dress: Listing
) -> None:
    with pytest.raises(OfferRefused):
        floor_set(
            actor=ana,
            listing=dress,
            floor_cents=floor,
            at_floor="accept",
            below="counter" if counter else "ask",
            counter_cents=counter,
        )
    assert not PriceFloor.objects.exists()


def test_only_the_seller_sets_it_and_takes_it_away(ana: User, bea: User, dress: Listing) -> None:
    with pytest.raises(PermissionDenied):
        floored(bea, dress)
    floored(ana, dress)
    with pytest.raises(PermissionDenied):
        floor_clear(actor=bea, listing=dress)
    floor_clear(actor=ana, listing=dress)
    assert not PriceFloor.objects.exists()


def test_the_form_sets_and_takes_it_away(seller: Client, ana: User, dress: Listing) -> None:
    path = reverse("payments:floor", args=[dress.pk])
    said = {"floor": "35", "at_floor": "accept", "below": "counter", "counter": "34"}
    refused = seller.post(path, said)
    assert refused.status_code == 422
    assert "Counter with at least your floor" in text_of(refused)
    assert seller.post(path, said | {"counter": "40"}).status_code == 302
    assert PriceFloor.objects.get().counter_cents == 4000
    assert 'value="35.00"' in text_of(seller.get(path))
    seller.post(path, {"_method": "delete"})
    assert not PriceFloor.objects.exists()
    listing_hold(listing=dress, actor=ana)
    assert seller.get(path).status_code == 200
