"""Table tops for things that lie flat: linen, wood, stone, plaster."""

from functools import lru_cache

import numpy as np

from .backdrop import walls
from .colours import blend, rgb
from .fields import Field, as_field
from .noise import cloud, sample

WOODEN = {"vintage", "cottagecore", "boho"}
STONE = {"glam", "minimal"}


@lru_cache(maxsize=32)
def table(style: str, depth: float, width: int, height: int) -> Field:
    """A table top for a style as floats (height, width, 3); depth darkens it for pale things."""
    scale = np.float32(800 / height)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    kind = _wood if style in WOODEN else _marble if style in STONE else _plaster
    far = np.hypot((x / width - 0.3) * 0.85, (y / height - 0.25) * 0.9)
    fall = 1.03 - 0.16 * np.clip(far, 0, 1.2) ** 1.4 - 0.10 * depth
    return as_field(kind(style, x * scale, y * scale) * fall[..., None])


def _wood(style: str, x: Field, y: Field) -> Field:
    plank = np.floor(x / 150)
    streak = sample(cloud(91, 1.4, 60), x * 0.9 + plank * 97, y * 0.8 + plank * 211)
    rings = sample(cloud(92, 5, 110), x * 0.9 + plank * 57, y + plank * 131)
    tone = 0.028 * streak + 0.05 * np.sin(rings * 3) * 0.5 + 0.03 * np.sin(plank * 2.4)
    gap = np.exp(-((((x % 150) - 75) ** 2 - 75**2) ** 2) / 2e5)
    light = blend(walls(style)[1], rgb("c9a987" if style != "cottagecore" else "d8c7ae"), 0.62)
    return as_field(light * (1 + tone - 0.20 * gap)[..., None])


def _marble(style: str, x: Field, y: Field) -> Field:
    bend = sample(cloud(93, 30, 30), x * 0.45, y * 0.45) + 0.14 * sample(cloud(94, 8, 8), x, y)
    vein = np.abs(np.sin((x * 0.62 + y) / 190 + bend * 0.8))
    some = np.clip(sample(cloud(95, 40, 40), x * 0.6, y * 0.6), 0, 1)
    smoke = 0.05 * np.exp(-((vein / 0.22) ** 2)) + 0.045 * np.exp(-((vein / 0.03) ** 2))
    light = blend(walls(style)[0], rgb("f1efec"), 0.4)
    return as_field(light * (0.985 + 0.012 * bend - smoke * some)[..., None])


def _plaster(style: str, x: Field, y: Field) -> Field:
    broad = sample(cloud(96, 40, 40), x * 0.6, y * 0.6)
    fine = sample(cloud(97, 2.5, 2.5), x, y)
    pit = np.clip(sample(cloud(98, 1.4, 1.4), x, y) - 2.3, 0, 1)
    light = blend(walls(style)[1], rgb("c4c6c8"), 0.35)
    return as_field(light * (1 + 0.02 * broad + 0.010 * fine - 0.10 * pit)[..., None])
