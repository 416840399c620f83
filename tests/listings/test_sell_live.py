"""Selling on a live site: within a minute at human pace, and while things are killed."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.listings.selling import (
    VICTIMS,
    killed_at_photo_seven,
    list_at_human_pace,
    photos_of_a_phone,
    seller_at,
)
from tests.live import Site, live_site

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A live site with the catalogue and a seller."""
    folder = tmp_path_factory.mktemp("shop")
    with live_site(folder, number=7, data="tests.listings.seller_data") as site:
        yield site


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return photos_of_a_phone(tmp_path_factory.mktemp("phone"), 16)


def test_an_item_is_listed_with_few_taps(
    shop: Site, playwright: Playwright, photos: list[Path]
) -> None:
    with seller_at(shop, playwright) as (_, page):
        _, interactions = list_at_human_pace(page, photos[:4])
    assert interactions <= 25
    listed = shop.rows(
        "SELECT status, price_cents, array_agg(file_name ORDER BY position),"
        " bool_and(state = 'ready') FROM listings_listing"
        " JOIN listings_photo ON listing_id = listings_listing.id"
        " WHERE title = 'Free People crochet maxi dress' GROUP BY listings_listing.id"
    )
    names = [photo.name for photo in photos[:4]]
    assert listed == [("available", 4500, names, True)]


@pytest.mark.parametrize("victim", VICTIMS)
def test_nothing_is_lost_when_it_is_killed(
    shop: Site, playwright: Playwright, photos: list[Path], victim: str
) -> None:
    killed_at_photo_seven(shop, playwright, photos, victim, random.Random())
