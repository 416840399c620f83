"""Cropping by keys and pointer, the form by keys alone, an upload through a lost connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import Closet
from listings.models import Category, Listing, Photo, Size
from listings.services.photos import cover_keep
from listings.services.pictures import store_picture
from tests.browsers import PHONE
from tests.people import person
from tests.pictures import picture, picture_file


@pytest.fixture
def page(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """Ana, signed in on her phone."""
    client = Client()
    client.force_login(person("ana"))
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        bypass_csp=True,
        base_url=live_server.url,
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def photo(page: Page) -> Photo:
    """A wide photo of a draft of hers."""
    draft = Listing.objects.create(closet=Closet.objects.get(handle="ana"))
    made = Photo.objects.create(
        listing=draft,
        position=0,
        state=Photo.State.READY,
        content_hash=store_picture(picture(1600, 800)),
        width=1600,
        height=800,
    )
    cover_keep(draft.pk)
    return made


def numbers(page: Page) -> list[float]:
    return [float(page.locator(f"[name={name}]").input_value()) for name in ("x", "y", "width")]


def test_the_frame_moves_by_keys_and_pointer_and_is_kept(page: Page, photo: Photo) -> None:
    page.goto(f"/sell/{photo.listing_id}/")
    page.get_by_role("link", name="Crop photo 1").click()
    frame = page.locator("[data-crop-frame]")
    frame.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert numbers(page) == [25.25, 0, 37.5]
    page.keyboard.press("+")
    across = numbers(page)[2]
    assert across == pytest.approx(37.5 * 0.95, abs=0.02)
    box, stage = frame.bounding_box(), page.locator(".crop__stage").bounding_box()
    assert box
    assert stage
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 20 + stage["width"] / 10, box["y"] + 20)
    before = 25.25 + (37.5 - across) / 2
    assert numbers(page)[0] == pytest.approx(before + 10, abs=0.1)
    page.mouse.up()
    chosen = numbers(page)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    page.get_by_role("button", name="Use this part").click()
    expect(page.get_by_text("Being cropped")).to_be_visible()
    photo.refresh_from_db()
    assert [100 * part for part in photo.crop[:3]] == pytest.approx(chosen, abs=0.02)


def test_an_upload_survives_a_lost_connection(page: Page, photo: Photo, tmp_path: Path) -> None:
    path = tmp_path / "long.jpg"
    path.write_bytes(picture_file() + b"\0" * 2_500_000)
    page.goto(f"/sell/{photo.listing_id}/")
    lost = []

    def lose(route: object) -> None:
        lost.append(route)
        route.abort() if len(lost) in {2, 3} else route.continue_()  # type: ignore[attr-defined]

    page.route("**/uploads/*?at=*", lose)
    page.locator("#id_photos").set_input_files(path)
    expect(page.locator("#photo-list .photo-item")).to_have_count(2, timeout=30_000)
    names = Photo.objects.order_by("position").values_list("file_name", flat=True)
    assert list(names) == ["", "long.jpg"]
    assert len(lost) == 5


def test_the_form_is_filled_by_keyboard_alone(
    page: Page, photo: Photo, maxi: Category, medium: Size
) -> None:
    page.goto(f"/sell/{photo.listing_id}/")
    expect(page.locator("form[data-next][data-awake]")).to_have_count(1)
    page.get_by_label("Title").focus()
    page.keyboard.type("Maxi dress")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Women", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Category")).to_be_focused()
    page.keyboard.type("Maxi")
    page.keyboard.press("Tab")
    expect(page.locator("#id_brand")).to_be_focused()
    expect(page.locator("#id_size option", has_text="M")).to_have_count(1)
    page.keyboard.type("Free People")
    page.keyboard.press("Enter")
    expect(page.locator("#id_size")).to_be_focused()
    page.keyboard.type("M")
    _tab_to(page, "condition")
    page.keyboard.press("Space")
    _tab_to(page, "price")
    page.keyboard.type("45")
    _tab_to(page, None)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/listings/{photo.listing_id}/")
    listing = Listing.objects.get()
    assert (listing.title, listing.price_cents, listing.size) == ("Maxi dress", 4500, medium)


def _tab_to(page: Page, name: str | None) -> None:
    """To the field of this name, or to the button that publishes."""
    wanted = f"[name={name}]" if name else "[data-publish]"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", wanted):
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")
