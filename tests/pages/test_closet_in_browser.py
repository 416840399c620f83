"""Closet, bulk tools and listing page in a real browser: accessible, by keyboard alone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from closets.services import vacation_start
from listings.bulk.jobs import bulk_prepare
from listings.bulk.runs import bulk_run
from listings.models import BulkJob, Listing, Photo, Size
from listings.services.bin import listing_delete
from listings.services.pictures import store_picture
from tests.browsers import DESK, PHONE, faults, signed_in_context, violations
from tests.listings.archives import checked, received, table
from tests.people import person
from tests.pictures import picture
from tests.shop import brand, on_sale

Open = Callable[..., Page]


@pytest.fixture
def owner(transactional_db: None) -> User:
    """Ana, with four dresses; the first has two photos."""
    ana = person("ana")
    for n in range(4):
        row = on_sale(ana, title=f"Dress {n}", brand=brand(f"Brand {n}"), age_minutes=n)
        stored = store_picture(picture(240 + n, 320))
        Photo.objects.filter(listing=row).update(content_hash=stored)
    first = Listing.objects.get(title="Dress 0")
    stored = store_picture(picture(400, 320))
    Photo.objects.create(listing=first, position=1, state="ready", content_hash=stored)
    return ana


@pytest.fixture
def opened(live_server: LiveServer, browser: Browser) -> Iterator[Open]:
    """Opens an address, as a member when one is given."""
    contexts = []

    def go(
        path: str,
        member: User | None = None,
        size: dict[str, int] = PHONE,
    ) -> Page:
        context = signed_in_context(
            browser, live_server.url, member, viewport=size, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path, wait_until="networkidle")
        return page

    yield go
    for context in contexts:
        context.close()


def first_dress() -> Listing:
    return Listing.objects.get(title="Dress 0")


def test_axe_finds_nothing(owner: User, opened: Open) -> None:
    job = bulk_prepare(
        actor=owner,
        closet=owner.closet,
        act="price",
        params={"by": "percent", "amount": 10},
        listings=Listing.objects.public().order_by("pk"),
    )
    mine = ["/closets/ana/?brand=brand-1", "/closet/bulk/", f"/closet/bulk/{job.pk}/"]
    for path in [*mine, "/closet/files/", first_dress().get_absolute_url()]:
        page = opened(path, owner)
        assert (path, faults(page)) == (path, [])
        page.close()


def test_axe_finds_nothing_on_the_sellers_further_pages(owner: User, opened: Open) -> None:
    dress = first_dress()
    for system, label in [("us", "S"), ("us", "M"), ("plus", "1X")]:
        Size.objects.create(group="women-dresses", system=system, label=label, position=0)
    listing_delete(actor=owner, listing=Listing.objects.get(title="Dress 3"))
    vacation_start(user=owner, until=None)
    rows = [{"Name": f"Thing {n}", "Cost": cost} for n, cost in enumerate(["40", "1", "many"])]
    mapping = received(owner, table(rows))
    looked = checked(owner, table(rows), title="Name", price="Cost")
    pages = ["/settings/vacation/", "/sell/", f"/listings/{dress.pk}/sizes"]
    pages += [f"/listings/{dress.pk}/price", f"/closet/files/imports/{mapping.pk}/"]
    for path in [*pages, f"/closet/files/imports/{looked.pk}/", "/closets/ana/"]:
        page = opened(path, owner)
        assert (path, faults(page)) == (path, [])
        page.close()


def test_ticks_say_which_items_are_meant(owner: User, opened: Open) -> None:
    page = opened("/closet/bulk/", owner)
    line = page.locator("[data-ticks-line]")
    expect(line).to_have_text("All 4 items in my closet.")
    page.get_by_role("checkbox", name="Dress 1").check()
    expect(line).to_have_text("1 ticked item, and no others.")
    page.get_by_role("button", name="Untick all").click()
    expect(line).to_have_text("All 4 items in my closet.")
    page.get_by_role("button", name="Tick all below").click()
    expect(line).to_have_text("4 ticked items, and no others.")


def test_a_visitor_sees_no_flaw_and_the_buy_bar_stays_under_the_thumb(
    owner: User, opened: Open
) -> None:
    page = opened(first_dress().get_absolute_url())
    assert violations(page) == []
    bar = page.locator(".action-bar--sticky")
    expect(bar).to_be_in_viewport()
    page.mouse.wheel(0, 400)
    expect(bar).to_be_in_viewport()
    expect(page.get_by_role("link", name="Buy now")).to_have_count(1)


def test_photos_turn_zoom_and_close_by_keys(owner: User, opened: Open) -> None:
    page = opened(first_dress().get_absolute_url(), size=DESK)
    page.locator(".gallery__slide").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Photos, large")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("1 of 2")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("status")).to_have_text("2 of 2")
    page.keyboard.press("+")
    zoom = dialog.get_by_role("button", name="Zoom in")
    expect(zoom).to_have_attribute("aria-pressed", "true")
    assert violations(page) == []
    page.keyboard.press("-")
    expect(zoom).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".gallery__slide").nth(1)).to_be_focused()


def test_a_whole_bulk_change_and_its_undo_by_keyboard(owner: User, opened: Open) -> None:
    page = opened("/closets/ana/", owner, DESK)
    page.get_by_role("link", name="Bulk tools").press("Enter")
    page.locator("summary", has_text="Drop the price").press("Enter")
    page.get_by_label("Amount").fill("10")
    page.get_by_role("button", name="Preview: drop the price").press("Enter")
    expect(page.get_by_text("4 items will change")).to_be_visible()
    page.get_by_role("button", name="Drop the price: 4 items").press("Enter")
    expect(page.get_by_text("At work")).to_be_visible()
    bulk_run(BulkJob.objects.get().pk)
    expect(page.get_by_text("Prices dropped:")).to_be_visible()
    assert set(Listing.objects.values_list("price_cents", flat=True)) == {3600}
    page.get_by_role("button", name="Take all of it back").press("Enter")
    expect(page.get_by_text("Taking it back")).to_be_visible()
    bulk_run(BulkJob.objects.get().pk)
    expect(page.get_by_text("Taken back:")).to_be_visible()
    assert set(Listing.objects.values_list("price_cents", flat=True)) == {4000}


def test_filters_and_paging_by_keyboard(owner: User, opened: Open) -> None:
    page = opened("/closets/ana/", size=DESK)
    page.get_by_label("Brand", exact=True).select_option("brand-2")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="Brand 2 , remove").press("Enter")
    expect(page.locator(".card")).to_have_count(4)
