"""Answering an offer: yes, no, another amount, and what becomes of it (O1)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from closets.models import Block, User, Vacation
from listings.models import Listing
from listings.services.bin import listing_delete
from listings.services.prices import price_change
from listings.services.status import listing_hold
from payments.models import Checkout, Offer, Order, OrderMail
from payments.offers.answering import (
    offer_accept,
    offer_counter,
    offer_decline,
    offer_withdraw,
)
from payments.offers.sweeps import offers_close_gone, offers_expire
from payments.offers.transitions import OfferRefused
from payments.orders.cancelling import order_cancel
from payments.orders.checkout import checkout_release
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import Said, checkout_pay
from payments.orders.sweeps import checkouts_sweep
from payments.sandbox.faults import fault
from social.guards import ActRefused
from tests.payments.haggling import (
    ASKS_LATER,
    FAILS_LATER,
    OFFERED,
    OFFERED_EARNED,
    OFFERED_TOTAL,
    fresh,
    history,
    news_of,
    nothing_moved,
    offered,
)
from tests.payments.shop import AUSTIN, address, balances, charged
from tests.stripe_sandbox import webhooks_deliver

DAY = timedelta(days=1, seconds=1)


def test_the_sellers_yes_charges_the_stored_card_at_once(
    offer: Offer, ana: User, bea: User, dress: Listing
) -> None:
    answer = offer_accept(offer=offer, actor=ana)
    assert answer.outcome is not None
    assert answer.outcome.said == Said.PAID
    assert charged() == [OFFERED_TOTAL]
    order = Order.objects.get()
    assert (order.status, order.item_cents, order.total_cents) == (
        "in_process",
        OFFERED,
        OFFERED_TOTAL,
    )
    assert balances(ana, bea)["held_for_seller:ana"] == OFFERED_EARNED
    assert sum(balances(ana, bea).values()) == 0
    assert Listing.objects.get().status == "sold"
    assert history(offer)[-2:] == [("accepted", OFFERED), ("paid", OFFERED)]
    assert news_of(bea) == ["accepted $30.00 for Crochet maxi dress"]


def test_a_yes_pressed_twice_charges_once(offer: Offer, ana: User) -> None:
    offer_accept(offer=offer, actor=ana)
    again = offer_accept(offer=offer, actor=ana)
    assert again.outcome is not None
    assert again.outcome.said == Said.PAID
    assert charged() == [OFFERED_TOTAL]
    assert Order.objects.count() == 1


def test_only_the_side_that_is_asked_may_answer(offer: Offer, bea: User, cleo: User) -> None:
    for act in (offer_accept, offer_decline):
        with pytest.raises(OfferRefused, match="other side's turn"):
            act(offer=offer, actor=bea)
        with pytest.raises(PermissionDenied):
            act(offer=offer, actor=cleo)
    with pytest.raises(PermissionDenied):
        offer_counter(offer=offer, actor=cleo, cents=4000)
    with pytest.raises(PermissionDenied):
        offer_withdraw(offer=offer, actor=cleo)
    assert history(fresh(offer)) == [("seller", OFFERED)]
    assert nothing_moved()


def test_the_buyer_never_pays_more_than_the_price_of_now(offer: Offer, ana: User) -> None:
    price_change(actor=ana, listing=offer.listing, price_cents=2500)
    assert fresh(offer).agreed_cents == 2500
    offer_accept(offer=offer, actor=ana)
    assert Order.objects.get().item_cents == 2500


def test_a_lost_answer_of_stripe_is_found_by_the_sweep(offer: Offer, ana: User, bea: User) -> None:
    with fault("lost_response", path="payment_intents", times=3):
        answer = offer_accept(offer=offer, actor=ana)
    assert answer.outcome is not None
    assert answer.outcome.said == Said.UNCLEAR
    assert fresh(offer).status == "accepted"
    Checkout.objects.update(paying_at=timezone.now() - timedelta(minutes=5))
    checkouts_sweep()
    assert fresh(offer).status == "paid"
    assert charged() == [OFFERED_TOTAL]
    webhooks_deliver()
    assert charged() == [OFFERED_TOTAL]
    assert sum(balances(ana, bea).values()) == 0


# --- the card fails -----------------------------------------------------------------------------


@pytest.mark.parametrize("token", [FAILS_LATER, ASKS_LATER])
def test_when_the_card_fails_the_item_is_kept_for_another_one(
    token: str, ana: User, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress, token=token)
    answer = offer_accept(offer=offer, actor=ana)
    assert answer.outcome is not None
    assert answer.outcome.said == Said.DECLINED
    checkout = Checkout.objects.get()
    kept = timedelta(hours=settings.OFFER_PAY_HOURS)
    assert (checkout.status, Listing.objects.get().status) == ("open", "reserved")
    assert kept - timedelta(minutes=1) < checkout.expires_at - timezone.now() <= kept
    assert OrderMail.objects.get().member == bea
    assert "kept for them until" in news_of(ana)[-1]
    assert (charged(), balances(ana, bea)) == ([], {})
    assert checkout_pay(checkout=checkout, payment_method="pm_card_visa").said == Said.PAID
    assert fresh(offer).status == "paid"
    assert charged() == [OFFERED_TOTAL]
    assert Order.objects.get().item_cents == OFFERED


def test_what_is_not_paid_in_time_is_on_sale_again(ana: User, bea: User, dress: Listing) -> None:
    offer = offered(bea, dress, token=FAILS_LATER)
    offer_accept(offer=offer, actor=ana)
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        checkouts_sweep()
    assert fresh(offer).status == "unpaid"
    assert Listing.objects.get().status == "available"
    assert news_of(ana)[-1] == "Not paid in time: Crochet maxi dress is on sale again"
    assert (charged(), balances(ana, bea)) == ([], {})
    assert offered(bea, dress).status == "seller"


def test_the_buyer_may_give_it_back_before(ana: User, bea: User, dress: Listing) -> None:
    offer = offered(bea, dress, token=FAILS_LATER)
    offer_accept(offer=offer, actor=ana)
    assert checkout_release(checkout=Checkout.objects.get())
    assert fresh(offer).status == "unpaid"


# --- counters -----------------------------------------------------------------------------------


def test_both_counter_until_one_says_yes(offer: Offer, ana: User, bea: User) -> None:
    offer_counter(offer=offer, actor=ana, cents=4000)
    offer_counter(offer=offer, actor=bea, cents=3500)
    offer_counter(offer=offer, actor=ana, cents=3800)
    answer = offer_accept(offer=offer, actor=bea)
    assert answer.outcome is not None
    assert answer.outcome.said == Said.PAID
    assert history(offer) == [
        ("seller", 3000),
        ("buyer", 4000),
        ("seller", 3500),
        ("buyer", 3800),
        ("accepted", 3800),
        ("paid", 3800),
    ]
    assert Order.objects.get().item_cents == 3800
    assert news_of(bea)[0] == "counters with $40.00 for Crochet maxi dress"


@pytest.mark.parametrize("cents", [3000, 2000, 4500, 9999])
def test_a_sellers_counter_lies_between(cents: int, offer: Offer, ana: User) -> None:
    with pytest.raises(OfferRefused, match=r"\$30.01|\$44.99"):
        offer_counter(offer=offer, actor=ana, cents=cents)
    assert history(fresh(offer)) == [("seller", OFFERED)]


@pytest.mark.parametrize("cents", [3000, 4000, 4400])
def test_a_buyers_counter_lies_between(cents: int, offer: Offer, ana: User, bea: User) -> None:
    offer_counter(offer=offer, actor=ana, cents=4000)
    with pytest.raises(OfferRefused, match=r"\$30.01|\$39.99"):
        offer_counter(offer=offer, actor=bea, cents=cents)
    assert fresh(offer).amount_cents == 4000


def test_the_buyers_own_bank_may_ask_when_they_say_yes(
    ana: User, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress, token=ASKS_LATER)
    offer_counter(offer=offer, actor=ana, cents=4000)
    answer = offer_accept(offer=offer, actor=bea)
    assert answer.outcome is not None
    assert answer.outcome.said == Said.CHALLENGE
    assert answer.outcome.url
    assert Checkout.objects.get().status == "paying"


# --- how it ends without a yes ------------------------------------------------------------------


def test_it_expires_by_itself_and_is_refused_before_the_sweep_comes(
    offer: Offer, ana: User, bea: User
) -> None:
    with time_machine.travel(timezone.now() + DAY):
        assert fresh(offer).status_now == "expired"
        with pytest.raises(OfferRefused, match="expired"):
            offer_accept(offer=offer, actor=ana)
        assert nothing_moved()
        assert offers_expire() == 1
    assert history(fresh(offer)) == [("seller", OFFERED), ("expired", OFFERED)]
    assert news_of(bea) == ["The offer of $30.00 for Crochet maxi dress has expired"]


def test_a_new_offer_may_follow_an_expired_one_at_once(offer: Offer, bea: User) -> None:
    with time_machine.travel(timezone.now() + DAY):
        again = offered(bea, offer.listing, 3500)
    assert (fresh(offer).status, again.status) == ("expired", "seller")


def test_the_buyer_takes_it_back(offer: Offer, ana: User, bea: User) -> None:
    offer_withdraw(offer=offer, actor=bea)
    assert fresh(offer).status == "withdrawn"
    with pytest.raises(OfferRefused, match="withdrawn"):
        offer_accept(offer=offer, actor=ana)
    assert news_of(ana)[-1] == "took back $30.00 for Crochet maxi dress"
    assert nothing_moved()


def test_who_is_asked_cannot_withdraw(offer: Offer, ana: User) -> None:
    with pytest.raises(OfferRefused, match="You are asked"):
        offer_withdraw(offer=offer, actor=ana)


def test_offers_on_what_is_gone_are_closed_with_a_word(
    offer: Offer, ana: User, bea: User, cleo: User
) -> None:
    other = offered(cleo, offer.listing, 3500)
    offer_accept(offer=other, actor=ana)
    assert fresh(offer).status == "seller"
    with pytest.raises(SomebodyFaster):
        offer_accept(offer=offer, actor=ana)
    assert offers_close_gone(offer.listing_id) == 1
    assert fresh(offer).status == "closed"
    assert news_of(bea) == ["Not for sale any more: Crochet maxi dress"]
    assert charged() == [44_09]


@pytest.mark.parametrize("how", ["hold", "delete"])
def test_offers_on_what_the_seller_took_away_cannot_be_accepted(
    how: str, offer: Offer, ana: User
) -> None:
    (listing_hold if how == "hold" else listing_delete)(listing=offer.listing, actor=ana)
    with pytest.raises(ActRefused, match="not for sale"):
        offer_accept(offer=offer, actor=ana)
    assert offers_close_gone() == 1
    assert fresh(offer).status == "closed"


def test_a_block_or_a_vacation_parts_them(offer: Offer, ana: User, bea: User) -> None:
    Block.objects.create(blocker=bea, blocked=ana)
    with pytest.raises(ActRefused, match="not available"):
        offer_accept(offer=offer, actor=ana)
    with pytest.raises(ActRefused, match="not available"):
        offer_counter(offer=offer, actor=ana, cents=4000)
    Block.objects.all().delete()
    Vacation.objects.create(closet=ana.closet)
    with pytest.raises(ActRefused, match="on vacation"):
        offer_accept(offer=offer, actor=ana)
    assert fresh(offer).status == "seller"
    assert nothing_moved()


def test_a_cancelled_sale_lets_the_pair_talk_again(offer: Offer, ana: User, bea: User) -> None:
    offer_accept(offer=offer, actor=ana)
    order_cancel(order=Order.objects.get(), actor=ana, reason="torn")
    assert balances(ana, bea)["stripe"] == -OFFERED_TOTAL
    assert offered(bea, offer.listing).status == "seller"


def test_the_sale_of_an_offer_goes_to_the_address_given_with_it(
    bea: User, ana: User, dress: Listing
) -> None:
    address(bea, AUSTIN | {"street1": "9 Elsewhere"}, is_default_to=True)
    offer_accept(offer=offered(bea, dress), actor=ana)
    shipment = Order.objects.get().shipment
    assert shipment is not None
    assert shipment.to_address.street1 == "1 Main St"
