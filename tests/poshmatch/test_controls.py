"""What a member told the feed holds from the next request on (F3)."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import Block, User
from listings.models import Brand, Listing
from poshmatch.feed.pages import FeedPage, feed_page
from poshmatch.models import Mute, PriceCap, Signal
from poshmatch.selectors import price_cap_of
from poshmatch.services.controls import history_forget, price_cap_below, price_cap_set
from poshmatch.services.mutes import brand_mute, closet_mute, less_of
from poshmatch.style import StyleModel
from poshmatch.taste import history_of
from tests.poshmatch.conftest import BOHO, STREET, likes

Shop = dict[str, list[Listing]]
CARDS = 10_000


def dearer(listings: list[Listing], cents: int) -> None:
    Listing.objects.filter(pk__in=[one.pk for one in listings]).update(price_cents=cents)


def pages_after(viewer: User, page: FeedPage) -> list[Listing]:
    """The cards of the pages that follow this one."""
    found: list[Listing] = []
    while page.next_cursor:
        page = feed_page(viewer, cursor=page.next_cursor)
        found += page.listings
    return found


@pytest.mark.usefixtures("model")
def test_of_ten_thousand_cards_none_is_of_what_was_refused(bea: User, shop: Shop) -> None:
    kept = feed_page(bea)
    brand = Brand.objects.get(name="Free People 0")
    brand_mute(user=bea, brand=brand)
    closet_mute(user=bea, closet=shop[STREET][1].closet)
    Block.objects.create(blocker=bea, blocked=shop[BOHO][2].closet.user)
    Block.objects.create(blocker=shop[STREET][3].closet.user, blocked=bea)
    less_of(user=bea, listing=shop[BOHO][4])
    dearer(shop[STREET][20:30], 9000)
    price_cap_set(user=bea, cents=8999)
    closets = {shop[STREET][1].closet_id, shop[BOHO][2].closet_id, shop[STREET][3].closet_id}
    shown = pages_after(bea, kept)
    assert shown
    open_to_her = [one for one in shop[BOHO] if one.closet_id not in closets]
    while len(shown) < CARDS:
        likes(bea, [open_to_her[len(shown) % len(open_to_her)]])
        page = feed_page(bea)
        shown += [*page.listings, *pages_after(bea, page)]
    assert not [one for one in shown if one.brand_id == brand.pk]
    assert not [one for one in shown if one.closet_id in closets]
    assert not [one for one in shown if one.pk == shop[BOHO][4].pk]
    assert not [one for one in shown if (one.price_cents or 0) > 8999]


@pytest.mark.usefixtures("model")
def test_a_cap_is_lifted_again(bea: User, shop: Shop) -> None:
    dearer(shop[BOHO], 9000)
    assert price_cap_set(user=bea, cents=4000) is None
    page = feed_page(bea)
    assert len(page.listings) + len(pages_after(bea, page)) == 40
    assert price_cap_set(user=bea, cents=None) == 4000
    page = feed_page(bea)
    assert len(page.listings) + len(pages_after(bea, page)) == 80


@pytest.mark.parametrize(
    ("price", "cap"),
    [
        (0, None),
        (500, None),
        (501, 500),
        (4000, 3500),
        (6001, 6000),
        (11000, 10000),
        (99999, 95000),
    ],
)
def test_a_card_offers_the_next_round_price_below_its_own(price: int, cap: int | None) -> None:
    assert price_cap_below(price) == cap


def test_the_menu_of_a_card_caps_the_price_and_undo_brings_back_what_was(
    bea: User, shop: Shop, client: Client
) -> None:
    price_cap_set(user=bea, cents=20000)
    client.force_login(bea)
    url = reverse("poshmatch:less", args=[shop[BOHO][0].pk])
    reply = client.post(url, {"what": "price"}, follow=True)
    assert price_cap_of(bea) == 3500
    assert "Your feed shows nothing over $35." in reply.text
    undo = reverse("poshmatch:price_cap_back", args=[20000])
    assert f'action="{undo}"' in reply.text
    client.post(undo)
    assert price_cap_of(bea) == 20000


def test_a_menu_refuses_what_it_does_not_offer(bea: User, shop: Shop, client: Client) -> None:
    dearer(shop[BOHO][:1], 400)
    client.force_login(bea)
    url = reverse("poshmatch:less", args=[shop[BOHO][0].pk])
    for what in ("price", "", "everything"):
        assert client.post(url, {"what": what}).status_code == 400
    assert not PriceCap.objects.exists()
    assert not Mute.objects.exists()


@pytest.mark.usefixtures("model")
def test_forgetting_leaves_nothing_of_the_taste_and_everything_else(
    bea: User,
    cleo: User,
    shop: Shop,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    fresh = [one.pk for one in feed_page(bea).listings]
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, shop[BOHO][:6])
        likes(cleo, shop[BOHO][:2])
    assert [one.pk for one in feed_page(bea).listings] != fresh
    with django_capture_on_commit_callbacks(execute=True):
        assert history_forget(user=bea) == 6
    assert not history_of(bea.pk).subjects
    assert [one.pk for one in feed_page(bea).listings] == fresh
    cache.clear()
    assert not history_of(bea.pk).subjects
    assert Signal.objects.filter(user_id=cleo.pk).count() == 2
    assert bea.likes.count() == 6


@pytest.mark.usefixtures("model")
def test_the_feed_learns_again_after_it_forgot(
    bea: User,
    shop: Shop,
    model: StyleModel,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, shop[BOHO][:3])
        history_forget(user=bea)
        likes(bea, shop[STREET][:1])
    assert history_of(bea.pk).subjects == (shop[STREET][0].pk,)
