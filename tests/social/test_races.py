"""Acts of many people at once on real transactions: counters equal counts."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from closets.models import User
from listings.models import Listing
from social.models import ClosetFollow, Like
from social.selectors import closet_counts_of, counts_of
from social.services.follows import closet_follow, closet_unfollow
from social.services.likes import listing_like, listing_unlike
from tests.people import person
from tests.shop import on_sale

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], object]]) -> None:
    """Runs all acts on eight threads; an act that raises fails the test."""

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, acts))


def test_likes_and_unlikes_keep_the_counter_exact() -> None:
    dress = on_sale(person("ana"))
    fans = [person(f"fan{n}") for n in range(12)]
    acts = [partial(listing_like, user=fan, listing=dress) for fan in fans for _ in "ab"]
    acts += [partial(listing_unlike, user=fan, listing=dress) for fan in fans[::2]]
    at_once(acts)
    assert counts_of(dress).likes == Like.objects.filter(listing=dress).count()


def test_mutual_follows_do_not_deadlock() -> None:
    people: list[User] = [person(f"member{n}") for n in range(6)]
    pairs = [(a, b) for a in people for b in people if a != b]
    acts = [partial(closet_follow, user=a, closet=b.closet) for a, b in pairs]
    acts += [partial(closet_unfollow, user=a, closet=b.closet) for a, b in pairs[::3]]
    at_once(acts)
    for member in people:
        counts = closet_counts_of(member.closet)
        assert counts.followers == ClosetFollow.objects.filter(closet=member.closet).count()
        assert counts.following == ClosetFollow.objects.filter(user=member).count()


def test_a_like_of_a_listing_without_a_counter_row_is_not_lost() -> None:
    dress: Listing = on_sale(person("ana"))
    fans = [person(f"fan{n}") for n in range(8)]
    at_once([partial(listing_like, user=fan, listing=dress) for fan in fans])
    assert counts_of(dress).likes == 8
