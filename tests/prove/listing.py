"""Prove what sellers are promised: make prove NAME=listing.

One line a figure: name, value, bar, whether it holds.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browsers import faults
from tests.listings.archives import item
from tests.listings.closet_figures import (
    changed_on_the_way_back,
    cpu_of_listing_page,
    files_with_metadata,
    queries_of_pages,
)
from tests.listings.importing import killed_half_way
from tests.listings.photo_costs import HEAVIEST, cost_of, hostile_files, twelve_megapixels
from tests.listings.selling import (
    VICTIMS,
    killed_at_photo_seven,
    list_at_human_pace,
    photos_of_a_phone,
    seller_at,
)
from tests.live import live_site
from tests.prove.figures import Figure, print_figures

MOST_MB = 400
KILLS = 50
ROWS = 10_000


def photo_speed() -> Iterator[Figure]:
    """CPU and memory of a worker that prepares eight photos of a phone."""
    with tempfile.TemporaryDirectory() as media:
        names = [f"{number}.jpg" for number in range(8)]
        for name in names:
            twelve_megapixels(Path(media) / name)
        cost = cost_of(Path(media), *names)
    yield Figure("8 x 12 MP to all sizes, CPU seconds", cost["cpu_seconds"], 5, at_most=True)
    yield Figure("8 x 12 MP, worker's memory in MB", cost["memory_mb"], MOST_MB, at_most=True)


def photo_memory() -> Iterator[Figure]:
    """Memory of a worker that prepares the heaviest file of each kind."""
    for name, make in HEAVIEST.items():
        with tempfile.TemporaryDirectory() as media:
            make(Path(media) / "photo")
            cost = cost_of(Path(media), "photo")
        yield Figure(f"{name}, worker's memory in MB", cost["memory_mb"], MOST_MB, at_most=True)
    with tempfile.TemporaryDirectory() as media:
        names = hostile_files(Path(media))
        cost = cost_of(Path(media), *names)
    title = f"{len(names)} hostile files, worker's memory in MB"
    yield Figure(title, cost["memory_mb"], MOST_MB, at_most=True)


def photo_form() -> Iterator[Figure]:
    """The form at human pace, and kills at random moments after photo 7 of 16."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        photos = photos_of_a_phone(Path(folder), 16)
        with live_site(Path(folder) / "site", data="tests.listings.seller_data") as site:
            with seller_at(site, playwright) as (_, page):
                seconds, interactions = list_at_human_pace(page, photos[:4])
            yield Figure("From Sell to published, 4 photos, seconds", seconds, 60, at_most=True)
            yield Figure("Taps, typed fields and choices", interactions, 25, at_most=True)
            kept = [
                killed_at_photo_seven(
                    site, playwright, photos, VICTIMS[run % len(VICTIMS)], random.Random(run)
                )
                for run in range(KILLS)
            ]
    yield Figure(f"Photos in order after each of {KILLS} kills, at least", min(kept), 7)


def axe() -> Iterator[Figure]:
    """What axe finds, and what hangs over, on the form and on the closet, light and dark."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        live_site(Path(folder) / "site", data="tests.listings.seller_data") as site,
        seller_at(site, playwright) as (_, page),
    ):
        page.goto("/sell/")
        page.get_by_role("button", name="New listing").click()
        page.wait_for_url("**/sell/*/")
        yield Figure("The form, faults that axe finds", len(faults(page)), 0, at_most=True)
        page.goto("/closets/ana/")
        yield Figure("The closet, faults that axe finds", len(faults(page)), 0, at_most=True)


def import_killed() -> Iterator[Figure]:
    """Ten thousand rows, the worker killed half way, and the same file once more."""
    with (
        tempfile.TemporaryDirectory() as folder,
        live_site(Path(folder) / "site", data="tests.listings.seller_data") as site,
    ):
        listings, twice, seconds = killed_half_way(site, ROWS)
    yield Figure(f"{ROWS} rows, killed and run again: listings", listings, ROWS)
    yield Figure(f"{ROWS} rows, killed and run again: listed twice", twice, 0, at_most=True)
    yield Figure(f"{ROWS} rows, all of it in seconds", seconds, 1800, at_most=True)


def closet() -> Iterator[Figure]:
    """What stored files tell, what an export brings back, what pages ask the database."""
    files, telling = files_with_metadata(Path(settings.MEDIA_ROOT))
    yield Figure("Stored files of a photo with GPS", files, 4)
    yield Figure("of them with metadata", telling, 0, at_most=True)
    changed = changed_on_the_way_back(item(), 20)
    yield Figure("20 exported, deleted, imported: changed", changed, 0, at_most=True)
    of_listing, of_closet = queries_of_pages()
    yield Figure("Listing page, CPU ms with the database", cpu_of_listing_page(), 12, at_most=True)
    yield Figure("Listing page, queries", of_listing, 12, at_most=True)
    yield Figure("Closet page, 60 listings, queries", of_closet, 10, at_most=True)


FIGURES: list[Callable[[], Iterator[Figure]]] = [
    photo_speed,
    photo_memory,
    closet,
    axe,
    photo_form,
    import_killed,
]


if __name__ == "__main__":
    sys.exit(print_figures(FIGURES, sys.argv[1:]))
