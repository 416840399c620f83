"""The followed part of the feed: whole, each piece once, whatever happens meanwhile (F1)."""

import random

import pytest
from django.core.cache import cache
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_reserve
from poshmatch.feed import pages
from poshmatch.feed.candidates import FOLLOWED_CLOSETS
from poshmatch.feed.pages import feed_page
from social.models import ClosetFollow
from social.services.follows import closet_follow
from social.services.shares import listing_share
from tests.people import person
from tests.poshmatch.conftest import BOHO, STREET
from tests.shop import on_sale

Shop = dict[str, list[Listing]]


def of_followed(viewer: User) -> set[int]:
    """By brute force: all that the closets sell that the member follows."""
    closets = ClosetFollow.objects.filter(user=viewer).values("closet")
    return set(Listing.objects.available().filter(closet__in=closets).values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_feed_read_to_its_end_has_all_of_the_followed_closets_once(
    bea: User, shop: Shop, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(pages, "LENGTH", 12)
    monkeypatch.setattr("poshmatch.feed.followed.AT_ONCE", 7)
    monkeypatch.setattr(pages, "AT_ONCE", 7)
    rng = random.Random(seed)
    closets = list({one.closet_id: one.closet for one in (*shop[BOHO], *shop[STREET])}.values())
    for closet in rng.sample(closets, 8):
        closet_follow(user=bea, closet=closet)
    wanted, page, seen = of_followed(bea), feed_page(bea, size=6), []
    movers = rng.sample(sorted(wanted), len(wanted))
    while True:
        seen += [one.pk for one in page.listings]
        mover = Listing.objects.get(pk=movers.pop())
        listing_share(user=mover.closet.user, listing=mover)
        on_sale(mover.closet.user, title="Listed meanwhile", age_minutes=rng.randrange(40))
        if not page.next_cursor:
            break
        page = feed_page(bea, cursor=page.next_cursor, size=6)
    assert len(seen) == len(set(seen))
    assert wanted <= set(seen)
    assert len(wanted) == 32


def test_what_is_reserved_meanwhile_is_the_only_thing_left_out(
    bea: User, ana: User, shop: Shop
) -> None:
    closet = shop[BOHO][0].closet
    closet_follow(user=bea, closet=closet)
    first = feed_page(bea, size=1)
    left = of_followed(bea) - {one.pk for one in first.listings}
    gone = Listing.objects.get(pk=min(left))
    listing_reserve(listing=gone, actor=ana)
    seen: set[int] = set()
    cursor = first.next_cursor
    while cursor:
        page = feed_page(bea, cursor=cursor)
        cursor, seen = page.next_cursor, seen | {one.pk for one in page.listings}
    assert left - seen == {gone.pk}


def test_a_closet_followed_last_is_looked_into_before_hundreds_of_others(
    bea: User, shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    others = [person(f"quiet{number}") for number in range(FOLLOWED_CLOSETS + 5)]
    ClosetFollow.objects.bulk_create(
        ClosetFollow(user=bea, closet=other.closet) for other in others
    )
    with django_capture_on_commit_callbacks(execute=True):
        closet_follow(user=bea, closet=shop[BOHO][0].closet)
    cache.clear()
    assert feed_page(bea).why[shop[BOHO][0].pk].startswith("From ")
