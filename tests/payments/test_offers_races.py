"""Many answers at once, each with a connection and transaction of their own (O1, P7)."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Offer, OfferMove, Order, Refund
from payments.offers import likers
from payments.offers.answering import (
    Answer,
    offer_accept,
    offer_counter,
    offer_decline,
    offer_withdraw,
)
from payments.offers.likers import likers_offer_send, likers_offer_start
from payments.offers.making import OfferRunning, offer_make
from payments.offers.paying import offer_prepare
from payments.offers.sweeps import offers_close_gone, offers_expire
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import Said
from payments.orders.sweeps import checkouts_sweep
from social.models import Like, News
from tests.payments.conftest import signed_in
from tests.payments.crowds import REFUSED, at_once, crowd
from tests.payments.haggling import HOME, fresh, history, kept_card, offered
from tests.payments.shop import AUSTIN, address, balances, charged, pay, press_buy
from tests.people import person
from tests.stripe_sandbox import webhooks_deliver

pytestmark = pytest.mark.django_db(transaction=True)


def sold_once(seller: User) -> Order:
    """The one order: one charge of its total, books that sum to zero, nothing given back."""
    webhooks_deliver()
    order = Order.objects.get(status="in_process")
    assert charged() == [order.total_cents]
    assert sum(balances(seller, *User.objects.exclude(pk=seller.pk)).values()) == 0
    assert Checkout.objects.filter(status="paid").count() == 1
    assert not Checkout.objects.filter(status__in=["open", "paying"]).exists()
    assert not Refund.objects.exists()
    assert Listing.objects.get().status == "sold"
    return order


def states() -> Counter[str]:
    return Counter(Offer.objects.values_list("status", flat=True))


@pytest.mark.timeout(600)
def test_a_hundred_accepts_of_offers_on_one_item_sell_it_once(ana: User, dress: Listing) -> None:
    offers = [offered(person(f"buyer{n}"), dress, 2000 + n) for n in range(100)]
    answers = crowd([partial(offer_accept, offer=o, actor=ana) for o in offers])
    assert [answer for answer in answers if isinstance(answer, Answer)]
    paid = [
        a for a in answers if isinstance(a, Answer) and a.outcome and a.outcome.said == Said.PAID
    ]
    assert len(paid) == 1
    assert Counter(a for a in answers if a in REFUSED)[SomebodyFaster] == 99
    order = sold_once(ana)
    assert order.item_cents == paid[0].offer.amount_cents
    assert states() == {"paid": 1, "seller": 99}
    assert offers_close_gone() == 99
    assert states() == {"paid": 1, "closed": 99}


def test_a_yes_pressed_fifty_times_at_once_charges_once(
    ana: User, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress)
    path = reverse("payments:offer_accept", args=[offer.reference])
    tabs = [signed_in(ana) for _ in range(50)]
    answers = crowd([partial(c.post, path) for c in tabs])
    assert {answer.status_code for answer in answers} == {302}
    sold_once(ana)
    assert [status for status, _ in history(offer)] == ["seller", "accepted", "paid"]


def test_one_buyer_in_ten_tabs_has_one_live_offer(bea: User, dress: Listing) -> None:
    how: dict[str, Any] = {"buyer": bea, "listing": dress, "address": HOME, "card": kept_card(bea)}
    answers = crowd([partial(offer_make, cents=2000 + n, **how) for n in range(10)])
    assert sum(isinstance(answer, Answer) for answer in answers) == 1
    assert answers.count(OfferRunning) == 9
    assert OfferMove.objects.count() == Offer.objects.count() == 1


@pytest.mark.parametrize("seed", range(6))
def test_every_answer_at_once_ends_in_one_of_them(
    seed: int, ana: User, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress)
    if seed % 2:
        Offer.objects.update(expires_at=timezone.now() + timedelta(milliseconds=60))
    acts: list[Callable[[], Any]] = [
        lambda: offer_accept(offer=fresh(offer), actor=ana),
        lambda: offer_decline(offer=fresh(offer), actor=ana),
        lambda: offer_counter(offer=fresh(offer), actor=ana, cents=4000),
        lambda: offer_withdraw(offer=fresh(offer), actor=bea),
        offers_expire,
    ]
    random.Random(seed).shuffle(acts)
    crowd(acts)
    if not fresh(offer).is_waiting:
        offers_expire()
    row = fresh(offer)
    assert len(history(offer)) == {"paid": 3}.get(row.status, 2)
    if row.status == "paid":
        sold_once(ana)
        return
    assert row.status in {"declined", "buyer", "withdrawn", "expired"}
    assert (charged(), balances(ana, bea)) == ([], {})
    assert Listing.objects.get().status == "available"


def test_buy_now_and_a_yes_at_once_sell_it_once(
    ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    offer = offered(bea, dress)
    address(cleo, AUSTIN, is_default_to=True)
    client = signed_in(cleo)
    crowd([lambda: offer_accept(offer=offer, actor=ana), lambda: press_buy(client, dress)])
    for checkout in Checkout.objects.filter(status="open"):
        pay(client, checkout)
    sold_once(ana)
    assert fresh(offer).status in {"paid", "seller"}


def test_the_yes_the_webhook_and_the_sweep_at_once_place_one_order(
    ana: User, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress)
    at_once(
        lambda: offer_accept(offer=offer, actor=ana),
        lambda: Checkout.objects.update(paying_at=timezone.now() - timedelta(minutes=5)),
        checkouts_sweep,
        webhooks_deliver,
    )
    Checkout.objects.filter(status="paying").update(paying_at=timezone.now() - timedelta(minutes=5))
    checkouts_sweep()
    sold_once(ana)
    assert fresh(offer).status == "paid"


def test_two_workers_send_each_liker_one_offer(
    ana: User, dress: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likers, "BATCH", 3)
    fans = [person(f"fan{n}") for n in range(20)]
    Like.objects.bulk_create(Like(user=fan, listing=dress) for fan in fans)
    row = likers_offer_start(actor=ana, listing=dress, cents=4000)
    at_once(*[lambda: likers_offer_send(campaign_id=row.pk)] * 4)
    row.refresh_from_db()
    assert (row.status, row.sent, row.skipped) == ("done", 20, 0)
    assert Offer.objects.count() == OfferMove.objects.count() == 20
    assert News.objects.filter(kind="offer").count() == 20


def test_twelve_likers_accept_at_once_and_one_gets_it(ana: User, dress: Listing) -> None:
    fans = [person(f"fan{n}") for n in range(12)]
    Like.objects.bulk_create(Like(user=fan, listing=dress) for fan in fans)
    row = likers_offer_start(actor=ana, listing=dress, cents=4000, shipping_discount_cents=324)
    likers_offer_send(campaign_id=row.pk)
    for fan in fans:
        offer = Offer.objects.get(buyer=fan)
        offer_prepare(offer=offer, buyer=fan, address=HOME, card=kept_card(fan))
    answers = crowd(
        [partial(offer_accept, offer=o, actor=o.buyer) for o in Offer.objects.for_pages()]
    )
    assert sum(isinstance(answer, Answer) for answer in answers) == 1
    assert sold_once(ana).shipping_discount_cents == 324


def test_an_offer_to_likers_and_their_own_offers_at_once_leave_one_each(
    ana: User, dress: Listing
) -> None:
    fans = [person(f"fan{n}") for n in range(8)]
    Like.objects.bulk_create(Like(user=fan, listing=dress) for fan in fans)
    cards = {fan: kept_card(fan) for fan in fans}
    row = likers_offer_start(actor=ana, listing=dress, cents=4000)

    def offer(fan: User) -> Answer:
        return offer_make(buyer=fan, listing=dress, cents=3000, address=HOME, card=cards[fan])

    crowd(
        [
            lambda: likers_offer_send(campaign_id=row.pk),
            *[partial(offer, fan) for fan in fans],
        ]
    )
    live = Counter(Offer.objects.live().values_list("buyer", flat=True))
    assert live == {fan.pk: 1 for fan in fans}
