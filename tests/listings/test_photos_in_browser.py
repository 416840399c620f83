"""Photos in a real browser: chosen early or many at once, a lost connection, moved by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from listings.models import Listing, Photo
from tests.pictures import picture, picture_file


def _names(listing: Listing) -> list[str]:
    return list(listing.photos.order_by("position").values_list("file_name", flat=True))


def _files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(picture_file(picture(300 + number, 400)))
    return paths


def test_an_upload_survives_a_lost_connection(phone: Page, photo: Photo, tmp_path: Path) -> None:
    path = tmp_path / "long.jpg"
    path.write_bytes(picture_file() + b"\0" * 2_500_000)
    phone.goto(f"/sell/{photo.listing_id}/")
    parts: list[Route] = []

    def lose_the_second_and_third(route: Route) -> None:
        parts.append(route)
        if len(parts) in {2, 3}:
            route.abort()
        else:
            route.continue_()

    phone.route("**/uploads/*?at=*", lose_the_second_and_third)
    phone.locator("#id_photos").set_input_files(path)
    expect(phone.locator("#photo-list .photo-item")).to_have_count(2)
    assert _names(photo.listing) == ["", "long.jpg"]
    assert len(parts) == 5


@pytest.mark.parametrize("late", ["feeds", "uploads"])
def test_photos_from_the_camera_go_the_same_way(
    phone: Page, photo: Photo, tmp_path: Path, late: str
) -> None:
    """However late one of the two scripts comes: each photo is taken before it has loaded."""
    script: list[Route] = []
    phone.route(f"**/{late}*.js", lambda route: script.append(route))  # noqa: PLW0108  # it counts parameters
    with phone.expect_request(f"**/{late}*.js"):
        phone.goto(f"/sell/{photo.listing_id}/")
    camera = phone.get_by_label("Take a photo")
    expect(phone.get_by_text("Take a photo")).to_be_visible()
    expect(camera).to_have_attribute("capture", "environment")
    first, *others = _files(tmp_path, 3)
    camera.set_input_files(first)
    if late == "uploads":
        expect(phone.locator("[data-feeds][data-awake]")).to_have_count(1)
        camera.set_input_files(others.pop(0))
    script[0].continue_()
    expect(phone.locator("[data-feeds][data-awake]")).to_have_count(1)
    for path in others:
        camera.set_input_files(path)
    expect(phone.locator("#photo-list .photo-item")).to_have_count(4)
    assert _names(photo.listing) == ["", "0.jpg", "1.jpg", "2.jpg"]


def test_photos_chosen_before_the_script_has_loaded_are_sent(
    phone: Page, photo: Photo, tmp_path: Path
) -> None:
    script: list[Route] = []
    phone.route("**/uploads*.js", lambda route: script.append(route))  # noqa: PLW0108  # it counts parameters
    with phone.expect_request("**/uploads*.js"):
        phone.goto(f"/sell/{photo.listing_id}/")
    phone.locator("#id_photos").set_input_files(_files(tmp_path, 2))
    script[0].continue_()
    expect(phone.locator("#photo-list .photo-item")).to_have_count(3)
    assert _names(photo.listing) == ["", "0.jpg", "1.jpg"]


def test_a_slow_answer_never_hides_a_photo(phone: Page, photo: Photo, tmp_path: Path) -> None:
    """The first look at the list is answered only after all photos have come."""
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    phone.route("**/photos", hold_the_first)
    phone.goto(f"/sell/{photo.listing_id}/")
    phone.locator("#id_photos").set_input_files(_files(tmp_path, 7))
    sent = phone.locator("[data-uploads-waiting] progress")
    expect(sent).to_have_count(7)
    for number in range(3):
        expect(sent.nth(number)).to_have_js_property("value", 1)
    held[0].continue_()
    expect(phone.locator("#photo-list .photo-item")).to_have_count(8)
    expect(phone.locator("[data-uploads-waiting] li")).to_have_count(0)
    assert _names(photo.listing) == ["", *(f"{number}.jpg" for number in range(7))]


def _three(photo: Photo) -> None:
    for position in (1, 2):
        photo.pk, photo.position = None, position
        photo.file_name = f"{position}.jpg"
        photo.save(force_insert=True)


def test_a_photo_is_dragged_with_the_mouse(phone: Page, photo: Photo) -> None:
    _three(photo)
    phone.goto(f"/sell/{photo.listing_id}/")
    expect(phone.locator("#photo-list[data-awake]")).to_be_attached()
    items = phone.locator("#photo-list .photo-item")
    items.nth(2).locator("img").hover()
    phone.mouse.down()
    items.nth(0).hover(force=True)
    expect(items.nth(0)).to_have_attribute("data-over", "")
    phone.mouse.up()
    expect(items.nth(0)).to_have_id(f"photo-{photo.pk}")
    assert _names(photo.listing) == ["2.jpg", "", "1.jpg"]


def test_a_photo_is_dragged_with_a_finger(phone: Page, photo: Photo) -> None:
    _three(photo)
    phone.goto(f"/sell/{photo.listing_id}/")
    expect(phone.locator("#photo-list[data-awake]")).to_be_attached()
    items = phone.locator("#photo-list .photo-item")
    touch = phone.context.new_cdp_session(phone)
    grip = _middle(phone, f"#photo-{photo.pk} [data-grip]")
    first = _middle(phone, ".photo-item")
    for kind, points in (("Start", [grip]), ("Move", [first]), ("End", [])):
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect(items.nth(0)).to_have_id(f"photo-{photo.pk}")
    assert _names(photo.listing) == ["2.jpg", "", "1.jpg"]


def _middle(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_the_focus_stays_with_a_photo_that_is_moved_by_keys(phone: Page, photo: Photo) -> None:
    _three(photo)
    phone.goto(f"/sell/{photo.listing_id}/")
    expect(phone.locator("#photo-list[data-awake]")).to_be_attached()
    later = phone.get_by_role("button", name="Move photo 2 later")
    later.focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="Move photo 3 earlier")).to_be_focused()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="Move photo 1 later")).to_be_focused()
