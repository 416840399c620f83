"""The studio: a seamless paper wall and floor, tinted by style, with a soft lamp top left."""

from functools import lru_cache

import numpy as np

from .colours import RGB, blend, rgb
from .fields import Field
from .noise import cloud
from .raster import blur

WALLS: dict[str, tuple[str, str]] = {
    "boho": ("efe6da", "e2d3c0"),
    "minimal": ("eeedea", "dddcd8"),
    "streetwear": ("e4e5e6", "cfd1d3"),
    "preppy": ("e9eef0", "d5dfe4"),
    "vintage": ("efe8d8", "ddd0b6"),
    "glam": ("efe4e4", "dcc9cb"),
    "athleisure": ("e8ecef", "d3dae0"),
    "cottagecore": ("ebeee3", "d7deca"),
}


def walls(style: str) -> tuple[RGB, RGB]:
    """The paper's light and shaded colours for a style."""
    light, deep = WALLS.get(style, WALLS["minimal"])
    return rgb(light), rgb(deep)


@lru_cache(maxsize=64)
def studio(style: str, depth: float, floor: bool, width: int, height: int) -> Field:
    """An empty set as floats (height, width, 3). `depth` 0..1 darkens it for pale garments."""
    light, deep = walls(style)
    light, deep = blend(light, deep, depth * 0.75), blend(deep, deep * 0.86, depth)
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    far = np.clip(np.hypot((x - 0.34) * 0.85, (y - 0.26) * 0.8) * 1.15, 0, 1) ** 1.5
    if floor:
        far = far + 0.22 * _bump((y - 0.70) / 0.055) - 0.30 * np.clip((y - 0.72) * 4, 0, 0.6)
    wall = light + (deep - light) * np.clip(far, 0, 1.3)[..., None]
    return np.asarray((wall + _film(width, height)[..., None]).astype(np.float32), dtype=np.float32)


def _bump(x: Field) -> Field:
    return np.exp(-x * x)


def _film(width: int, height: int) -> Field:
    grain = cloud(90, 0.6, 0.6)
    rows, columns = -(-height // len(grain)), -(-width // len(grain))
    return np.tile(grain, (rows, columns))[:height, :width] * np.float32(0.0025)


def behind(mask: Field, scale: float, share: float = 0.30) -> Field:
    """How much light a thing's outline (a mask) takes from the wall right behind it."""
    near = _shift(blur(mask, 5 * scale), 2.5 * scale, 5 * scale)
    wide = _shift(blur(mask, 20 * scale), 12 * scale, 22 * scale)
    return near * share + wide * (share * 0.8)


def beneath(mask: Field, scale: float) -> Field:
    """How much light things that stand on the floor take from it (a mask of their traces)."""
    near = _shift(blur(mask, 3.5 * scale), 0, 1.5 * scale)
    wide = _shift(blur(mask, 16 * scale), 8 * scale, 8 * scale)
    return near * 0.42 + wide * 0.42


def _shift(field: Field, dx: float, dy: float) -> Field:
    """The field moved right and down; what comes in repeats the edge."""
    height, width = field.shape
    return np.pad(field, ((round(dy), 0), (round(dx), 0)), mode="edge")[:height, :width]


def darken(picture: Field, shadow: Field) -> None:
    """Lay a shadow (0..1) on the picture, a little warm."""
    for channel, fall in enumerate((0.92, 1.0, 1.03)):
        picture[..., channel] *= 1 - shadow * np.float32(fall)
