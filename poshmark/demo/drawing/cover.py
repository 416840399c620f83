"""Banners of closets: a rail with things of one style."""

import numpy as np
from PIL import Image

from .backdrop import behind, darken, studio
from .camera import Camera
from .daylight import daylight
from .looks import LOOKS, Look
from .paint import paint
from .props import clip_hanger, hanger, rail
from .raster import fill
from .registry import GARMENTS
from .sketch import Panel
from .spec import DrawingSpec
from .studio import sketch

APART = 268.0
TALL = 690.0
HUNG = 7


def _hung(spec: DrawingSpec, x: float) -> list[Panel]:
    """A thing on its hanger, carried by a rail at y = 0."""
    kind = GARMENTS[spec.garment]
    sheet = sketch(spec)
    top = kind.hang[1] - 118
    if kind.hold == "clips":
        back, clips = clip_hanger(sheet, kind.hang, top)
        sheet.panels = [*back, *sheet.panels, *clips]
    else:
        sheet.panels = [*hanger(sheet, kind.hang, top), *sheet.panels]
    sheet.shift(0, x, -top)
    return sheet.panels


def _spec(look: Look, seed: int, style: str) -> DrawingSpec:
    garment, colours, pattern = look
    return DrawingSpec(garment, colours, pattern, seed, style)


def draw_cover(seed: int, style: str, *, height: int = 400) -> Image.Image:
    """A 3:1 banner for a closet of this style, RGB. Takes about six pictures' time."""
    rng = np.random.default_rng([seed, 78])
    order = rng.permutation(len(LOOKS[style]))
    camera = Camera(3 * height, height, height / TALL, 0.0, TALL / 2 - 62)
    picture = studio(style, 0.35, False, camera.width, camera.height).copy()
    specs = [_spec(LOOKS[style][i], seed * 31 + int(i), style) for i in order[:HUNG]]
    hung = [_hung(s, (k - (len(specs) - 1) / 2) * APART) for k, s in enumerate(specs)]
    panels = [rail(sketch(specs[0]), 0.0, seed % 2 == 0), *(p for one in hung for p in one)]
    mask = fill([camera.project(p.outline) for p in panels], (0, 0), (camera.width, height))
    darken(picture, behind(mask, camera.scale * 1.5, 0.34))
    for panel in panels:
        paint(picture, panel, camera, 2.0)
    darken(picture, daylight(style, seed % 4, camera.width, height))
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
