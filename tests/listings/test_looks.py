"""Photos that look alike (B6)."""

import numpy as np
import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from closets.models import Block, User
from listings.looks import LENGTH, look_codes, look_distances, look_of
from listings.models import Listing, PhotoLook
from listings.services.looks import looking_like, looks_sweep, looks_take_all
from listings.services.pictures import store_picture
from tests.shop import on_sale

COLOURS = {
    "red": (190, 30, 40),
    "navy": (30, 40, 90),
    "green": (40, 120, 70),
    "cream": (236, 226, 200),
}
PATTERNS = ("plain", "stripes", "checks")


def cloth(colour: str, pattern: str, *, seed: int = 0, light: float = 1.0) -> Image.Image:
    """A piece of cloth before a light wall, a little otherwise for each seed."""
    dice = np.random.default_rng(seed)
    area = np.full((320, 240, 3), 225.0)
    rows, columns = np.indices((320, 240))
    body = np.array(COLOURS[colour], float)
    weave = np.ones((320, 240))
    if pattern != "plain":
        weave = np.where((rows + seed * 3) // 10 % 2, 1.0, 0.45)
    if pattern == "checks":
        weave = weave * np.where((columns + seed * 5) // 10 % 2, 1.0, 0.45)
    inside = (abs(columns - 120 - seed) < 80) & (abs(rows - 160 + seed) < 120)
    area[inside] = (body * weave[..., None])[inside]
    area = np.clip(area * light + dice.normal(0, 3, area.shape), 0, 255)
    return Image.fromarray(area.astype(np.uint8))


def test_the_nearest_look_is_of_the_same_colour_and_pattern() -> None:
    kinds = [(colour, pattern) for colour in COLOURS for pattern in PATTERNS]
    shelf = [look_of(cloth(*kind, seed=1)) for kind in kinds]
    for place, kind in enumerate(kinds):
        for seed, light in ((2, 1.0), (3, 0.93), (4, 1.05)):
            look = look_of(cloth(*kind, seed=seed, light=light))
            assert int(look_distances(look, shelf).argmin()) == place, kind
            assert set(look_codes(look)) & set(look_codes(shelf[place])), kind


def test_a_look_is_the_same_each_time_and_of_one_length() -> None:
    look = look_of(cloth("red", "checks"))
    assert look == look_of(cloth("red", "checks"))
    assert len(look) == LENGTH
    assert look_distances(look, [look]).tolist() == [0.0]
    assert look_distances(look, []).tolist() == []


@pytest.mark.parametrize("shade", [(0, 0, 0), (255, 255, 255), (255, 0, 0)])
def test_a_picture_of_one_shade_has_a_look(shade: tuple[int, int, int]) -> None:
    look = look_of(Image.new("RGB", (30, 40), shade))
    assert len(look) == LENGTH
    assert look_codes(look)


def shown(owner: User, colour: str, pattern: str, seed: int) -> Listing:
    """A listing whose cover is such a cloth."""
    listing = on_sale(owner, title=f"{colour} {pattern}")
    assert listing.cover
    content_hash = store_picture(cloth(colour, pattern, seed=seed))
    type(listing.cover).objects.filter(pk=listing.cover.pk).update(content_hash=content_hash)
    return Listing.objects.select_related("cover").get(pk=listing.pk)


def test_covers_are_looked_at_once_and_found_by_how_they_look(
    ana: User, bea: User, cleo: User
) -> None:
    mine = shown(ana, "navy", "stripes", 1)
    near = shown(bea, "navy", "stripes", 2)
    other = shown(bea, "navy", "plain", 2)
    shown(bea, "red", "checks", 2)
    shown(ana, "navy", "stripes", 3)
    assert looks_sweep() == 5
    assert looks_sweep() == 0
    assert looks_take_all() == 0
    alike = looking_like(mine, viewer_id=cleo.pk, limit=2)
    assert list(alike) == [near.pk, other.pk]
    assert 100 >= alike[near.pk] > alike[other.pk]
    Block.objects.create(blocker=bea, blocked=cleo)
    assert looking_like(mine, viewer_id=cleo.pk, limit=2) == {}


def test_a_photo_that_is_gone_has_no_look(ana: User) -> None:
    listing = on_sale(ana)
    assert looks_sweep() == 0
    assert looking_like(listing, viewer_id=None, limit=2) == {}
    assert not PhotoLook.objects.exists()


def test_the_page_shows_what_looks_alike_and_how_much(
    client: Client,
    ana: User,
    bea: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    mine = shown(ana, "green", "checks", 1)
    shown(bea, "green", "checks", 2)
    page = client.get(f"/listings/{mine.pk}/looks/").content.decode()
    assert "Nothing looks like it yet" in page
    looks_sweep()
    page = client.get(f"/listings/{mine.pk}/looks/").content.decode()
    assert "green checks" in page
    assert "Colours and texture 9" in page
    assert f"/listings/{mine.pk}/looks/" in client.get(f"/listings/{mine.pk}/").content.decode()
    with django_assert_num_queries(9):
        client.get(f"/listings/{mine.pk}/looks/")
    assert client.get("/listings/999999/looks/").status_code == 404
