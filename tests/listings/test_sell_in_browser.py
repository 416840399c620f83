"""The sell form in a real browser, scripts on: it saves itself and shows what it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect
from pytest_django.live_server_helper import LiveServer

from listings.models import Brand, Category, Listing, Size, StyleTag
from listings.services.preparing import photo_prepare
from tests.browsers import faults, signed_in_context, violations
from tests.people import person
from tests.pictures import picture, picture_file


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two photos and something that only claims to be one."""
    contents = {
        "front.jpg": picture_file(picture(900, 1200)),
        "back.png": picture_file(picture(1200, 900), "PNG"),
        "diary.jpg": b"Dear diary",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


@pytest.fixture
def page(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """Ana, signed in on her phone, on the form of a new draft."""
    context = signed_in_context(browser, live_server.url, person("ana"), bypass_csp=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/sell/")
    page.get_by_role("button", name="New listing").click()
    yield page
    context.close()


@pytest.fixture
def catalogue(
    transactional_db: None, maxi: Category, medium: Size, free_people: Brand, boho: StyleTag
) -> None:
    """What the form chooses from."""


def saved(page: Page) -> None:
    expect(page.locator("#draft-status")).to_contain_text("Saved at")


def saves_the_price(response: Response) -> bool:
    return 'name="price"\r\n\r\n45\r\n' in (response.request.post_data or "")


def test_a_listing_is_made_and_survives_a_reload(
    catalogue: None, page: Page, files: list[Path]
) -> None:
    page.locator("#id_photos").set_input_files(files)
    expect(page.locator("#photo-list .photo-item")).to_have_count(2)
    expect(page.locator("[data-uploads-waiting]")).to_contain_text(
        "diary.jpg is not a JPEG, PNG, WebP or HEIC picture."
    )
    page.get_by_role("button", name="Leave diary.jpg out").click()
    expect(page.locator("[data-uploads-waiting] li")).to_have_count(0)
    draft = Listing.objects.get()
    for photo in draft.photos.all():
        photo_prepare(photo.pk)
    expect(page.get_by_alt_text("Photo 2")).to_be_visible()
    page.get_by_role("button", name="Move photo 2 earlier").click()
    expect(page.locator("#photo-list .photo-item").first).to_contain_text("Cover")
    page.get_by_label("Title").fill("Crochet maxi dress")
    page.get_by_role("button", name="Women", exact=True).click()
    page.get_by_label("Category").select_option(label="Maxi")
    page.get_by_label("Size", exact=True).select_option(label="M")
    page.locator("#id_brand").fill("fr")
    page.get_by_role("option", name="Free People").click()
    expect(page.locator("#id_brand")).to_have_value("Free People")
    page.get_by_label("Like new").check()
    for colour in ("Cream", "Tan"):
        page.get_by_label(colour).check()
    expect(page.get_by_label("Gold")).to_be_disabled()
    with page.expect_response(saves_the_price):
        page.get_by_label("Your price").fill("45")
    expect(page.locator("#earnings")).to_contain_text("You earn $36.00")
    saved(page)
    first = Listing.objects.get().editor_turn
    assert first > 0
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Crochet maxi dress")
    expect(page.locator("#id_brand")).to_have_value("Free People")
    expect(page.get_by_label("Your price")).to_have_value("45.00")
    names = draft.photos.order_by("position").values_list("file_name", flat=True)
    assert list(names) == ["back.png", "front.jpg"]
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(f"**/listings/{draft.pk}/")
    published = Listing.objects.get()
    assert published.status == "available"
    assert published.editor_turn > first


def test_axe_finds_nothing(catalogue: None, page: Page) -> None:
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".form-errors")).to_be_visible()
    assert faults(page) == []


def test_a_brand_takes_two_taps_or_a_few_letters_and_keys(catalogue: None, page: Page) -> None:
    brand, offered = page.locator("#id_brand"), page.get_by_role("option", name="Free People")
    expect(page.locator("[data-suggest][data-awake]#id_brand")).to_have_count(1)
    brand.click()
    expect(offered).to_be_visible()
    assert violations(page) == []
    offered.click()
    expect(brand).to_have_value("Free People")
    expect(offered).to_be_hidden()
    saved(page)
    brand.fill("peo")
    expect(offered).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(brand).to_have_value("Free People")
    expect(brand).to_be_focused()
    brand.fill("free people")
    expect(offered).to_be_hidden()
    page.get_by_label("Size", exact=True).click()


def test_a_button_waits_for_the_save_that_is_on_its_way(catalogue: None, page: Page) -> None:
    saves: list[Route] = []
    presses: list[Route] = []

    def hold_the_first_save(route: Route) -> None:
        if "hx-request" not in route.request.headers:
            presses.append(route)
        elif not saves:
            saves.append(route)
            return
        route.continue_()

    page.route("**/sell/*/", hold_the_first_save)
    expect(page.locator("form[data-keeps][data-awake]")).to_have_count(1)
    with page.expect_request("**/sell/*/"):
        page.get_by_label("Title").fill("Older words")
    page.get_by_label("Title").fill("Newer words")
    page.get_by_role("button", name="Save draft").click()
    assert presses == []
    saves[0].continue_()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert presses[0].request.method == "POST"
    expect(page.get_by_label("Title")).to_have_value("Newer words")
    assert Listing.objects.get().title == "Newer words"


def test_another_tab_is_told(catalogue: None, page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Title").fill("Mine")
    saved(page)
    other.get_by_label("Title").fill("Hers")
    expect(other.locator("#draft-status")).to_contain_text("changed in another tab")
    assert Listing.objects.get().title == "Mine"
    other.get_by_role("button", name="Keep what is here").click()
    expect(other.locator("#draft-status")).to_contain_text("saves itself")
    assert Listing.objects.get().title == "Hers"
