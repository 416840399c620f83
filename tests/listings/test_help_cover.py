"""The colours that are seen on a photo."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from closets.models import User
from listings.help.cover import HUES, cover_colours, lab_of
from listings.models import Colour, Listing, Photo
from listings.services.photos import photo_add
from listings.services.preparing import photo_prepare
from tests.pictures import picture_file, upload

WHOLE = (0, 0, 240, 320)


def on_backdrop(thing: str, backdrop: str = "#dfe3e6", second: str = "") -> Image.Image:
    """A thing of one or two colours before a wall that grows darker towards the floor."""
    shade = np.linspace(1.0, 0.92, 320)[:, None, None]
    wall = np.asarray(Image.new("RGB", (240, 320), backdrop)) * shade
    image = Image.fromarray(wall.astype(np.uint8))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((60, 50, 180, 280), fill=thing)
    if second:
        drawing.rectangle((60, 200, 180, 280), fill=second)
    return image


@pytest.mark.parametrize("colour", HUES)
def test_it_names_the_thing_and_not_the_wall(colour: Colour) -> None:
    for hue in HUES[colour].split():
        backdrop = "#5f6b62" if colour in {Colour.WHITE, Colour.CREAM} else "#e9ecee"
        assert cover_colours(on_backdrop(f"#{hue}", backdrop), WHOLE) == [colour]


def test_it_names_two_colours_the_larger_part_first() -> None:
    assert cover_colours(on_backdrop("#b02a30", second="#263352"), WHOLE) == [
        Colour.RED,
        Colour.NAVY,
    ]


def test_a_thing_like_its_wall_is_looked_for_in_the_middle() -> None:
    assert cover_colours(Image.new("RGB", (240, 320), "#f4f4f4"), WHOLE) == [Colour.WHITE]


def test_lab_is_that_of_the_standard() -> None:
    lab = lab_of(np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255]]))
    known = np.array([[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.20], [32.30, 79.19, -107.86]])
    assert np.allclose(lab, known, atol=0.05)


def test_the_worker_writes_them_to_the_photo(ana: User, draft: Listing) -> None:
    file = upload(picture_file(on_backdrop("#3f5a3c")))
    photo = photo_add(actor=ana, listing=draft, file=file, name="front.jpg")
    photo_prepare(photo.pk)
    assert Photo.objects.get(pk=photo.pk).colours == ["green"]
