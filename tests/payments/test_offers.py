"""Making an offer (O1)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from closets.models import Block, User, Vacation
from listings.models import Listing
from listings.services.status import listing_move
from payments.models import Offer
from payments.offers.answering import (
    offer_decline,
)
from payments.offers.making import OfferRunning, offer_make
from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster
from social.guards import ActRefused
from tests.payments.haggling import (
    HOME,
    OFFERED,
    history,
    kept_card,
    news_of,
    nothing_moved,
    offered,
)
from tests.payments.shop import AUSTIN, hang

DAY = timedelta(days=1, seconds=1)


# --- making -------------------------------------------------------------------------------------


def test_an_offer_waits_a_day_for_the_seller(offer: Offer, ana: User, bea: User) -> None:
    assert (offer.status, offer.amount_cents, offer.buyer) == ("seller", OFFERED, bea)
    assert timedelta(hours=23, minutes=59) < offer.expires_at - timezone.now() <= timedelta(days=1)
    assert history(offer) == [("seller", OFFERED)]
    assert news_of(ana) == ["offers $30.00 for Crochet maxi dress"]
    assert nothing_moved()


@pytest.mark.parametrize(
    ("cents", "message"),
    [
        (1799, "The least you can offer is $18.00."),
        (0, "The least you can offer is $18.00."),
        (-4000, "The least you can offer is $18.00."),
        (4500, "The most you can offer is $44.99."),
        (10**12, "The most you can offer is $44.99."),
    ],
)
def test_it_refuses_an_amount_out_of_range(
    cents: int, message: str, bea: User, dress: Listing
) -> None:
    with pytest.raises(OfferRefused, match=message.replace("$", r"\$")):
        offered(bea, dress, cents)
    assert not Offer.objects.exists()
    assert nothing_moved()


@pytest.mark.parametrize("cents", [1800, 4499])
def test_it_takes_the_least_and_the_most(cents: int, bea: User, dress: Listing) -> None:
    assert offered(bea, dress, cents).amount_cents == cents


def test_forty_per_cent_of_an_odd_price_rounds_up(bea: User, ana: User) -> None:
    odd = hang(ana, price_cents=1001)
    with pytest.raises(OfferRefused, match=r"\$4.01"):
        offered(bea, odd, 400)
    assert offered(bea, odd, 401).amount_cents == 401


def test_there_is_no_second_live_offer_for_a_pair(offer: Offer, bea: User, dress: Listing) -> None:
    with pytest.raises(OfferRunning) as running:
        offered(bea, dress, 3500)
    assert running.value.offer == offer
    assert Offer.objects.get().amount_cents == OFFERED


def test_the_same_form_sent_twice_is_one_offer(offer: Offer, bea: User, dress: Listing) -> None:
    again = offered(bea, dress, 3500, reference=offer.reference)
    assert (again, again.amount_cents) == (offer, OFFERED)


def test_after_a_no_the_buyer_may_offer_again(offer: Offer, ana: User, bea: User) -> None:
    offer_decline(offer=offer, actor=ana)
    assert offered(bea, offer.listing, 3500).status == "seller"
    assert news_of(bea) == ["declined $30.00 for Crochet maxi dress"]


def test_it_refuses_what_cannot_be_bought(ana: User, bea: User, dress: Listing) -> None:
    with pytest.raises(ActRefused, match="your own listing"):
        offered(ana, dress)
    Vacation.objects.create(closet=ana.closet)
    with pytest.raises(ActRefused, match="on vacation"):
        offered(bea, Listing.objects.get())
    Vacation.objects.all().delete()
    Block.objects.create(blocker=ana, blocked=bea)
    with pytest.raises(ActRefused, match="not available"):
        offered(bea, Listing.objects.get())
    assert not Offer.objects.exists()


@pytest.mark.parametrize("status", ["sold", "reserved", "removed", "not_for_sale"])
def test_it_refuses_an_item_that_is_gone(status: str, bea: User, dress: Listing) -> None:
    listing_move(listing=dress, to=status, actor=None)  # type: ignore[arg-type]
    with pytest.raises((ActRefused, SomebodyFaster)):
        offered(bea, dress)
    assert not Offer.objects.exists()


def test_it_refuses_a_strangers_and_a_removed_card(bea: User, cleo: User, dress: Listing) -> None:
    for card in (kept_card(cleo), kept_card(bea)):
        card.removed_at = timezone.now()
        with pytest.raises(OfferRefused, match="one of your cards"):
            offer_make(buyer=bea, listing=dress, cents=OFFERED, address=HOME, card=card)
    expired = kept_card(bea)
    expired.exp_year = 2020
    with pytest.raises(OfferRefused, match="has expired"):
        offer_make(buyer=bea, listing=dress, cents=OFFERED, address=HOME, card=expired)


def test_it_refuses_an_address_without_a_label(bea: User, dress: Listing) -> None:
    wrong = HOME.__class__(**AUSTIN | {"zip_code": "94301"})
    with pytest.raises(ValidationError):
        offer_make(buyer=bea, listing=dress, cents=OFFERED, address=wrong, card=kept_card(bea))
    assert not Offer.objects.exists()


# --- a yes --------------------------------------------------------------------------------------
