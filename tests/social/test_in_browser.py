"""The community in real browsers: undo by a press, a mention by keyboard, the bell, a party."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from social.models import Comment, Like, News, Party, PartyHost
from social.news.folding import news_fold
from social.parties.services import party_share
from social.services.comments import comment_add
from social.services.likes import listing_like
from social.services.news import news_add
from tests.browsers import PHONE, signed_in_context, violations
from tests.people import person
from tests.shop import on_sale

Open = Callable[..., Page]
WAIT = 60_000


@pytest.fixture
def dress(transactional_db: None) -> Listing:
    cache.clear()
    return on_sale(person("ana"))


@pytest.fixture
def opened(live_server: LiveServer, browser: Browser) -> Iterator[Open]:
    """Opens an address as a member, on a phone."""
    contexts = []

    def go(path: str, member: User, **options: object) -> Page:
        made = {"viewport": PHONE, "bypass_csp": True, **options}
        context = signed_in_context(browser, live_server.url, member, **made)
        context.set_default_timeout(WAIT)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()


def test_a_like_is_undone_from_its_message(opened: Open, dress: Listing) -> None:
    page = opened(dress.get_absolute_url(), person("bea"))
    heart = page.locator("form.like button").first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true", timeout=WAIT)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(heart).to_have_attribute("aria-pressed", "false", timeout=WAIT)
    expect(page.locator("#toasts")).to_contain_text("You no longer like", timeout=WAIT)
    assert not Like.objects.exists()


def test_a_mention_is_chosen_by_keyboard(opened: Open, dress: Listing) -> None:
    person("cleo")
    page = opened(dress.get_absolute_url(), person("bea"))
    area = page.locator("[data-mentions][data-awake] textarea")
    area.press_sequentially("Look, @cl")
    expect(page.get_by_role("option", name="@cleo")).to_be_visible(timeout=WAIT)
    assert violations(page) == []
    area.press("ArrowDown")
    area.press("Enter")
    expect(area).to_have_value("Look, @cleo ")
    expect(page.get_by_role("option")).to_have_count(0)
    area.press_sequentially("please!")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments")).to_contain_text("Look, @cleo please!", timeout=WAIT)
    assert Comment.objects.get().body == "Look, @cleo please!"
    assert News.objects.filter(kind="mention", recipient__username="cleo").count() == 1


def test_one_browser_s_like_rings_the_other_s_bell(opened: Open, dress: Listing) -> None:
    ana = dress.closet.user
    hers = opened("/settings/news/", ana)
    bell = hers.locator(".bottom-bar [data-news-count]")
    expect(hers.locator("[data-news-badge][data-awake]")).to_have_count(1, timeout=WAIT)
    expect(bell).to_have_text("")
    his = opened(dress.get_absolute_url(), person("bea"))
    heart = his.locator("form.like button").first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true", timeout=WAIT)
    news_fold()
    hers.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(bell).to_have_text("1 new", timeout=WAIT)


def _a_party(dress: Listing) -> Party:
    """Live, Bea its host, with Ana's dress in it."""
    starts = timezone.now() - timedelta(minutes=5)
    party = Party.objects.create(
        title="Boho party",
        about="Fringe, lace and linen.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
    )
    PartyHost.objects.create(party=party, user=person("bea"))
    party_share(user=dress.closet.user, party=party, listing=dress)
    return party


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_in_both_themes(scheme: str, opened: Open, dress: Listing) -> None:
    party = _a_party(dress)
    bea, ana = User.objects.get(username="bea"), dress.closet.user
    listing_like(user=bea, listing=dress)
    comment_add(user=bea, listing=dress, body="Look, @ana!")
    news_add(recipient_id=ana.pk, kind=News.Kind.ORDER, text="Your order is paid.")
    on_sale(bea, title="Linen coat")
    page = opened("/news/", ana, color_scheme=scheme)
    assert violations(page) == []
    for path in ("/settings/news/", "/parties/", f"/listings/{dress.pk}/parties/"):
        page.goto(path)
        assert (path, violations(page)) == (path, [])
    page = opened(party.get_absolute_url(), bea, color_scheme=scheme)
    assert violations(page) == []
    for path in ("mine/", "picks/", "?picks"):
        page.goto(party.get_absolute_url() + path)
        assert (path, violations(page)) == (path, [])


def test_an_item_is_brought_to_a_party_and_taken_back_by_hand(opened: Open, dress: Listing) -> None:
    party = _a_party(dress)
    coat = on_sale(User.objects.get(username="bea"), title="Linen coat")
    page = opened(f"{party.get_absolute_url()}mine/", coat.closet.user)
    page.get_by_role("button", name="Share Linen coat").click()
    expect(page.locator("#toasts")).to_contain_text("Shared “Linen coat”", timeout=WAIT)
    assert party.items.count() == 2
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("is back from Boho party", timeout=WAIT)
    assert party.items.count() == 1
