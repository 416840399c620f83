"""My Style and "why this?" in a real browser: accessible, in two taps, and without scripts."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing, Photo
from listings.services.pictures import store_picture
from poshmatch.models import Dial
from poshmatch.selectors import price_cap_of
from poshmatch.services.mutes import brand_mute, closet_mute, less_of
from poshmatch.style import StyleModel
from tests.browsers import faults, signed_in_context
from tests.people import person
from tests.pictures import picture
from tests.poshmatch.conftest import BOHO, STREET, likes

Open = Callable[..., Page]
Shop = dict[str, list[Listing]]


@pytest.fixture
def reader(transactional_db: None, shop: Shop, model: StyleModel) -> User:
    """Bea, who likes a few pieces and hid others."""
    for place, style in enumerate((BOHO, STREET)):
        stored = store_picture(picture(240 + place, 320))
        ids = [one.pk for one in shop[style]]
        Photo.objects.filter(listing__in=ids).update(content_hash=stored)
    member = person("bea")
    likes(member, [*shop[BOHO][:5], *shop[STREET][:2]])
    less_of(user=member, listing=shop[STREET][9])
    closet_mute(user=member, closet=shop[STREET][8].closet)
    muted = shop[STREET][7].brand
    assert muted
    brand_mute(user=member, brand=muted)
    cache.clear()
    return member


@pytest.fixture
def opened(live_server: LiveServer, browser: Browser, reader: User) -> Iterator[Open]:
    """Opens an address as Bea."""
    contexts = []

    def go(path: str, *, scripts: bool = True) -> Page:
        context = signed_in_context(
            browser, live_server.url, reader, java_script_enabled=scripts, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path, wait_until="networkidle")
        return page

    yield go
    for context in contexts:
        context.close()


def test_axe_finds_nothing_and_nothing_hangs_over(opened: Open) -> None:
    page = opened("/my-style/")
    assert faults(page) == []
    page.get_by_text("Forget my history").click()
    assert faults(page) == []
    page = opened("/")
    page.locator(".card__menu summary").first.click()
    page.get_by_role("link", name="Why this?").first.click()
    page.wait_for_url("**/why/**")
    assert faults(page) == []


def test_two_taps_cap_the_price_and_one_takes_it_back(opened: Open, reader: User) -> None:
    page = opened("/")
    page.locator(".card__menu summary").first.click()
    page.get_by_role("button", name="Nothing over $35").first.click()
    expect(page.get_by_text("Your feed shows nothing over $35.")).to_be_visible()
    assert price_cap_of(reader) == 3500
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your feed has no price limit.")).to_be_visible()
    assert price_cap_of(reader) is None


def test_without_scripts_a_style_is_turned_off_and_back(opened: Open, reader: User) -> None:
    page = opened("/my-style/", scripts=False)
    page.get_by_role("button", name="Off").first.click()
    assert Dial.objects.get(user=reader).turn == "off"
    page.get_by_role("button", name="Undo").click()
    assert Dial.objects.get(user=reader).turn == "usual"


def test_without_scripts_why_this_leads_from_the_card_to_the_controls(opened: Open) -> None:
    page = opened("/", scripts=False)
    page.locator(".card__menu summary").first.click()
    page.get_by_role("link", name="Why this?").first.click()
    expect(page.get_by_role("heading", name="The score")).to_be_visible()
    page.get_by_role("button", name="Less of this").click()
    expect(page.get_by_text("You will see less like this.")).to_be_visible()
