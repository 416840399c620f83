"""A seller at work in a real browser on a live site: at human pace, and while things are killed."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.browsers import PATIENCE_MS, PHONE, launch_options
from tests.live import Site
from tests.pictures import picture_file

KEY_SECONDS = 60 / (40 * 5)
"""Forty words a minute, of five keys each."""
TAP_SECONDS = 0.7
"""Finding the next thing and tapping it."""
VICTIMS = ("web", "studio", "browser")
SAFE_AT = 7
TYPED = "Worn twice, to the sea and back. 100% linen."
KEPT = """
SELECT title, description, condition, colours, price_cents, brand.name, category.name, size.label
FROM listings_listing AS listing
LEFT JOIN listings_brand AS brand ON brand.id = brand_id
LEFT JOIN listings_category AS category ON category.id = subcategory_id
LEFT JOIN listings_size AS size ON size.id = size_id
WHERE listing.id = %s
"""


def photos_of_a_phone(folder: Path, count: int) -> list[Path]:
    """Photos of about 1.5 MB, each another, named in their order."""
    paths = [folder / f"{number:02}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        grain = Image.effect_noise((1500, 2000), 60 + number).convert("RGB")
        path.write_bytes(picture_file(grain, quality=80))
    return paths


@contextmanager
def seller_at(site: Site, playwright: Playwright) -> Iterator[tuple[Browser, Page]]:
    """The seller's phone, signed in; closing a killed browser is no trouble."""
    browser = playwright.chromium.launch(**launch_options())
    context = browser.new_context(base_url=site.url, viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    ((session,),) = site.rows("SELECT session_key FROM django_session")
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    yield browser, context.new_page()
    if browser.is_connected():
        browser.close()


class Hands:
    """Types and taps as people do, and counts what they do; a typed field counts as one."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def tap(self, what: Locator) -> None:
        """One tap, after a pause."""
        self.page.wait_for_timeout(TAP_SECONDS * 1000)
        what.click()
        self.count += 1

    def type(self, text: str) -> None:
        """Into the field that has the focus."""
        self.page.keyboard.type(text, delay=KEY_SECONDS * 1000)
        self.count += 1

    def press(self, key: str) -> None:
        """The keyboard's next key."""
        self.page.wait_for_timeout(TAP_SECONDS * 500)
        self.page.keyboard.press(key)
        self.count += 1


def list_at_human_pace(page: Page, photos: Sequence[Path]) -> tuple[float, int]:
    """Lists an item from "Sell" to "published"; returns seconds and interactions."""
    hands = Hands(page)
    page.goto("/sell/")
    begun = time.monotonic()
    hands.tap(page.get_by_role("button", name="New listing"))
    page.wait_for_url("**/sell/*/")
    with page.expect_file_chooser() as chooser:
        hands.tap(page.locator("#id_photos"))
    for _ in photos:
        page.wait_for_timeout(TAP_SECONDS * 1000)
        hands.count += 1
    chooser.value.set_files(list(photos))
    hands.tap(page.get_by_label("Title"))
    hands.type("Free People crochet maxi dress")
    hands.tap(page.get_by_role("button", name="Women", exact=True))
    hands.tap(page.get_by_label("Category"))
    page.get_by_label("Category").select_option(label="Maxi Dresses")
    hands.count += 1
    hands.tap(page.locator("#id_brand"))
    hands.type("Free People")
    hands.tap(page.get_by_label("Size", exact=True))
    page.get_by_label("Size", exact=True).select_option(label="M")
    hands.count += 1
    hands.tap(page.locator("main label:has([value=like_new])"))
    hands.tap(page.locator("main label:has([name=colours][value=cream])"))
    hands.tap(page.get_by_label("Your price"))
    hands.type("45")
    hands.tap(page.get_by_role("button", name="Publish"))
    page.wait_for_url("**/listings/*/")
    return time.monotonic() - begun, hands.count


def killed_at_photo_seven(
    site: Site, playwright: Playwright, photos: Sequence[Path], victim: str, chance: random.Random
) -> int:
    """Uploads, kills the victim at some moment after photo 7, goes on, publishes.

    Returns how many photos were there right after the kill; asserts order, fields and the end.
    """
    title = f"Linen dress {chance.randrange(10**6)}"
    with seller_at(site, playwright) as (browser, page):
        draft = _begin(site, page, title)
        page.locator("#id_photos").set_input_files(list(photos))
        _wait_until(lambda: len(_names(site, draft)) >= SAFE_AT)
        time.sleep(chance.uniform(0, 0.5))
        _kill(site, browser, victim)
        kept = _names(site, draft)
        assert kept == sorted(kept)
        assert len(kept) >= SAFE_AT
    with seller_at(site, playwright) as (_, page):
        _finish(site, page, draft, title, photos)
    return len(kept)


def _begin(site: Site, page: Page, title: str) -> int:
    """A draft with every field filled in and saved."""
    page.goto("/sell/")
    page.get_by_role("button", name="New listing").click()
    page.wait_for_url("**/sell/*/")
    draft = int(page.url.split("/")[-2])
    page.get_by_label("Title").fill(title)
    page.get_by_label("Description").fill(TYPED)
    page.get_by_role("button", name="Women", exact=True).click()
    page.get_by_label("Category").select_option(label="Maxi Dresses")
    page.locator("#id_brand").fill("Free People")
    page.get_by_label("Size", exact=True).select_option(label="M")
    page.locator("main label:has([value=like_new])").click()
    page.locator("main label:has([name=colours][value=cream])").click()
    page.get_by_label("Your price").fill("45")
    _wait_until(lambda: _fields(site, draft) == _filled(title))
    return draft


def _filled(title: str) -> tuple[object, ...]:
    return (title, TYPED, "like_new", ["cream"], 4500, "Free People", "Maxi Dresses", "M")


def _fields(site: Site, draft: int) -> tuple[object, ...]:
    (row,) = site.rows(KEPT, draft)
    return tuple(row)


def _kill(site: Site, browser: Browser, victim: str) -> None:
    if victim == "browser":
        session = browser.new_browser_cdp_session()
        running = session.send("SystemInfo.getProcessInfo")["processInfo"]
        os.kill(next(one["id"] for one in running if one["type"] == "browser"), signal.SIGKILL)
    else:
        site.kill(victim).start()


def _finish(site: Site, page: Page, draft: int, title: str, photos: Sequence[Path]) -> None:
    """Comes back, finds every field, chooses all photos again, publishes."""
    _wait_until(site.answers)
    assert _fields(site, draft) == _filled(title)
    page.goto(f"/sell/{draft}/")
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_label("Your price")).to_have_value("45.00")
    page.locator("#id_photos").set_input_files(list(photos))
    names = [path.name for path in photos]
    _wait_until(lambda: len(_names(site, draft)) == len(names))
    assert _names(site, draft) == names
    expect(page.locator("[data-uploads-waiting] li")).to_have_count(0)
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(f"{site.url}/listings/{draft}/")
    assert site.rows("SELECT status FROM listings_listing WHERE id = %s", draft) == [("available",)]
    assert _fields(site, draft) == _filled(title)


def _names(site: Site, draft: int) -> list[str]:
    query = "SELECT file_name FROM listings_photo WHERE listing_id = %s ORDER BY position"
    return [name for (name,) in site.rows(query, draft)]


def _wait_until(holds: Callable[[], bool], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
