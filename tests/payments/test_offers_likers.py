"""Offer to Likers: the rules, the background, exactly once for each (O2)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from closets.models import Block, User, Vacation
from listings.models import Listing
from listings.services.status import listing_hold
from payments.models import LikersOffer, Offer, Order
from payments.offers import likers
from payments.offers.answering import offer_accept, offer_decline
from payments.offers.likers import likers_offer_send, likers_offer_start, likers_offers_sweep
from payments.offers.paying import offer_prepare
from payments.offers.selectors import likers_page
from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import Said
from social.guards import ActRefused
from social.models import Like, News
from tests.payments.haggling import HOME, fresh, kept_card, offered
from tests.payments.shop import balances, charged, hang, text_of
from tests.people import person


@pytest.fixture
def fans(dress: Listing) -> list[User]:
    """Five who like the dress, the first one first."""
    members = [person(f"fan{n}") for n in range(5)]
    Like.objects.bulk_create(Like(user=member, listing=dress) for member in members)
    return members


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two likers a transaction."""
    monkeypatch.setattr(likers, "BATCH", 2)


class Killed(Exception):
    """The worker's end."""


def dies(*args: object, **kwargs: object) -> None:
    raise Killed


def sent(seller: User, listing: Listing, cents: int = 4000, discount: int = 0) -> LikersOffer:
    """An offer to likers that has gone out."""
    row = likers_offer_start(
        actor=seller, listing=listing, cents=cents, shipping_discount_cents=discount
    )
    likers_offer_send(campaign_id=row.pk)
    row.refresh_from_db()
    return row


def counts(row: LikersOffer) -> tuple[str, int, int, int]:
    return row.status, row.likers, row.sent, row.skipped


def test_each_liker_gets_it_once_with_news(
    small_batches: None, fans: list[User], ana: User, dress: Listing
) -> None:
    row = sent(ana, dress)
    assert counts(row) == ("done", 5, 5, 0)
    assert likers_offer_send(campaign_id=row.pk) == 0
    told = News.objects.filter(kind="offer", text="offers you $40.00 for Crochet maxi dress")
    assert sorted(told.values_list("recipient", flat=True)) == [fan.pk for fan in fans]
    offers = Offer.objects.filter(campaign=row)
    assert sorted(offers.values_list("buyer", flat=True)) == [fan.pk for fan in fans]
    assert {(offer.status, offer.moves.count()) for offer in offers} == {("buyer", 1)}
    assert charged() == []


def test_a_worker_that_dies_at_any_batch_is_carried_on(
    small_batches: None,
    fans: list[User],
    ana: User,
    dress: Listing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = likers_offer_start(actor=ana, listing=dress, cents=4000)
    for told in (0, 2, 4):
        with monkeypatch.context() as patch, pytest.raises(Killed), transaction.atomic():
            patch.setattr(likers, "offers_tell_all", dies)
            likers_offer_send(campaign_id=row.pk)
        assert Offer.objects.count() == told
        if told < 4:
            assert likers._batch(row.pk)
    LikersOffer.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert likers_offers_sweep() == 1
    row.refresh_from_db()
    assert counts(row) == ("done", 5, 5, 0)
    assert News.objects.filter(kind="offer").count() == Offer.objects.count() == 5


@pytest.mark.parametrize("cents", [4051, 4500, 299, 0, -1, 10**12])
def test_it_is_ten_per_cent_under_the_price(
    cents: int, fans: list[User], ana: User, dress: Listing
) -> None:
    with pytest.raises(OfferRefused, match=r"\$40.50|\$3.00"):
        likers_offer_start(actor=ana, listing=dress, cents=cents)
    assert not LikersOffer.objects.exists()


def test_it_is_ten_per_cent_under_what_each_was_offered_in_ninety_days(
    fans: list[User], ana: User, dress: Listing
) -> None:
    sent(ana, dress, 4000)
    for offer in Offer.objects.exclude(buyer=fans[0]):
        offer_decline(offer=offer, actor=offer.buyer)
    page = likers_page(dress)
    assert (page.likers, page.most_cents, page.limited, page.all_cents) == (5, 4050, 5, 3600)
    assert counts(sent(ana, dress, 3601)) == ("done", 5, 0, 5)
    assert counts(sent(ana, dress, 3600)) == ("done", 5, 4, 1)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert likers_page(dress).limited == 0
        Offer.objects.filter(status="buyer").update(status="expired")
        assert counts(sent(ana, dress, 4050)) == ("done", 5, 5, 0)


def test_a_buyer_with_a_live_offer_is_left_alone(
    fans: list[User], ana: User, dress: Listing
) -> None:
    own = offered(fans[2], dress)
    assert counts(sent(ana, dress)) == ("done", 5, 4, 1)
    assert list(Offer.objects.filter(buyer=fans[2])) == [own]


def test_blocked_and_suspended_likers_and_later_ones_get_none(
    fans: list[User], ana: User, dress: Listing
) -> None:
    Block.objects.create(blocker=fans[0], blocked=ana)
    User.objects.filter(pk=fans[1].pk).update(is_active=False)
    row = likers_offer_start(actor=ana, listing=dress, cents=4000)
    Like.objects.create(user=person("late"), listing=dress)
    likers_offer_send(campaign_id=row.pk)
    row.refresh_from_db()
    assert counts(row) == ("done", 3, 3, 0)


def test_only_the_newest_ten_thousand_are_offered_to(
    settings: Settings, fans: list[User], ana: User, dress: Listing
) -> None:
    settings.LIKERS_MOST = 3
    row = sent(ana, dress)
    assert counts(row) == ("done", 3, 3, 0)
    assert set(Offer.objects.values_list("buyer", flat=True)) == {fan.pk for fan in fans[2:]}


def test_it_refuses_strangers_gone_items_and_nobody(
    fans: list[User], ana: User, bea: User, dress: Listing
) -> None:
    with pytest.raises(PermissionDenied):
        likers_offer_start(actor=bea, listing=dress, cents=4000)
    with pytest.raises(OfferRefused, match="Nobody likes"):
        likers_offer_start(actor=ana, listing=hang(ana, "Hat"), cents=4000)
    likers_offer_start(actor=ana, listing=dress, cents=4000)
    with pytest.raises(OfferRefused, match="being sent already"):
        likers_offer_start(actor=ana, listing=dress, cents=3500)
    Vacation.objects.create(closet=ana.closet)
    with pytest.raises(OfferRefused, match="on vacation"):
        likers_offer_start(actor=ana, listing=Listing.objects.get(pk=dress.pk), cents=4000)
    Listing.objects.update(status="reserved")
    with pytest.raises(SomebodyFaster):
        likers_offer_start(actor=ana, listing=Listing.objects.get(pk=dress.pk), cents=4000)
    assert LikersOffer.objects.count() == 1


def test_it_stops_when_the_item_goes(
    small_batches: None, fans: list[User], ana: User, dress: Listing
) -> None:
    row = likers_offer_start(actor=ana, listing=dress, cents=4000)
    assert likers._batch(row.pk)
    listing_hold(listing=dress, actor=ana)
    likers_offer_send(campaign_id=row.pk)
    row.refresh_from_db()
    assert counts(row) == ("stopped", 5, 2, 0)


# --- the seller takes over shipping ---------------------------------------------------------------


@pytest.mark.parametrize("discount", [649, 324, 2000])
def test_the_seller_pays_their_share_of_the_shipping(
    discount: int, fans: list[User], ana: User, dress: Listing
) -> None:
    sent(ana, dress, 4000, discount)
    offer = Offer.objects.get(buyer=fans[0])
    with pytest.raises(OfferRefused, match="where to send it"):
        offer_accept(offer=offer, actor=fans[0])
    offer_prepare(offer=offer, buyer=fans[0], address=HOME, card=kept_card(fans[0]))
    answer = offer_accept(offer=fresh(offer), actor=fans[0])
    assert answer.outcome is not None
    assert answer.outcome.said == Said.PAID
    taken = min(discount, 649)
    order = Order.objects.get()
    assert (order.shipping_cents, order.shipping_discount_cents) == (649 - taken, taken)
    assert order.amounts.seller_cents == 3200 - taken
    books = balances(ana, fans[0])
    assert books["held_for_seller:ana"] == 3200 - taken
    assert books["shipping_income"] == 649
    assert sum(books.values()) == 0
    assert charged() == [order.total_cents]


def test_a_discount_above_what_is_earned_is_refused(
    fans: list[User], ana: User, dress: Listing
) -> None:
    Listing.objects.update(price_cents=500)
    cheap = Listing.objects.get()
    for discount in (649, 156, -1):
        with pytest.raises(OfferRefused, match="less than nothing"):
            likers_offer_start(
                actor=ana, listing=cheap, cents=450, shipping_discount_cents=discount
            )
    assert sent(ana, cheap, 450, 155).sent == 5


def test_the_first_liker_who_accepts_gets_it(fans: list[User], ana: User, dress: Listing) -> None:
    sent(ana, dress)
    for fan in fans[:2]:
        offer = Offer.objects.get(buyer=fan)
        offer_prepare(offer=offer, buyer=fan, address=HOME, card=kept_card(fan))
    first, second = (Offer.objects.get(buyer=fan) for fan in fans[:2])
    offer_accept(offer=first, actor=fans[0])
    with pytest.raises((SomebodyFaster, ActRefused)):
        offer_accept(offer=second, actor=fans[1])
    assert charged() == [Order.objects.get().total_cents]


# --- pages ----------------------------------------------------------------------------------------


def test_the_form_tells_the_rules_and_starts_it(
    seller: Client, fans: list[User], dress: Listing
) -> None:
    path = reverse("payments:to_likers", args=[dress.pk])
    page = text_of(seller.get(path))
    assert "5 members like it." in page
    assert "at least 10% under your price: $40.50 or less." in page
    refused = seller.post(path, {"amount": "41", "shipping": "0"})
    assert refused.status_code == 422
    assert "At most $40.50." in text_of(refused)
    assert seller.post(path, {"amount": "40", "shipping": "1"}).status_code == 422
    answer = seller.post(path, {"amount": "40", "shipping": "649"})
    row = LikersOffer.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    likers_offer_send(campaign_id=row.pk)
    assert "5 of 5 likers told" in text_of(seller.get(row.get_absolute_url()))
    assert "5 of 5 told" in text_of(seller.get(reverse("payments:offers_selling")))


def test_nobody_else_sees_the_form_or_its_progress(
    buyer: Client, fans: list[User], ana: User, dress: Listing
) -> None:
    row = sent(ana, dress)
    assert buyer.get(reverse("payments:to_likers", args=[dress.pk])).status_code == 404
    assert buyer.get(row.get_absolute_url()).status_code == 404


def test_a_liker_is_led_from_the_news_to_the_purchase(
    buyer: Client, bea: User, ana: User, dress: Listing
) -> None:
    Like.objects.create(user=bea, listing=dress)
    sent(ana, dress, 4000, 649)
    offer = Offer.objects.get()
    page = text_of(buyer.get(offer.get_absolute_url()))
    assert "Which card may be charged?" in page
    card = kept_card(bea)
    where = {"address": bea.addresses.get().pk, "card": card.pk}
    buyer.post(reverse("payments:offer_prepare", args=[offer.reference]), where)
    page = text_of(buyer.get(offer.get_absolute_url()))
    assert "Accept and pay $42.50" in page
    answer = buyer.post(reverse("payments:offer_accept", args=[offer.reference]))
    assert answer["Location"] == Order.objects.get().get_absolute_url()
    assert charged() == [42_50]
