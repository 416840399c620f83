"""Learned styles turned up, down or off, and the feed that follows at once (F4)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import User
from listings.models import Listing
from poshmatch.dials import style_now
from poshmatch.feed.breakdown import breakdown
from poshmatch.feed.pages import feed_kept, feed_page
from poshmatch.learned import Anchor, LearnedStyle, learned_styles, style_title
from poshmatch.models import Dial
from poshmatch.services.controls import dial_turn, style_turn
from poshmatch.serving import style_model_reload, style_version
from poshmatch.style import StyleModel
from social.services.follows import closet_follow
from tests.poshmatch.conftest import BOHO, STREET, likes, style_share

Shop = dict[str, list[Listing]]
Turn = Dial.Turn
Committed = DjangoCaptureOnCommitCallbacks
PAGE = reverse("poshmatch:my_style")


def whole_feed(viewer: User) -> list[Listing]:
    page = feed_page(viewer)
    found = list(page.listings)
    while page.next_cursor:
        page = feed_page(viewer, cursor=page.next_cursor)
        found += page.listings
    return found


def styles_of(user: User, style: str) -> list[LearnedStyle]:
    """What was learned of pieces of the planted style."""
    return [one for one in learned_styles(user) if style in one.pieces[0].style_tags]


@pytest.fixture
def learned(
    bea: User, shop: Shop, model: StyleModel, django_capture_on_commit_callbacks: Committed
) -> User:
    """Bea, who likes six of each style."""
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, [*shop[BOHO][:6], *shop[STREET][:6]])
    return bea


@pytest.fixture
def turned(learned: User, django_capture_on_commit_callbacks: Committed) -> User:
    """Bea, who turned all that she likes of street wear off."""
    with django_capture_on_commit_callbacks(execute=True):
        for style in styles_of(learned, STREET):
            assert style.anchor
            style_turn(user=learned, anchor=style.anchor, turn=Turn.OFF)
    return learned


def test_it_learns_styles_with_pieces_brands_and_prices(learned: User, shop: Shop) -> None:
    styles = learned_styles(learned)
    assert {one.pieces[0].style_tags[0] for one in styles} == {BOHO, STREET}
    assert sum(one.share for one in styles) == pytest.approx(100, abs=len(styles))
    pieces = [piece.pk for one in styles for piece in one.pieces]
    liked = [*shop[BOHO][:6], *shop[STREET][:6]]
    assert sorted(pieces) == sorted(one.pk for one in liked)
    first = styles[0]
    assert first.prices == (4000, 4000)
    assert 1 <= len(first.brands) <= 3
    assert 1 <= len(first.pictures) <= 4
    assert first.turn == Turn.USUAL


def test_off_is_off_from_the_next_card_on_followed_closets_too(
    learned: User, shop: Shop, django_capture_on_commit_callbacks: Committed
) -> None:
    closet_follow(user=learned, closet=shop[STREET][0].closet)
    kept = feed_page(learned)
    with django_capture_on_commit_callbacks(execute=True):
        for style in styles_of(learned, STREET):
            assert style.anchor
            style_turn(user=learned, anchor=style.anchor, turn=Turn.OFF)
    off = {pk for pk in _ids(shop[STREET]) if pk not in _ids(whole_feed(learned))}
    assert len(off) >= 6
    rest: list[Listing] = []
    while kept.next_cursor:
        kept = feed_page(learned, cursor=kept.next_cursor)
        rest += kept.listings
    assert not off & _ids(rest)


def _ids(listings: list[Listing]) -> set[int]:
    return {one.pk for one in listings}


def test_a_style_turned_back_returns(
    turned: User, django_capture_on_commit_callbacks: Committed
) -> None:
    before = len(whole_feed(turned))
    with django_capture_on_commit_callbacks(execute=True):
        for dial in Dial.objects.filter(user=turned):
            done = dial_turn(user=turned, dial_id=dial.pk, turn=Turn.USUAL)
            assert done
            assert done[1] == Turn.OFF
    assert before < len(whole_feed(turned)) == 80


@pytest.mark.parametrize(("turn", "planted"), [(Turn.UP, BOHO), (Turn.DOWN, STREET)])
def test_up_and_down_move_the_feed_and_their_part_is_told(
    turn: Turn,
    planted: str,
    learned: User,
    shop: Shop,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    before = style_share(feed_page(learned).listings, planted)
    with django_capture_on_commit_callbacks(execute=True):
        for style in styles_of(learned, planted):
            assert style.anchor
            style_turn(user=learned, anchor=style.anchor, turn=turn)
    page = feed_page(learned)
    after = style_share(page.listings, planted)
    assert after > before if turn == Turn.UP else after < before
    feed = feed_kept(page.name, learned.pk)
    assert feed
    told = f"You turned this style: {turn}"
    words = set()
    for card in page.listings:
        found = breakdown(feed, card)
        assert found
        assert found.score is not None
        assert abs(sum(part.amount for part in found.parts) - found.score) < 1e-4
        words |= {part.words for part in found.parts}
    assert told in words or not after


def test_a_dial_finds_its_style_in_a_later_model_by_its_tokens(
    turned: User, model: StyleModel
) -> None:
    version = style_version()
    for dial in Dial.objects.filter(user=turned):
        assert style_now(model, version, dial) == dial.style
        assert style_now(model, "a later version", dial) == dial.style
        dial.tokens = ["brand:nobody knows"]
        assert style_now(model, "a later version", dial) is None


def test_my_style_turns_a_style_and_undo_turns_it_back(learned: User, client: Client) -> None:
    client.force_login(learned)
    style = learned_styles(learned)[0]
    assert style.anchor
    form = {"style": style.anchor.signed(), "turn": "off"}
    reply = client.post(reverse("poshmatch:styles"), form, follow=True)
    dial = Dial.objects.get(user=learned)
    assert dial.turn == Turn.OFF
    assert f"No “{style.title}” in your feed." in reply.text
    undo = reverse("poshmatch:dial_back", args=[dial.pk, "usual"])
    assert f'action="{undo}"' in reply.text
    client.post(undo)
    dial.refresh_from_db()
    assert dial.turn == Turn.USUAL
    client.post(reverse("poshmatch:dial", args=[dial.pk]), {"turn": "up"})
    dial.refresh_from_db()
    assert dial.turn == Turn.UP


def test_forged_and_strange_turns_are_refused(learned: User, cleo: User, client: Client) -> None:
    style = learned_styles(learned)[0]
    assert style.anchor
    good = style.anchor.signed()
    client.force_login(learned)
    url = reverse("poshmatch:styles")
    for form in ({"style": "forged", "turn": "up"}, {"style": good, "turn": "louder"}, {}):
        assert client.post(url, form).status_code == 400
    assert not Dial.objects.exists()
    dial = style_turn(user=learned, anchor=style.anchor, turn=Turn.UP)
    client.force_login(cleo)
    client.post(reverse("poshmatch:dial", args=[dial.pk]), {"turn": "off"})
    dial.refresh_from_db()
    assert dial.turn == Turn.UP


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("boho · maxi-dress", "Boho · maxi dress"),
        ("boxy · boxy logo", "Boxy logo"),
        ("women > dresses · zara", "Dresses · zara"),
        ("mixed", "Mixed"),
    ],
)
def test_a_style_is_named_as_people_write_it(name: str, title: str) -> None:
    assert style_title(name) == title


def test_a_turned_style_stays_listed_when_nothing_tells_of_it(
    bea: User, shop: Shop, client: Client
) -> None:
    style_model_reload()
    anchor = Anchor("boho · maxi-dress", 0, "gone", ("style_tag:boho",))
    style_turn(user=bea, anchor=anchor, turn=Turn.OFF)
    client.force_login(bea)
    page = client.get(PAGE).text
    assert "Boho · maxi dress" in page
    assert "Nothing you did lately is of this style." in page


def test_the_page_costs_the_same_for_few_and_for_many_styles(
    learned: User, bea: User, client: Client
) -> None:
    client.force_login(learned)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PAGE).context["styles"]
    assert len(captured) <= 10
