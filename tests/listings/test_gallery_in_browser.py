"""The photos of a listing's page under a finger, by keys, and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing, Photo
from listings.services.pictures import store_picture
from tests.browsers import PHONE
from tests.pictures import picture


@pytest.fixture
def ana(phone: Page) -> User:
    """The seller, who is signed in on the phone."""
    return User.objects.get(username="ana")


@pytest.fixture
def three(dress: Listing) -> Listing:
    """The dress with three photos."""
    for position in (1, 2):
        key = store_picture(picture(300 + position, 400))
        Photo.objects.create(listing=dress, position=position, state="ready", content_hash=key)
    return dress


def swiped(touch: CDPSession, start: float, end: float) -> None:
    """A finger from x to x, in the upper half of the screen."""
    steps = [start + (end - start) * step / 8 for step in range(9)]
    for place, x in enumerate(steps):
        kind = "touchMove" if place else "touchStart"
        point = {"x": x, "y": 300}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_turns_the_photos(phone: Page, three: Listing) -> None:
    phone.goto(three.get_absolute_url())
    count = phone.locator(".gallery__count")
    expect(count).to_have_text("1 / 3")
    touch = phone.context.new_cdp_session(phone)
    swiped(touch, 330, 60)
    expect(count).to_have_text("2 / 3")
    swiped(touch, 60, 330)
    expect(count).to_have_text("1 / 3")


def test_a_finger_turns_the_large_photos_and_a_tap_brings_them_near(
    phone: Page, three: Listing
) -> None:
    phone.goto(three.get_absolute_url())
    expect(phone.locator(".gallery[data-awake]")).to_be_attached()
    phone.locator(".gallery__slide").first.tap()
    dialog = phone.get_by_role("dialog", name="Photos, large")
    expect(dialog.get_by_role("status")).to_have_text("1 of 3")
    touch = phone.context.new_cdp_session(phone)
    swiped(touch, 330, 60)
    expect(dialog.get_by_role("status")).to_have_text("2 of 3")
    near = dialog.get_by_role("button", name="Zoom in")
    dialog.locator("img").tap()
    expect(near).to_have_attribute("aria-pressed", "true")
    swiped(touch, 330, 60)
    expect(dialog.get_by_role("status")).to_have_text("2 of 3")
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()


def test_arrow_keys_turn_the_small_ones_too(phone: Page, three: Listing) -> None:
    phone.goto(three.get_absolute_url())
    expect(phone.locator(".gallery[data-awake]")).to_be_attached()
    phone.get_by_role("region", name="Photos of").focus()
    phone.keyboard.press("ArrowRight")
    expect(phone.locator(".gallery__count")).to_have_text("2 / 3")
    phone.get_by_alt_text("Photo 3", exact=True).click()
    expect(phone.locator(".gallery__count")).to_have_text("3 / 3")


def test_without_scripts_each_photo_is_a_link_to_the_large_one(
    three: Listing, live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]  # Playwright wants its own TypedDict
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{three.get_absolute_url()}")
    page.get_by_role("link", name="Enlarge photo 1 of 3").click()
    expect(page).to_have_url(re.compile(r"/1200\.webp$"))
    context.close()
