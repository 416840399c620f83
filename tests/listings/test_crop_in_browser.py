"""Cropping by keys and pointer, and the form by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from listings.models import Category, Listing, Photo, Size
from tests.browsers import violations


def numbers(phone: Page) -> list[float]:
    return [float(phone.locator(f"[name={name}]").input_value()) for name in ("x", "y", "width")]


def test_the_frame_moves_by_keys_and_pointer_and_is_kept(phone: Page, photo: Photo) -> None:
    phone.goto(f"/sell/{photo.listing_id}/")
    phone.get_by_role("link", name="Crop photo 1").click()
    expect(phone.locator("[data-crop][data-awake]")).to_have_count(1)
    frame = phone.locator("[data-crop-frame]")
    frame.focus()
    phone.keyboard.press("Shift+ArrowLeft")
    phone.keyboard.press("ArrowLeft")
    assert numbers(phone) == [25.25, 0, 37.5]
    phone.keyboard.press("+")
    across = numbers(phone)[2]
    assert across == pytest.approx(37.5 * 0.95, abs=0.02)
    box, stage = frame.bounding_box(), phone.locator(".crop__stage").bounding_box()
    assert box
    assert stage
    phone.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 20 + stage["width"] / 10, box["y"] + 20)
    before = 25.25 + (37.5 - across) / 2
    assert numbers(phone)[0] == pytest.approx(before + 10, abs=0.1)
    phone.mouse.up()
    chosen = numbers(phone)
    assert violations(phone) == []
    phone.get_by_role("button", name="Use this part").click()
    expect(phone.get_by_text("Being cropped")).to_be_visible()
    photo.refresh_from_db()
    assert [100 * part for part in photo.crop[:3]] == pytest.approx(chosen, abs=0.02)


def test_the_form_is_filled_by_keyboard_alone(
    phone: Page, photo: Photo, maxi: Category, medium: Size
) -> None:
    phone.goto(f"/sell/{photo.listing_id}/")
    expect(phone.locator("form[data-next][data-awake]")).to_have_count(1)
    expect(phone.locator("[data-categories][data-awake]")).to_have_count(1)
    phone.get_by_label("Title").focus()
    phone.keyboard.type("Maxi dress")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="Women", exact=True)).to_be_focused()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    expect(phone.get_by_label("Category")).to_be_focused()
    phone.keyboard.type("Maxi")
    phone.keyboard.press("Tab")
    expect(phone.locator("#id_brand")).to_be_focused()
    expect(phone.locator("#id_size option", has_text="M")).to_have_count(1)
    phone.keyboard.type("Free People")
    phone.keyboard.press("Enter")
    expect(phone.locator("#id_size")).to_be_focused()
    phone.keyboard.type("M")
    _tab_to(phone, "condition")
    phone.keyboard.press("Space")
    _tab_to(phone, "price")
    phone.keyboard.type("45")
    _tab_to(phone, None)
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"**/listings/{photo.listing_id}/")
    listing = Listing.objects.get()
    assert (listing.title, listing.price_cents, listing.size) == ("Maxi dress", 4500, medium)


def _tab_to(phone: Page, name: str | None) -> None:
    """To the field of this name, or to the button that publishes."""
    wanted = f"[name={name}]" if name else "[data-publish]"
    for _ in range(80):
        phone.keyboard.press("Tab")
        if phone.evaluate("what => document.activeElement.matches(what)", wanted):
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")
