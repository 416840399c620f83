"""Both lists of offers, the ways to them, and what their pages cost (O1)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import Offer, Order, SavedCard
from payments.offers.answering import offer_accept, offer_counter
from tests.payments.counting import queries
from tests.payments.haggling import kept_card, offered
from tests.payments.shop import AUSTIN, address, hang, text_of
from tests.payments.test_offers_pages import act, making


@pytest.fixture
def offer(buyer: Client, bea: User, dress: Listing) -> Offer:
    """Bea offers $30.00 for the dress of $45.00."""
    return offered(bea, dress)


def test_both_lists_show_whose_turn_it_is(buyer: Client, seller: Client, offer: Offer) -> None:
    mine = text_of(buyer.get(reverse("payments:offers")))
    theirs = text_of(seller.get(reverse("payments:offers_selling")))
    assert "$30.00 for Crochet maxi dress" in mine
    assert "Waits for the seller" in mine
    assert "Your turn" in theirs
    assert "No offers on your items yet" in text_of(buyer.get(reverse("payments:offers_selling")))


def test_the_listings_page_leads_there(buyer: Client, seller: Client, dress: Listing) -> None:
    assert making(dress) in text_of(buyer.get(dress.get_absolute_url()))
    own = text_of(seller.get(dress.get_absolute_url()))
    assert reverse("payments:to_likers", args=[dress.pk]) in own
    assert reverse("payments:floor", args=[dress.pk]) in own


def test_a_card_is_kept_and_removed(buyer: Client, offer: Offer) -> None:
    remove = reverse("payments:card_remove", args=[SavedCard.objects.get().pk])
    assert "stands on this card" in text_of(buyer.get(buyer.post(remove)["Location"]))
    act(buyer, offer, "withdraw")
    assert "is removed." in text_of(buyer.get(buyer.post(remove)["Location"]))
    assert SavedCard.objects.get().removed_at is not None


def test_the_pages_cost_the_same_for_one_and_for_many(
    buyer: Client, seller: Client, offer: Offer, ana: User, bea: User
) -> None:
    paths = [(buyer, reverse("payments:offers")), (seller, reverse("payments:offers_selling"))]
    pages = [(buyer, offer.get_absolute_url()), (seller, offer.get_absolute_url())]
    few = [queries(*place) for place in paths + pages]
    for n in range(4):
        offered(bea, hang(ana, f"Dress {n}"))
    offer_counter(offer=offer, actor=ana, cents=4000)
    offer_counter(offer=offer, actor=bea, cents=3500)
    many = [queries(*place) for place in paths + pages]
    assert many == few
    assert max(few) <= 12


def test_making_an_offer_costs_few_queries(buyer: Client, bea: User, dress: Listing) -> None:
    kept_card(bea)
    path = making(dress, amount="30")
    few = queries(buyer, path)
    for n in range(4):
        address(bea, AUSTIN | {"street1": f"{n} Main St"})
        kept_card(bea, ["pm_card_amex", "pm_card_mastercard", "pm_card_discover"][n % 3])
    assert queries(buyer, path) == few
    assert few <= 18


def test_a_yes_costs_few_queries(seller: Client, offer: Offer) -> None:
    with CaptureQueriesContext(connection) as captured:
        act(seller, offer, "accept")
    assert Order.objects.get().status == "in_process"
    assert len(captured) <= 92
    assert offer_accept(offer=offer, actor=offer.closet.user).outcome is not None
