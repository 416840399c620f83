"""What rose this week, with the count and the reason (B4)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from closets.models import Block, User
from listings.models import Listing
from poshmatch.models import Trend
from poshmatch.trends import trends_write
from tests.shop import brand, on_sale


def likes(listing: Listing, members: range, days_ago: int, *, taken_back: bool = False) -> None:
    """Signals of likes by members who need not exist."""
    moment = timezone.now() - timedelta(days=days_ago, minutes=taken_back * -5)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO poshmatch_signal (user_id, kind, listing_id, taken_back, created_at)"
            " VALUES (%s, 'like', %s, %s, %s)",
            [(member, listing.pk, taken_back, moment) for member in members],
        )


@pytest.fixture
def dress(ana: User) -> Listing:
    return on_sale(ana, title="Crochet dress", brand=brand("Free People"), style_tags=["boho"])


def test_what_more_members_liked_than_the_week_before_is_named_with_the_count(
    client: Client, dress: Listing
) -> None:
    likes(dress, range(2), days_ago=9)
    likes(dress, range(10, 15), days_ago=1)
    assert trends_write(timezone.now()) == 4
    page = client.get("/trending/").content.decode()
    assert page.count("5 members liked it this week, 2 the week before") == 3
    assert "Free People" in page
    assert "Women: Dresses" in page
    assert "Crochet dress" in page


def test_what_fell_and_what_too_few_liked_is_left_out(dress: Listing) -> None:
    likes(dress, range(9), days_ago=9)
    likes(dress, range(30, 35), days_ago=1)
    assert trends_write(timezone.now()) == 0
    likes(dress, range(20, 22), days_ago=1)
    assert trends_write(timezone.now()) == 0


def test_a_like_taken_back_counts_for_nothing(dress: Listing) -> None:
    likes(dress, range(4), days_ago=1)
    likes(dress, range(2), days_ago=1, taken_back=True)
    assert trends_write(timezone.now()) == 0


def test_rows_are_written_anew(dress: Listing) -> None:
    likes(dress, range(4), days_ago=1)
    assert trends_write(timezone.now()) == trends_write(timezone.now()) == 4
    assert trends_write(timezone.now() + timedelta(days=30)) == 0
    assert not Trend.objects.exists()


def test_pieces_of_blocked_people_are_not_shown(client: Client, dress: Listing, bea: User) -> None:
    Trend.objects.create(kind="listing", subject=str(dress.pk), this_week=5, week_before=0, rise=2)
    client.force_login(bea)
    assert "Crochet dress" in client.get("/trending/").content.decode()
    Block.objects.create(blocker=bea, blocked=dress.closet.user)
    page = client.get("/trending/").content.decode()
    assert "Crochet dress" not in page
    assert "Nothing has risen yet" in page


def test_the_page_takes_few_queries(
    client: Client, ana: User, dress: Listing, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    likes(dress, range(4), days_ago=1)
    trends_write(timezone.now())
    client.get("/trending/")
    with django_assert_num_queries(6):
        client.get("/trending/")
    for number in range(5):
        likes(on_sale(ana, brand=brand(f"B{number}")), range(4), days_ago=1)
    trends_write(timezone.now())
    with django_assert_num_queries(6):
        client.get("/trending/")
