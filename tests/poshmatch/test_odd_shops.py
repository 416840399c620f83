"""Members and shops at the ends of what can be: the feed answers, and is right."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from closets.models import User
from listings.models import Brand, Listing
from poshmatch.feed.pages import feed_page
from poshmatch.services.mutes import brand_mute, less_of
from poshmatch.taste import LAST, history_of
from tests.poshmatch.conftest import BOHO, STREET, likes, style_share

Shop = dict[str, list[Listing]]
_MANY = """
INSERT INTO poshmatch_signal (user_id, kind, listing_id, created_at)
SELECT %s, 'like', %s + n %% 20, now() - make_interval(secs => n) FROM generate_series(1, %s) AS n
"""


@pytest.mark.usefixtures("model")
def test_a_member_with_a_hundred_thousand_signals_is_read_by_the_last(
    bea: User, shop: Shop
) -> None:
    first = min(one.pk for one in shop[BOHO])
    with connection.cursor() as cursor:
        cursor.execute(_MANY, [bea.pk, first, 100_000])
    assert len(history_of(bea.pk).subjects) == 20 <= LAST
    assert style_share(feed_page(bea).listings, BOHO) >= 0.75


@pytest.mark.usefixtures("model")
def test_who_only_ever_said_no_still_gets_a_feed_of_the_rest(bea: User, shop: Shop) -> None:
    for listing in shop[BOHO][:10]:
        less_of(user=bea, listing=listing)
    cache.clear()
    page = feed_page(bea)
    assert len(page.listings) == 24
    assert style_share(page.listings, STREET) >= 0.75


@pytest.mark.usefixtures("model")
def test_who_refused_all_brands_is_told_where_that_can_be_changed(
    bea: User, client: Client
) -> None:
    for brand in Brand.objects.filter(listings__isnull=False).distinct():
        brand_mute(user=bea, brand=brand)
    client.force_login(bea)
    answer = client.get("/")
    assert answer.context["cards"] == []
    assert "Nothing to show right now" in answer.content.decode()
    assert 'href="/my-style/"' in answer.content.decode()


@pytest.mark.usefixtures("model")
def test_when_all_is_sold_nothing_is_shown_and_one_piece_is_a_feed(bea: User, shop: Shop) -> None:
    left = shop[BOHO][0]
    Listing.objects.exclude(pk=left.pk).update(status="not_for_sale")
    assert [one.pk for one in feed_page(bea).listings] == [left.pk]
    Listing.objects.update(status="not_for_sale")
    page = feed_page(bea)
    assert (page.listings, page.next_cursor) == ([], "")


@pytest.mark.usefixtures("model")
def test_a_clock_that_jumped_changes_no_taste(bea: User, shop: Shop) -> None:
    likes(bea, shop[BOHO][:5])
    cache.clear()
    before = [one.pk for one in feed_page(bea).listings]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE poshmatch_signal SET created_at = created_at + interval '9 years'"
            " WHERE user_id = %s",
            [bea.pk],
        )
    cache.clear()
    assert [one.pk for one in feed_page(bea).listings] == before
