"""Ten minutes in which a "no" can be taken back (S7, X3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Offer
from payments.offers.answering import offer_accept, offer_counter, offer_decline, offer_withdraw
from payments.offers.undoing import offer_restore
from tests.payments.haggling import OFFERED, fresh, history, news_of, nothing_moved, offered
from tests.payments.shop import checkout_of, text_of


def press(client: Client, act: str, offer: Offer) -> Any:
    return client.post(reverse(f"payments:offer_{act}", args=[offer.reference]), follow=True)


def test_the_seller_takes_the_no_back_and_is_asked_as_before(
    offer: Offer, seller: Client, ana: User, bea: User
) -> None:
    until = fresh(offer).expires_at
    page = text_of(press(seller, "decline", offer))
    assert "Take the “no” back" in page
    assert reverse("payments:offer_restore", args=[offer.reference]) in page
    page = text_of(press(seller, "restore", offer))
    assert "$30.00 is on the table." in page
    row = fresh(offer)
    assert (row.status, row.expires_at) == ("seller", until)
    assert history(row) == [("seller", OFFERED), ("declined", OFFERED), ("seller", OFFERED)]
    assert news_of(bea)[-1] == "thinks again about $30.00 for Crochet maxi dress"
    assert nothing_moved()
    offer_accept(offer=row, actor=ana)
    assert fresh(offer).status == "paid"


def test_the_buyer_takes_the_no_to_a_counter_back(offer: Offer, ana: User, bea: User) -> None:
    offer_counter(offer=offer, actor=ana, cents=4000)
    offer_decline(offer=offer, actor=bea)
    assert offer_restore(offer=offer, actor=bea).status == "buyer"


def test_only_who_declined_may(offer: Offer, buyer: Client, stranger: Client, ana: User) -> None:
    offer_decline(offer=offer, actor=ana)
    page = text_of(press(buyer, "restore", offer))
    assert "too late to take that back" in page
    assert "Take the “no” back" not in page
    assert press(stranger, "restore", offer).status_code == 404
    assert fresh(offer).status == "declined"


@pytest.mark.parametrize("minutes", [10, 24 * 60])
def test_after_ten_minutes_the_no_stands(minutes: int, offer: Offer, seller: Client) -> None:
    press(seller, "decline", offer)
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        assert "too late to take that back" in text_of(press(seller, "restore", offer))
    assert fresh(offer).status == "declined"


def test_a_newer_offer_stands_instead(
    offer: Offer, seller: Client, bea: User, dress: Listing, ana: User
) -> None:
    offer_decline(offer=offer, actor=ana)
    offered(bea, dress, 3500)
    assert "There is a newer offer" in text_of(press(seller, "restore", offer))
    assert fresh(offer).status == "declined"


def test_what_was_sold_meanwhile_is_not_asked_about_again(
    offer: Offer, seller: Client, buyer: Client, dress: Listing, ana: User
) -> None:
    offer_decline(offer=offer, actor=ana)
    checkout_of(buyer, dress)
    assert "Somebody else is buying this item" in text_of(press(seller, "restore", offer))
    assert fresh(offer).status == "declined"


def test_what_was_taken_back_is_no_no(offer: Offer, buyer: Client, bea: User) -> None:
    offer_withdraw(offer=offer, actor=bea)
    assert "too late to take that back" in text_of(press(buyer, "restore", offer))
    assert fresh(offer).status == "withdrawn"


def test_pressed_twice_it_is_restored_once(offer: Offer, seller: Client, ana: User) -> None:
    offer_decline(offer=offer, actor=ana)
    for _ in range(2):
        press(seller, "restore", offer)
    assert len(history(fresh(offer))) == 3
