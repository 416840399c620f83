"""Ratings (C4): who may say what of which order, until when, and what a closet is known for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User
from listings.models import Listing
from payments.models import Order, Rating, RatingReport
from payments.orders.life import order_lost, order_shipped
from payments.ratings.giving import rating_answer, rating_give
from payments.ratings.reporting import rating_report, rating_report_decide
from payments.ratings.reputation import closet_reputation
from payments.ratings.rules import RatingRefused
from poshmark.invariants import CHECKS
from tests.payments.after_sale import FIVE, THREE, accepted, delivered
from tests.payments.counting import queries
from tests.payments.shop import bought, hang, text_of


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Bought, brought and accepted."""
    return accepted(bought(buyer, dress))


def rate(client: Client, order: Order, **said: Any) -> Any:
    return client.post(reverse("payments:rate", args=[order.number]), said)


def stars_of(user: User) -> tuple[int, ...]:
    """The closet's counts, which are those of its rows."""
    with connection.cursor() as cursor:
        cursor.execute(CHECKS["ratings are counted"])
        assert cursor.fetchone() == (0,)
    return closet_reputation(user.closet.pk).stars


# --- giving -------------------------------------------------------------------------------------


def test_the_buyer_of_an_accepted_order_rates_it(
    order: Order, buyer: Client, seller: Client, ana: User
) -> None:
    assert "Rate ana" in text_of(buyer.get(order.get_absolute_url()))
    answer = rate(buyer, order, stars="5", note="Prettier than in the photos.")
    assert answer["Location"] == order.get_absolute_url()
    rating = Rating.objects.get()
    assert (rating.stars, rating.note, rating.reasons) == (5, "Prettier than in the photos.", [])
    assert (rating.closet, rating.buyer, rating.order) == (ana.closet, order.buyer, order)
    assert stars_of(ana) == (0, 0, 0, 0, 1)
    assert closet_reputation(ana.closet.pk).average == 5.0
    assert "You rated ana" in text_of(buyer.get(order.get_absolute_url()))
    assert "bea rated you" in text_of(seller.get(order.get_absolute_url()))
    news = ana.news.order_by("pk").last()
    assert news is not None
    assert (news.text, news.url) == ("You got 5 stars", order.get_absolute_url())


def test_fewer_than_five_stars_need_a_reason(order: Order, buyer: Client, ana: User) -> None:
    answer = rate(buyer, order, stars="3", note="The hem is torn.")
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Tell the seller what was not right." in page
    assert "The hem is torn." in page
    assert not Rating.objects.exists()
    rate(buyer, order, stars="3", note="The hem is torn.", reasons=["condition", "late"])
    assert Rating.objects.get().reasons == ["condition", "late"]
    assert stars_of(ana) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize("stars", ["", "0", "6", "five", "1e0", "\0"])
def test_what_is_no_number_of_stars_is_refused(
    stars: str, order: Order, buyer: Client, ana: User
) -> None:
    assert rate(buyer, order, stars=stars, note="Hm").status_code == 422
    assert stars_of(ana) == (0, 0, 0, 0, 0)


def test_five_stars_carry_no_reasons(order: Order, buyer: Client) -> None:
    rate(buyer, order, stars="5", reasons=["late"])
    assert Rating.objects.get().reasons == []


def test_nobody_else_rates_it(order: Order, seller: Client, stranger: Client, ana: User) -> None:
    for client in (seller, stranger, Client()):
        assert rate(client, order, stars="5").status_code in {302, 404}
    with pytest.raises(PermissionDenied):
        rating_give(order=order, said=FIVE, actor=ana)
    assert stars_of(ana) == (0, 0, 0, 0, 0)


def test_what_is_not_accepted_cannot_be_rated(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = delivered(bought(buyer, dress))
    assert rate(buyer, order, stars="5").status_code == 404
    with pytest.raises(RatingRefused, match="cannot be rated now"):
        rating_give(order=order, said=FIVE, actor=bea)
    assert stars_of(ana) == (0, 0, 0, 0, 0)


def test_a_lost_parcel_cannot_be_rated(buyer: Client, dress: Listing, bea: User) -> None:
    order = bought(buyer, dress)
    order_shipped(order=order, at=timezone.now())
    order_lost(order=order, at=timezone.now())
    with pytest.raises(RatingRefused):
        rating_give(order=order, said=FIVE, actor=bea)
    assert "Rate ana" not in text_of(buyer.get(order.get_absolute_url()))


def test_after_thirty_days_it_is_too_late(order: Order, bea: User) -> None:
    assert order.completed_at is not None
    late = order.completed_at + timedelta(days=30)
    with time_machine.travel(late, tick=False), pytest.raises(RatingRefused, match="cannot be"):
        rating_give(order=order, said=FIVE, actor=bea)
    with time_machine.travel(order.completed_at + timedelta(days=29, hours=23), tick=False):
        rating_give(order=order, said=FIVE, actor=bea)


# --- mending ------------------------------------------------------------------------------------


def test_the_buyer_mends_it_within_a_day_and_the_sums_follow(
    order: Order, buyer: Client, bea: User, ana: User
) -> None:
    rating = rating_give(order=order, said=THREE, actor=bea)
    assert "Change your rating" in text_of(buyer.get(order.get_absolute_url()))
    rate(buyer, order, stars="5", note="They mended it.")
    rating.refresh_from_db()
    assert (rating.stars, rating.note, rating.reasons) == (5, "They mended it.", [])
    assert rating.mended_at is not None
    assert stars_of(ana) == (0, 0, 0, 0, 1)
    with time_machine.travel(rating.created_at + timedelta(hours=24), tick=False):
        with pytest.raises(RatingRefused, match="cannot be changed any more"):
            rating_give(order=order, said=THREE, actor=bea)
        assert "Change your rating" not in text_of(buyer.get(order.get_absolute_url()))
    assert stars_of(ana) == (0, 0, 0, 0, 1)


def test_what_the_seller_answered_stays_as_it_is(order: Order, bea: User, ana: User) -> None:
    rating_give(order=order, said=THREE, actor=bea)
    rating_answer(order=order, text="I am sorry.", actor=ana)
    with pytest.raises(RatingRefused, match="cannot be changed any more"):
        rating_give(order=order, said=FIVE, actor=bea)
    assert stars_of(ana) == (0, 0, 1, 0, 0)


def test_the_database_keeps_one_rating_an_order(order: Order, bea: User) -> None:
    rating = rating_give(order=order, said=FIVE, actor=bea)
    for wrong in ({"stars": 0}, {"stars": 4}, {"answer": "No time"}):
        with pytest.raises(Exception, match="violates check constraint"), transaction.atomic():
            Rating.objects.filter(pk=rating.pk).update(**wrong)
    with pytest.raises(Exception, match="duplicate key"), transaction.atomic():
        Rating.objects.create(order=order, closet=order.closet, buyer=bea, stars=5)


# --- answering ----------------------------------------------------------------------------------


def test_the_seller_answers_once(order: Order, seller: Client, buyer: Client, bea: User) -> None:
    rating_give(order=order, said=FIVE, actor=bea)
    path = reverse("payments:rating_answer", args=[order.number])
    assert buyer.post(path, {"answer": "Me"}).status_code == 404
    assert seller.post(path, {"answer": " "}).status_code == 422
    seller.post(path, {"answer": "Wear it well!"})
    page = text_of(seller.post(path, {"answer": "Again"}, follow=True))
    assert "You have answered this rating already." in page
    assert Rating.objects.get().answer == "Wear it well!"
    assert "ana answered on" in text_of(buyer.get(order.get_absolute_url()))
    news = bea.news.order_by("pk").last()
    assert news is not None
    assert news.text == "The seller answered your rating"


def test_there_is_nothing_to_answer_before_it_is_rated(order: Order, seller: Client) -> None:
    path = reverse("payments:rating_answer", args=[order.number])
    assert seller.post(path, {"answer": "Well?"}).status_code == 404
    assert seller.post(path, {"answer": ""}).status_code == 404


# --- what everybody sees ------------------------------------------------------------------------


def test_love_notes_are_public_and_the_rest_is_private(
    order: Order, buyer: Client, stranger: Client, ana: User, bea: User
) -> None:
    path = reverse("payments:love_notes", args=["ana"])
    assert "No love notes yet" in text_of(stranger.get(path))
    rating_give(order=order, said=THREE, actor=bea)
    page = text_of(Client().get(path))
    assert "3.0 of 5 stars" in page
    assert "The hem is torn." not in page
    rating_give(order=order, said=FIVE, actor=bea)
    page = text_of(Client().get(path))
    assert "5.0 of 5 stars" in page
    assert "Prettier than in the photos." in page


def test_closet_and_listing_show_stars(order: Order, ana: User, bea: User, client: Client) -> None:
    listing = hang(ana, "Linen shirt")
    for path in (ana.closet.get_absolute_url(), listing.get_absolute_url()):
        before = text_of(client.get(path))
        assert "1 rating" not in before
    rating_give(order=order, said=FIVE, actor=bea)
    for path in (ana.closet.get_absolute_url(), listing.get_absolute_url()):
        page = text_of(client.get(path))
        assert "<strong>5.0</strong>" in page
        assert "1 rating</span>" in page


def test_who_is_blocked_sees_no_note_of_theirs(
    order: Order, stranger: Client, cleo: User, bea: User
) -> None:
    rating_give(order=order, said=FIVE, actor=bea)
    Block.objects.create(blocker=bea, blocked=cleo)
    page = text_of(stranger.get(reverse("payments:love_notes", args=["ana"])))
    assert "No love notes yet" in page


def test_the_page_of_love_notes_costs_the_same_for_few_and_many(
    order: Order, buyer: Client, stranger: Client, ana: User, bea: User
) -> None:
    path = reverse("payments:love_notes", args=["ana"])
    rating_give(order=order, said=FIVE, actor=bea)
    few = queries(stranger, path)
    second = accepted(bought(buyer, hang(ana)))
    rating_give(order=second, said=FIVE, actor=bea)
    assert few == queries(stranger, path) <= 6


# --- reports ------------------------------------------------------------------------------------


def test_a_love_note_is_reported_and_staff_take_its_words_away(
    order: Order, stranger: Client, ana: User, bea: User, sam: User, client: Client
) -> None:
    rating = rating_give(order=order, said=FIVE, actor=bea)
    path = reverse("payments:rating_report", args=[rating.pk])
    assert "Prettier than" in text_of(stranger.get(path))
    assert stranger.post(path, {}).status_code == 422
    for _ in range(2):
        stranger.post(path, {"category": "private", "details": "My name"})
    report = RatingReport.objects.get()
    client.force_login(sam)
    desk = reverse("admin:payments_ratingreport_change", args=[report.pk])
    assert "My name" in text_of(client.get(desk))
    client.post(desk, {"effect": "words_hidden", "reason": "Names a person"})
    assert not Rating.objects.love_notes().exists()
    assert stars_of(ana) == (0, 0, 0, 0, 1)
    assert [row.news.count() > 0 for row in (bea, report.reporter)] == [True, True]
    assert "Decided" in text_of(client.get(desk))


def test_a_rating_taken_away_counts_no_more_and_cannot_come_again(
    order: Order, ana: User, bea: User, sam: User
) -> None:
    rating = rating_give(order=order, said=THREE, actor=bea)
    report = rating_report(rating=rating, category="pressure", details="", reporter=ana)
    rating_report_decide(report=report, effect="removed", reason="Pressure", actor=sam)
    assert stars_of(ana) == (0, 0, 0, 0, 0)
    with pytest.raises(RatingRefused):
        rating_give(order=order, said=FIVE, actor=bea)
    with pytest.raises(RatingRefused, match="decided already"):
        rating_report_decide(report=report, effect="kept", reason="", actor=sam)
    assert stars_of(ana) == (0, 0, 0, 0, 0)


def test_what_one_cannot_read_one_cannot_report(
    order: Order, buyer: Client, stranger: Client, bea: User, cleo: User
) -> None:
    rating = rating_give(order=order, said=THREE, actor=bea)
    path = reverse("payments:rating_report", args=[rating.pk])
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, {"category": "spam"}).status_code == 404
    assert "This is your own rating." in text_of(buyer.post(path, {"category": "spam"}))
    with pytest.raises(PermissionDenied):
        rating_report_decide(
            report=RatingReport(rating=rating, reporter=cleo), effect="kept", reason="", actor=cleo
        )
    assert not RatingReport.objects.exists()
