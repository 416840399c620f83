"""The home feed: it learns, obeys, pages and survives (F1, F2, F3, F5, F6)."""

import shutil

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from closets.models import Block, User
from listings.models import Brand, Listing
from listings.services.status import listing_reserve
from poshmatch.feed.pages import feed_page
from poshmatch.models import ModelVersion
from poshmatch.services.mutes import brand_mute, closet_mute, less_of, mute_undo
from poshmatch.serving import model_folder, style_model_reload
from poshmatch.style import StyleModel
from social.services.follows import brand_follow, closet_follow
from social.services.shares import listing_share
from tests.people import person
from tests.poshmatch.conftest import BOHO, STREET, likes, style_share

Shop = dict[str, list[Listing]]


def whole_feed(viewer: User | None, size: int = 24) -> list[Listing]:
    """All pages one after the other."""
    page = feed_page(viewer, size=size)
    found = list(page.listings)
    while page.next_cursor:
        page = feed_page(viewer, cursor=page.next_cursor, size=size)
        found += page.listings
    return found


@pytest.mark.usefixtures("model")
def test_three_likes_turn_the_next_feed(
    bea: User, shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = style_share(feed_page(bea).listings, BOHO)
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, shop[BOHO][:3])
    after = style_share(feed_page(bea).listings, BOHO)
    assert after > before
    assert after >= 0.75


@pytest.mark.usefixtures("model")
def test_taking_the_likes_back_gives_the_feed_before(
    bea: User, shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    from social.services.likes import listing_unlike

    before = [listing.pk for listing in feed_page(bea).listings]
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, shop[BOHO][:3])
        for listing in shop[BOHO][:3]:
            listing_unlike(user=bea, listing=listing)
    assert [listing.pk for listing in feed_page(bea).listings] == before


@pytest.mark.usefixtures("model")
def test_pages_never_repeat_a_card_while_things_happen(bea: User, shop: Shop) -> None:
    first = feed_page(bea)
    likes(bea, shop[STREET][:3])
    second = feed_page(bea, cursor=first.next_cursor)
    assert not {one.pk for one in first.listings} & {one.pk for one in second.listings}
    everything = whole_feed(bea)
    assert len(everything) == len({listing.pk for listing in everything}) == 80


@pytest.mark.usefixtures("model")
def test_a_window_holds_at_most_four_of_a_closet_and_five_of_a_brand(bea: User, shop: Shop) -> None:
    likes(bea, shop[BOHO][:5])
    window = feed_page(bea).listings
    closets = [listing.closet_id for listing in window]
    brands = [listing.brand_id for listing in window]
    assert len(window) == 24
    assert max(map(closets.count, closets)) <= 4
    assert max(map(brands.count, brands)) <= 5


@pytest.mark.usefixtures("model")
def test_what_is_muted_is_gone_from_the_next_feed_and_back_after_undo(
    bea: User, shop: Shop
) -> None:
    first = shop[BOHO][0]
    brand = first.brand
    assert brand is not None
    mutes = [
        brand_mute(user=bea, brand=brand),
        closet_mute(user=bea, closet=shop[STREET][1].closet),
        less_of(user=bea, listing=shop[STREET][0]),
    ]
    feed = whole_feed(bea)
    assert not [one for one in feed if one.brand_id == brand.pk]
    assert not [one for one in feed if one.closet_id == shop[STREET][1].closet_id]
    assert shop[STREET][0] not in feed
    for mute in mutes:
        assert mute_undo(user=bea, mute_id=mute.pk)
    assert len(whole_feed(bea)) == 80


@pytest.mark.usefixtures("model")
def test_what_is_muted_between_two_pages_is_not_on_the_second(bea: User, shop: Shop) -> None:
    first = feed_page(bea)
    ahead = whole_feed(bea)[24:]
    gone = next(one for one in ahead if one.closet_id not in {x.closet_id for x in first.listings})
    closet_mute(user=bea, closet=gone.closet)
    rest: list[Listing] = []
    cursor = first.next_cursor
    while cursor:
        page = feed_page(bea, cursor=cursor)
        rest, cursor = rest + page.listings, page.next_cursor
    assert rest
    assert not [one for one in rest if one.closet_id == gone.closet_id]


def test_a_mute_is_taken_back_by_its_own_member_only(bea: User, cleo: User, shop: Shop) -> None:
    mute = less_of(user=bea, listing=shop[BOHO][0])
    assert not mute_undo(user=cleo, mute_id=mute.pk)
    assert mute_undo(user=bea, mute_id=mute.pk)


@pytest.mark.usefixtures("model")
def test_blocked_people_own_and_taken_items_do_not_appear(bea: User, shop: Shop) -> None:
    Block.objects.create(blocker=shop[BOHO][0].closet.user, blocked=bea)
    Block.objects.create(blocker=bea, blocked=shop[BOHO][1].closet.user)
    listing_reserve(listing=shop[STREET][0], actor=bea)
    seller = shop[STREET][1].closet.user
    feed = whole_feed(bea)
    hidden = {shop[BOHO][0].closet_id, shop[BOHO][1].closet_id}
    assert not [one for one in feed if one.closet_id in hidden]
    assert shop[STREET][0] not in feed
    assert not [one for one in whole_feed(seller) if one.closet_id == seller.closet.pk]


@pytest.mark.usefixtures("model")
def test_what_suspended_members_sell_makes_room_for_others(bea: User, shop: Shop) -> None:
    seller = feed_page(bea).listings[0].closet.user
    seller.is_active = False
    seller.save(update_fields=["is_active"])
    feed = whole_feed(bea)
    assert len(feed_page(bea).listings) == 24
    assert not [one for one in feed if one.closet_id == seller.closet.pk]
    assert len(feed) == len(set(feed)) == 76


@pytest.mark.usefixtures("model")
def test_every_card_says_why_and_follows_come_first(bea: User, shop: Shop) -> None:
    friend = person("dora")
    closet_follow(user=bea, closet=friend.closet)
    closet_follow(user=bea, closet=shop[BOHO][2].closet)
    brand_follow(user=bea, brand=Brand.objects.get(name="Supreme 3"))
    listing_share(user=friend, listing=shop[STREET][5])
    why: dict[int, str] = {}
    page = feed_page(bea)
    why |= page.why
    while page.next_cursor:
        page = feed_page(bea, cursor=page.next_cursor)
        why |= page.why
    assert all(why.values())
    assert why[shop[STREET][5].pk] in {"Shared by dora, whom you follow", "Something different"}
    sayings = set(why.values())
    assert "From boho2, whom you follow" in sayings
    assert "From Supreme 3, a brand you follow" in sayings


@pytest.mark.usefixtures("model")
def test_a_visitor_gets_a_full_and_mixed_feed() -> None:
    page = feed_page(None)
    assert len(page.listings) == 24
    assert page.is_ranked
    assert 0.2 <= style_share(page.listings, BOHO) <= 0.8


def test_without_a_model_the_feed_is_the_newest_with_follows_ahead(bea: User, shop: Shop) -> None:
    style_model_reload()
    closet_follow(user=bea, closet=shop[BOHO][9].closet)
    page = feed_page(bea)
    assert not page.is_ranked
    assert page.listings[0].closet == shop[BOHO][9].closet
    assert len(page.listings) == 24


def test_a_missing_artifact_is_no_5xx(bea: User, model: StyleModel) -> None:
    version = ModelVersion.objects.get(status="champion").version
    shutil.rmtree(model_folder(version))
    style_model_reload()
    assert len(feed_page(bea).listings) == 24


@pytest.mark.usefixtures("model")
def test_without_valkey_the_feed_still_answers(bea: User, settings: Settings) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    page = feed_page(bea)
    assert len(page.listings) == 24
    assert len(feed_page(bea, cursor=page.next_cursor).listings) == 24


@pytest.mark.parametrize("cursor", ["", "nonsense", "WyJmZWVkOngiLDI0XQ:1abc:xyz"])
def test_a_strange_cursor_starts_anew(cursor: str, bea: User, shop: Shop) -> None:
    assert len(feed_page(bea, cursor=cursor).listings) == 24


def test_an_empty_shop_gives_an_empty_feed(bea: User) -> None:
    style_model_reload()
    page = feed_page(bea)
    assert (page.listings, page.next_cursor) == ([], "")


@pytest.mark.usefixtures("model")
def test_twice_the_cards_cost_the_same_queries(bea: User, shop: Shop) -> None:
    likes(bea, shop[BOHO][:3])
    counts = []
    for size in (24, 48):
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(feed_page(bea, size=size).listings) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 6
