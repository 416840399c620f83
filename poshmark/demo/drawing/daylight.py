"""Light that falls through leaves or a window on the styled pictures."""

from functools import lru_cache

import numpy as np

from .curves import Points, loop
from .fields import Field
from .raster import blur, fill

LEAFY = {"boho", "minimal", "vintage", "cottagecore"}
LEAF = loop([(0, 0, 1), (13, 28), (11, 66), (0, 104, 1), (-11, 66), (-13, 28)])


@lru_cache(maxsize=32)
def daylight(style: str, seed: int, width: int, height: int) -> Field:
    """How much light is taken from each place (0..1): shadows of a branch, or of a window."""
    rng = np.random.default_rng(seed)
    scale = height / 800
    if style in LEAFY:
        shapes = [shape * scale for shape in _branches(rng)]
        return blur(fill(shapes, (0, 0), (width, height)), 7 * scale) * np.float32(0.20)
    panes = fill([p * scale for p in _panes(rng)], (0, 0), (width, height))
    return (1 - blur(panes, 6 * scale)) * np.float32(0.13)


def _branches(rng: np.random.Generator) -> list[Points]:
    shapes = []
    for stem in range(3):
        start = np.array([640.0 - 30 * stem, -60 + 150 * stem])
        way = np.array([-0.86 + 0.1 * rng.random(), 0.42 + 0.2 * rng.random()])
        for k in range(9):
            root = start + way * (44 + 34 * k)
            for side in (-1, 1):
                shapes.append(_leaf(root, np.arctan2(way[1], way[0]) + side * 0.75, rng))
    return shapes


def _leaf(root: Points, angle: float, rng: np.random.Generator) -> Points:
    turn = angle - np.pi / 2 + 0.25 * rng.standard_normal()
    c, s = np.cos(turn), np.sin(turn)
    leaf: Points = LEAF @ np.array([[c, s], [-s, c]]) * (0.75 + 0.35 * rng.random()) + root
    return leaf


def _panes(rng: np.random.Generator) -> list[Points]:
    x0, y0, slant = 90 + 90 * rng.random(), 40 + 60 * rng.random(), 0.32
    shapes = []
    for i in range(2):
        for j in range(3):
            x, y = x0 + 196 * i, y0 + 226 * j
            corners = [(x, y), (x + 180, y + 30), (x + 180, y + 240), (x, y + 210)]
            shapes.append(np.array([(a + slant * b - 80, b) for a, b in corners]))
    return shapes
