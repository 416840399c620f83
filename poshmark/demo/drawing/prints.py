"""Patterns drawn as motifs: flowers, paisleys, spots of a leopard."""

import numpy as np
from PIL import Image, ImageDraw

from .colours import RGB, blend, lightness, rgb
from .curves import Points, ellipse, loop
from .fabric import PERIOD, speckle
from .fields import Field
from .patterns import Sheet, Swatch, over, pattern


class Block:
    """A printing block that stamps polygons seamlessly on a tile, twice oversampled."""

    def __init__(self, sheet: Sheet) -> None:
        side = len(sheet)
        self.factor = 2 * side / PERIOD
        self.image = Image.fromarray((sheet * 255).astype(np.uint8)).resize((2 * side, 2 * side))
        self.pen = ImageDraw.Draw(self.image)

    def stamp(self, shape: Points, ink: RGB) -> None:
        """Print a polygon (in units), wrapped around the tile's edges."""
        fill = tuple(int(c * 255) for c in ink)
        for dx in (-PERIOD, 0.0, PERIOD):
            for dy in (-PERIOD, 0.0, PERIOD):
                moved = (shape + np.array([dx, dy])) * self.factor
                if moved.max() > 0 and moved.min(axis=0).max() < self.image.width:
                    self.pen.polygon(moved.ravel().tolist(), fill=fill)

    def sheet(self) -> Sheet:
        """The printed tile."""
        return np.asarray(self.image.reduce(2), dtype=np.float32) / 255


def _spots(rng: np.random.Generator, count: int, apart: float) -> Points:
    """Well-spread places on the tile (best of several candidates, wrapped)."""
    chosen = [rng.random(2) * PERIOD]
    while len(chosen) < count:
        tries = rng.random((12, 2)) * PERIOD
        gaps = np.abs(tries[:, None] - np.array(chosen)[None])
        gaps = np.minimum(gaps, PERIOD - gaps)
        chosen.append(tries[int(np.argmax(np.hypot(*gaps.transpose(2, 0, 1)).min(axis=1)))])
    return np.array(chosen)


def _turned(shape: Points, at: Points, angle: float, size: float = 1.0) -> Points:
    c, s = np.cos(angle), np.sin(angle)
    turned: Points = shape @ np.array([[c, s], [-s, c]]) * size + at
    return turned


_PETAL = loop([(0, 0, 1), (0.34, 0.35), (0.38, 0.8), (0, 1.0), (-0.38, 0.8), (-0.34, 0.35)], 0.1)
_LEAF = loop([(0, 0, 1), (0.24, 0.5), (0, 1.15, 1), (-0.24, 0.5)], 0.1)
_DROP = loop(
    [(0.0, 1.0), (0.55, 0.6), (0.5, -0.1), (0.05, -0.6), (0.28, -1.15, 1), (-0.4, -0.75),
     (-0.62, 0.0), (-0.5, 0.7)], 0.1
)  # fmt: skip


def _flower(block: Block, at: Points, size: float, angle: float, inks: list[RGB]) -> None:
    leaf, outer, inner, heart = inks
    for turn in (0.4, 2.5, 4.4):
        block.stamp(_turned(_LEAF, at, angle + turn, size * 1.55), leaf)
    for k in range(5):
        block.stamp(_turned(_PETAL, at, angle + k * 2 * np.pi / 5, size), outer)
    for k in range(5):
        block.stamp(_turned(_PETAL, at, angle + 0.1 + k * 2 * np.pi / 5, size * 0.6), inner)
    block.stamp(ellipse(at[0], at[1], size * 0.2, size * 0.2), heart)


def _bouquet(s: Swatch) -> tuple[RGB, RGB]:
    leaf = blend(rgb("6f8560"), s.inks[0], 0.28)
    bright = s.inks[1] if lightness(s.inks[0]) < 0.5 else blend(s.inks[1], rgb("ffffff"), 0.1)
    return leaf, bright


@pattern("floral")
def _floral(s: Swatch) -> Sheet:
    block = Block(s.ground())
    leaf, bright = _bouquet(s)
    for at in _spots(s.rng, 40, 20):
        block.stamp(_turned(_LEAF, at, s.rng.random() * 6.3, 11), leaf)
    for i, at in enumerate(_spots(s.rng, 19, 40)):
        petal = (bright, s.inks[2], blend(bright, s.inks[2], 0.5))[i % 3]
        inner = blend(petal, rgb("ffffff"), 0.4)
        size = 12 + 9 * s.rng.random()
        _flower(block, at, size, s.rng.random() * 6.3, [leaf, petal, inner, rgb("d9a441")])
    return block.sheet()


@pattern("ditsy floral")
def _ditsy(s: Swatch) -> Sheet:
    block = Block(s.ground())
    leaf, bright = _bouquet(s)
    for i, at in enumerate(_spots(s.rng, 90, 20)):
        petal = bright if i % 3 else s.inks[2]
        size = 4.6 + 2 * s.rng.random()
        _flower(block, at, size, s.rng.random() * 6.3, [leaf, petal, petal, rgb("e3b65a")])
    return block.sheet()


@pattern("paisley")
def _paisley(s: Swatch) -> Sheet:
    block = Block(s.ground())
    light = blend(s.inks[1], rgb("ffffff"), 0.15)
    for at in _spots(s.rng, 90, 9):
        block.stamp(ellipse(at[0], at[1], 1.6, 1.6), blend(s.inks[0], light, 0.6))
    for i, at in enumerate(_spots(s.rng, 18, 40)):
        angle, size = s.rng.random() * 6.3, 17 + 7 * s.rng.random()
        rings = [light, s.inks[0], s.inks[2], light, s.inks[0]]
        for k, ink in enumerate(rings):
            block.stamp(_turned(_DROP, at, angle, size * (1 - 0.2 * k)), ink)
        for k in range(9):
            spot = _turned(np.array([[0.0, 1.22]]), at, angle + (k - 4) * 0.42, size)[0]
            block.stamp(ellipse(spot[0], spot[1], 1.7, 1.7), s.inks[2] if i % 2 else light)
    return block.sheet()


def _rosette(block: Block, at: Points, rng: np.random.Generator, inks: tuple[RGB, RGB]) -> None:
    size, angle = 7.5 + 4 * rng.random(), rng.random() * 6.3
    blob = ellipse(0, 0, 1.0, 0.78) * (1 + 0.14 * np.sin(np.arange(40) * 0.5 + angle))[:, None]
    block.stamp(_turned(blob, at, angle, size * 0.8), inks[0])
    for k in range(3):
        start = angle + k * 2.1 + rng.random() * 0.5
        t = np.linspace(start, start + 1.1 + 0.5 * rng.random(), 10)
        wide = size * (0.95 + 0.3 * np.sin(np.linspace(0, np.pi, 10)))
        outer = np.stack([np.cos(t) * wide, np.sin(t) * wide * 0.85], 1)
        inner = np.stack([np.cos(t), np.sin(t) * 0.85], 1)[::-1] * size * 0.62
        block.stamp(np.concatenate([outer, inner]) + at, inks[1])


@pattern("leopard")
def _leopard(s: Swatch) -> Sheet:
    cloth = blend(s.inks[0], rgb("cfa06b"), 0.0 if lightness(s.inks[0]) > 0.3 else 0.75)
    ground: Field = np.clip(0.5 + 0.2 * speckle(s.u, s.v, 35, 14, 14), 0, 1)
    block = Block(over(s.ground(cloth), blend(cloth, rgb("fff3dc"), 0.35), ground))
    inks = blend(cloth, rgb("5a3417"), 0.5), rgb("231813")
    for at in _spots(s.rng, 110, 18):
        _rosette(block, at, s.rng, inks)
    return block.sheet()


@pattern("zebra")
def _zebra(s: Swatch) -> Sheet:
    bend = speckle(s.u, s.v, 36, 15, 22) * 1.5 + 0.35 * speckle(s.u, s.v, 37, 6, 5)
    stripe = np.sin(s.v * np.float32(2 * np.pi * 9 / PERIOD) + bend * 1.7)
    return over(s.ground(s.inks[1]), s.inks[0], np.clip((stripe - 0.05) * 5, 0, 1))


@pattern("camo")
def _camo(s: Swatch) -> Sheet:
    sheet = s.ground()
    shades = [blend(s.inks[0], rgb(c), 0.5) for c in ("20251c", "d8cfb4", "5b4a35")]
    for k, shade in enumerate(shades):
        field = speckle(s.u, s.v, 40 + k, 13, 9) + 0.3 * speckle(s.u, s.v, 50 + k, 4, 3)
        sheet = over(sheet, shade, np.clip((field - 0.55) * 14, 0, 1))
    return sheet
