"""Fabrics: the fine relief of a surface and how it takes the light."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .fields import Field, as_field
from .noise import cloud, sample

Grain = Callable[[Field, Field], Field]
PERIOD = 256.0


@dataclass(frozen=True)
class Fabric:
    """How a cloth looks: grain gives relative shade at u, v; the rest is how light plays on it."""

    grain: Grain
    contrast: float = 1.0
    gloss: float = 0.0
    power: float = 12.0
    sheen: float = 0.0
    wrinkle: float = 1.0
    chrome: float = 0.0
    rim: float = 0.16


def wave(x: Field, count: float) -> Field:
    """A sine with so many periods a tile."""
    return as_field(np.sin(x * np.float32(2 * np.pi * count / PERIOD)))


def speckle(u: Field, v: Field, seed: int, sx: float, sy: float) -> Field:
    """Seamless noise whose blobs are about sx by sy units."""
    return sample(cloud(seed, sx * 2, sy * 2), u * 2, v * 2)


def relief(height: Field, strength: float) -> Field:
    """Shade of a small relief lit from the top left."""
    down = np.roll(height, 1, 0) - np.roll(height, -1, 0)
    right = np.roll(height, 1, 1) - np.roll(height, -1, 1)
    return as_field(-(right + down) * strength)


def _jersey(u: Field, v: Field) -> Field:
    return 0.008 * wave(u, 96) + 0.006 * speckle(u, v, 1, 0.7, 0.7)


def _poplin(u: Field, v: Field) -> Field:
    return 0.008 * speckle(u, v, 2, 0.5, 3.0) + 0.008 * speckle(u, v, 3, 3.0, 0.5)


def _linen(u: Field, v: Field) -> Field:
    return 0.013 * speckle(u, v, 4, 0.6, 9.0) + 0.013 * speckle(u, v, 5, 9.0, 0.6)


def _stitch(u: Field, v: Field, across: int, down: int) -> Field:
    leg = np.abs((u * across / PERIOD) % 1.0 - 0.5) * 2
    row = (v * down / PERIOD + leg * 0.75) % 1.0
    return as_field(np.sin(row * np.pi) * (0.55 + 0.45 * np.sin(leg * np.pi)))


def _knit(u: Field, v: Field) -> Field:
    return 0.17 * (_stitch(u, v, 40, 44) - 0.55) + 0.02 * speckle(u, v, 6, 0.8, 0.8)


def _fine_knit(u: Field, v: Field) -> Field:
    return 0.08 * (_stitch(u, v, 64, 64) - 0.55) + 0.02 * speckle(u, v, 6, 0.8, 0.8)


def _rib(u: Field, v: Field) -> Field:
    groove = wave(u, 36)
    return np.asarray(
        0.085 * groove + 0.05 * wave(u - 1.2, 36) + 0.03 * (_stitch(u, v, 72, 50) - 0.5),
        dtype=np.float32,
    )


def _cable(u: Field, v: Field) -> Field:
    lane = (u * 5 / PERIOD) % 1.0 - 0.5
    turn = v * np.float32(2 * np.pi * 5 / PERIOD)
    strands = [(0.2 * np.sin(turn + p), np.cos(turn + p)) for p in (0.0, 2.09, 4.19)]
    height = np.zeros_like(lane)
    for middle, over in strands:
        bump = np.clip(1 - ((lane - middle) / 0.13) ** 2, 0, 1) ** 0.5
        height = np.maximum(height, bump * (0.75 + 0.25 * over))
    edge = np.clip(1 - ((np.abs(lane) - 0.43) / 0.045) ** 2, 0, 1) ** 0.5
    return relief(np.maximum(height, edge * 0.7), 0.55) + 0.12 * (height - 0.5) + _fine_knit(u, v)


def _denim(u: Field, v: Field) -> Field:
    twill = 0.035 * wave(u + v, 80) * (1 + 0.5 * speckle(u, v, 7, 1.0, 4.0))
    return np.asarray(
        twill + 0.035 * speckle(u, v, 8, 0.6, 2.6) + 0.02 * speckle(u, v, 9, 7, 12),
        dtype=np.float32,
    )


def _wool(u: Field, v: Field) -> Field:
    return 0.022 * speckle(u, v, 10, 1.0, 1.0) + 0.012 * speckle(u, v, 11, 2.5, 2.5)


def _sweat(u: Field, v: Field) -> Field:
    return 0.016 * speckle(u, v, 21, 0.7, 1.6) + 0.006 * wave(u, 80)


def _fleece(u: Field, v: Field) -> Field:
    curls = np.abs(speckle(u, v, 12, 1.7, 1.7))
    return relief(curls, 0.10) + 0.05 * (0.7 - curls)


def _leather(u: Field, v: Field) -> Field:
    cells = np.abs(speckle(u, v, 13, 1.5, 1.3))
    return relief(np.minimum(cells, 0.6), 0.06) + 0.012 * speckle(u, v, 14, 6, 6)


def _suede(u: Field, v: Field) -> Field:
    return 0.02 * speckle(u, v, 15, 1.0, 1.0) + 0.025 * speckle(u, v, 16, 9, 6)


def _canvas(u: Field, v: Field) -> Field:
    return 0.04 * wave(u, 72) * wave(v, 72) + 0.022 * speckle(u, v, 17, 1.0, 1.0)


def _straw(u: Field, v: Field) -> Field:
    lane = np.floor(u * 16 / PERIOD)
    weave = np.sin(v * np.float32(2 * np.pi * 14 / PERIOD) + lane * np.float32(np.pi))
    ridge = np.abs(np.sin(u * np.float32(np.pi * 16 / PERIOD)))
    return np.asarray(
        relief(weave * ridge, 0.3) + 0.07 * weave * ridge + 0.03 * speckle(u, v, 18, 1, 4),
        dtype=np.float32,
    )


def _sequin(u: Field, v: Field) -> Field:
    row = np.floor(v * 40 / PERIOD)
    x = u * 40 / PERIOD + 0.5 * (row % 2)
    cell = (np.floor(x) % 40 * 57 + row % 40 * 131) * 0.618
    du, dv = x % 1.0 - 0.5, (v * 40 / PERIOD) % 1.0 - 0.5
    tilt = (cell % 1.0) ** 3
    disc = np.clip(1.6 - 3.2 * np.hypot(du, dv), -0.35, 1)
    return as_field(0.95 * (tilt - 0.22) * disc - 0.12 * (du + dv) - 0.05)


def _smooth(u: Field, v: Field) -> Field:
    return 0.006 * speckle(u, v, 19, 0.8, 0.8)


def _brushed(u: Field, v: Field) -> Field:
    return 0.02 * speckle(u, v, 20, 6.0, 0.6)


def _wood(u: Field, v: Field) -> Field:
    return 0.05 * speckle(u, v, 22, 14.0, 0.7) + 0.04 * speckle(u, v, 23, 30.0, 2.5)


FABRICS: dict[str, Fabric] = {
    "jersey": Fabric(_jersey, wrinkle=0.9),
    "poplin": Fabric(_poplin, wrinkle=1.2, gloss=0.04),
    "linen": Fabric(_linen, wrinkle=1.3),
    "crepe": Fabric(_poplin, wrinkle=0.7, gloss=0.06, power=6),
    "knit": Fabric(_knit, wrinkle=0.7),
    "fine knit": Fabric(_fine_knit, wrinkle=0.7),
    "rib": Fabric(_rib, wrinkle=0.4),
    "cable": Fabric(_cable, wrinkle=0.5),
    "denim": Fabric(_denim, wrinkle=1.0),
    "wool": Fabric(_wool, wrinkle=0.5, sheen=0.05),
    "sweat": Fabric(_sweat, wrinkle=0.8, sheen=0.04),
    "fleece": Fabric(_fleece, wrinkle=0.6, sheen=0.08),
    "leather": Fabric(_leather, wrinkle=0.9, gloss=0.30, power=14, contrast=1.15),
    "patent": Fabric(_smooth, wrinkle=0.7, gloss=0.55, power=26, contrast=1.2),
    "suede": Fabric(_suede, wrinkle=0.6, sheen=0.10),
    "canvas": Fabric(_canvas, wrinkle=0.6),
    "satin": Fabric(_smooth, wrinkle=0.9, gloss=0.34, power=7, contrast=1.25),
    "velvet": Fabric(_suede, wrinkle=0.8, sheen=0.18, contrast=1.2),
    "nylon": Fabric(_smooth, wrinkle=1.1, gloss=0.20, power=9, contrast=1.1),
    "spandex": Fabric(_jersey, wrinkle=0.35, gloss=0.10, power=7),
    "sequin": Fabric(_sequin, wrinkle=0.4, gloss=0.18, power=5),
    "straw": Fabric(_straw, wrinkle=0.2),
    "rubber": Fabric(_smooth, wrinkle=0.1, gloss=0.05),
    "metal": Fabric(_brushed, wrinkle=0.0, gloss=0.55, power=12, contrast=1.2, chrome=0.22),
    "wood": Fabric(_wood, wrinkle=0.0, gloss=0.08, power=8),
    "paper": Fabric(_smooth, wrinkle=0.0, rim=0.0),
    "glass": Fabric(_smooth, wrinkle=0.0, gloss=0.35, power=18),
}
