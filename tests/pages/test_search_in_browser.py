"""Search in a real browser: suggestions by keyboard, endless pages, the way back, accessible."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsers import DESK, faults, signed_in_context, violations
from tests.people import person
from tests.shop import brand, on_sale


@pytest.fixture
def shop(transactional_db: None) -> None:
    """Sixty dresses of Ana's: a page and a bit."""
    ana = person("ana")
    for number in range(60):
        named = "Free People" if number % 2 else "Freebird"
        on_sale(ana, title=f"Dress {number}", brand=brand(named), age_minutes=number)


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, shop: None) -> Iterator[Page]:
    """The search page on a desk, scripts loaded."""
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/search/?sort=just_in", wait_until="networkidle")
    yield page
    page.close()


def test_suggestions_are_a_combobox(opened: Page) -> None:
    box = opened.get_by_role("combobox", name="Search items, brands and closets")
    box.click()
    opened.keyboard.type("fre")
    options = opened.locator(".suggest [role=option]")
    expect(options).to_have_text(["Freebird", "Free People"])
    expect(box).to_have_attribute("aria-expanded", "true")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    named = options.nth(1).get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", named or "")
    assert violations(opened) == []
    opened.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("fre")
    opened.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    opened.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("heading", name="Freebird", exact=True)).to_be_visible()


def test_recent_searches_are_offered_and_cleared(opened: Page) -> None:
    box = opened.get_by_role("combobox", name="Search items, brands and closets")
    box.fill("dress 7")
    box.press("Enter")
    expect(opened.get_by_role("heading", name="“dress 7”")).to_be_visible()
    box.fill("")
    expect(opened.locator(".suggest [role=option]")).to_have_text(["dress 7"])
    opened.get_by_role("button", name="Clear recent searches").click()
    expect(opened.locator(".suggest [role=option]")).to_have_count(0)
    opened.reload(wait_until="networkidle")
    box.focus()
    expect(opened.locator(".suggest [role=option]")).to_have_count(0)


def test_the_way_back_leads_to_the_same_place(opened: Page) -> None:
    opened.get_by_role("link", name="Show more").scroll_into_view_if_needed()
    last = opened.locator("a[href^='/listings/']", has_text="Dress 59").last
    last.scroll_into_view_if_needed()
    place = opened.evaluate("window.scrollY")
    last.click()
    expect(opened.get_by_role("heading", name="Dress 59")).to_be_visible()
    opened.go_back(wait_until="networkidle")
    expect(last).to_be_in_viewport()
    assert abs(opened.evaluate("window.scrollY") - place) < 100


def test_axe_finds_nothing(browser: Browser, live_server: LiveServer, shop: None) -> None:
    page = signed_in_context(browser, live_server.url, bypass_csp=True).new_page()
    for query in (
        "q=free+people+dress+under+%2450",
        "q=unicorn+dress",
        "brand=freebird&colour=gold",
    ):
        page.goto(f"/search/?{query}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert (query, faults(page)) == (query, [])
    page.context.close()
