"""Guesses and measurements in a real browser, scripts on."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Brand, Category, Listing
from listings.services.photos import photo_add
from listings.services.preparing import photo_prepare
from tests.browsers import signed_in_context, violations
from tests.listings.conftest import add_photo
from tests.pictures import picture_file, upload


@pytest.fixture
def page(
    transactional_db: None,
    live_server: LiveServer,
    browser: Browser,
    ana: User,
    draft: Listing,
    maxi: Category,
    free_people: Brand,
) -> Iterator[Page]:
    """Ana on her phone, on the form of a draft with a photo of something green."""
    Category.objects.filter(pk=maxi.pk).update(synonyms=["maxi dress"])
    photo = add_photo(draft)
    photo.colours = ["green"]
    photo.save()
    context = signed_in_context(browser, live_server.url, ana, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{live_server.url}{reverse('listings:draft', args=[draft.pk])}")
    yield page
    context.close()


def saves_both_colours(response: Response) -> bool:
    sent = response.request.post_data or ""
    return sent.count('name="colours"') == 2


def saves_in_centimetres(response: Response) -> bool:
    return "measure_unit" in (response.request.post_data or "") and response.ok


def test_a_tap_fills_the_field(page: Page, maxi: Category, draft: Listing) -> None:
    page.get_by_label("Title").fill("Black FreePeople maxi dress")
    guesses = page.locator("#guesses")
    expect(guesses).to_contain_text("Black")
    expect(page.locator("#guesses[data-awake]")).to_have_count(1)
    expect(guesses).to_contain_text("from the photo")
    assert violations(page) == []
    guesses.get_by_role("button", name="Free People").click()
    expect(page.locator("#id_brand")).to_have_value("Free People")
    guesses.get_by_role("button", name="Women / Dresses / Maxi").click()
    expect(page.get_by_label("Category")).to_have_value(str(maxi.pk))
    guesses.get_by_role("button", name="Black").click()
    expect(page.get_by_label("Black")).to_be_checked()
    with page.expect_response(saves_both_colours):
        guesses.get_by_role("button", name="Green").click()
    expect(guesses).not_to_contain_text("Our guesses")
    expect(page.locator("#draft-status")).to_contain_text("Saved at")
    page.reload()
    expect(page.locator("#id_brand")).to_have_value("Free People")
    draft.refresh_from_db()
    assert (draft.subcategory, draft.colours) == (maxi, ["black", "green"])


def test_a_guess_that_stays_is_not_replaced_under_the_finger(page: Page) -> None:
    guesses = page.locator("#guesses")
    page.get_by_label("Title").fill("Black FreePeople maxi dress")
    expect(guesses).to_contain_text("Black")
    expect(page.locator("#guesses[data-awake]")).to_have_count(1)
    place = guesses.get_by_role("button", name="Women / Dresses / Maxi")
    place.evaluate("(button) => { button.dataset.pressed = ''; }")
    place.hover()
    page.mouse.down()
    with page.expect_response("**/guesses?*"):
        page.locator("#id_title").evaluate(
            "(title) => { title.value = 'Red FreePeople maxi dress';"
            " title.dispatchEvent(new Event('input', { bubbles: true })); }"
        )
    expect(guesses).to_contain_text("Red")
    expect(guesses).not_to_contain_text("Black")
    page.locator("[data-pressed]").hover()
    page.mouse.up()
    expect(page.get_by_label("Category").locator("option:checked")).to_have_text("Maxi")


def test_the_covers_colours_are_offered_once_it_is_prepared(
    page: Page, ana: User, draft: Listing
) -> None:
    draft.photos.all().delete()
    blouse = Image.new("RGB", (600, 800), "white")
    blouse.paste((46, 139, 87), (150, 150, 450, 650))
    file = upload(picture_file(blouse))
    photo = photo_add(actor=ana, listing=draft, file=file, name="blouse.jpg")
    page.reload()
    expect(page.locator("#photo-list")).to_contain_text("Being prepared")
    expect(page.locator("#guesses")).not_to_contain_text("from the photo")
    page.get_by_label("Title").fill("Something nice")
    photo_prepare(photo.pk)
    expect(page.locator("#guesses")).to_contain_text("Greenfrom the photo")
    page.locator("#guesses").get_by_role("button", name="Green").click()
    expect(page.get_by_label("Green")).to_be_checked()
    expect(page.get_by_label("Title")).to_have_value("Something nice")


def test_a_category_takes_two_taps(page: Page, maxi: Category) -> None:
    expect(page.locator("select[data-categories][data-awake]")).to_have_count(1)
    page.get_by_role("button", name="Women", exact=True).click()
    expect(page.locator("#id_category:open")).to_have_count(1)
    page.get_by_label("Category").select_option(str(maxi.pk))
    expect(page.locator("#measurements svg")).to_be_visible()


def test_measuring_in_the_other_unit(page: Page, maxi: Category, draft: Listing) -> None:
    page.get_by_role("button", name="Women", exact=True).click()
    page.get_by_label("Category").select_option(str(maxi.pk))
    expect(page.locator("#measurements svg")).to_be_visible()
    page.locator("#id_measure_waist").fill("15")
    page.get_by_role("button", name="Use centimetres").click()
    expect(page.locator("#id_measure_waist")).to_have_value("38.1")
    with page.expect_response(saves_in_centimetres):
        page.locator("#id_measure_waist").fill("40")
    expect(page.locator("#draft-status")).to_contain_text("Saved at")
    assert violations(page) == []
    draft.refresh_from_db()
    assert draft.measurements == {"waist": 400}
