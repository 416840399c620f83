"""What a page of a feed showed is written down, and each day is summed up (F7)."""

import numpy as np
import pytest
from django.test import Client

from closets.models import User
from listings.models import Listing
from poshmatch.models import FeedDay, FeedPosition, Impression, Signal
from poshmatch.services.feed_days import feed_day_write, likes_if
from poshmatch.services.signals import signal_record
from poshmatch.serving import style_version
from tests.poshmatch.conftest import likes

Shop = dict[str, list[Listing]]


@pytest.mark.usefixtures("model")
def test_each_page_is_one_row_with_what_was_drawn_by_lot(bea: User, client: Client) -> None:
    client.force_login(bea)
    first = client.get("/")
    client.get("/", {"after": first.context["next_query"].removeprefix("after=")})
    pages = list(Impression.objects.filter(user_id=bea.pk).order_by("created_at"))
    assert [page.start for page in pages] == [0, 24]
    assert pages[0].listing_ids == [card.listing.pk for card in first.context["cards"]]
    assert {page.version for page in pages} == {style_version()}
    assert pages[0].drawn == [11, 23]
    assert pages[0].chances == pytest.approx([1 / 69, 1 / 57])
    assert all(0 <= place <= 1 for place in pages[0].by_score + pages[0].by_recency)


def test_a_visitors_page_has_nobody_and_no_version(shop: Shop, client: Client) -> None:
    client.get("/")
    [page] = Impression.objects.filter(user_id=0)
    assert (page.version, len(page.listing_ids), page.start) == ("", 24, 0)


@pytest.mark.usefixtures("model")
def test_a_day_counts_what_was_opened_and_liked_by_position(
    bea: User, client: Client, shop: Shop
) -> None:
    client.force_login(bea)
    shown = [card.listing for card in client.get("/").context["cards"]]
    likes(bea, [shown[2], shown[2 + 9]])
    signal_record(user_id=bea.pk, kind=Signal.Kind.VIEW, listing_id=shown[0].pk)
    [shown_at] = Impression.objects.filter(user_id=bea.pk).values_list("created_at", flat=True)
    feed_day_write(shown_at.date())
    places = FeedPosition.objects.filter(version=style_version())
    assert set(places.filter(liked=1).values_list("position", flat=True)) == {2, 11}
    assert set(places.filter(opened=1).values_list("position", flat=True)) == {0}
    assert places.count() == 24
    [found] = FeedDay.objects.filter(version=style_version())
    assert (found.pages, found.cards, found.drawn) == (1, 24, 2)
    assert 0 <= found.gini < 1
    feed_day_write(found.day)
    assert FeedDay.objects.filter(version=style_version()).count() == 1


def test_cards_drawn_by_lot_tell_what_another_order_would_have_come_to() -> None:
    rng = np.random.default_rng(1)
    quality = rng.random(20_000)
    liked = rng.random(20_000) < quality * 0.2
    chances = rng.choice([0.001, 0.01], 20_000)
    value, error = likes_if(quality > 0.9, chances, liked.astype(float))
    assert value is not None
    assert error is not None
    assert abs(value - 0.19) < 4 * error < 0.2
    assert likes_if(quality > 2, chances, liked.astype(float)) == (None, None)
