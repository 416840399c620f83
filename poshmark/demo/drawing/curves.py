"""Smooth outlines: knots in, polygons out. Lengths are design units (a page is 600 x 800)."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Knot = tuple[float, ...]
CORNER = 1.0


def _run(knots: Points, step: float) -> Points:
    """A smooth open curve through the knots (Catmull-Rom with centripetal spacing)."""
    if len(knots) < 3:
        return knots
    chords = np.sqrt(np.hypot(*np.diff(knots, axis=0).T)) + 1e-6
    at = np.concatenate([[0.0], np.cumsum(chords)])
    slopes = np.gradient(knots, at, axis=0, edge_order=2)
    counts = np.maximum(2, (chords**2 / step).astype(int))
    pieces = [_hermite(knots, slopes, chords, i, n) for i, n in enumerate(counts)]
    return np.concatenate([*pieces, knots[-1:]])


def _hermite(knots: Points, slopes: Points, chords: Points, i: int, count: int) -> Points:
    t = np.linspace(0.0, 1.0, count, endpoint=False)[:, None]
    a, b = knots[i], knots[i + 1]
    m, n = slopes[i] * chords[i], slopes[i + 1] * chords[i]
    curve: Points = (
        (2 * t**3 - 3 * t**2 + 1) * a
        + (t**3 - 2 * t**2 + t) * m
        + (3 * t**2 - 2 * t**3) * b
        + (t**3 - t**2) * n
    )
    return curve


def curve(knots: Iterable[Knot], step: float = 4.0) -> Points:
    """An open line through the knots; a knot with a third member is a sharp corner."""
    listed = list(knots)
    points = np.array([k[:2] for k in listed], dtype=np.float64)
    cuts = [0, *(i for i, k in enumerate(listed[1:-1], 1) if len(k) > 2), len(listed) - 1]
    runs = [_run(points[a : b + 1], step) for a, b in itertools.pairwise(cuts) if b > a]
    return np.concatenate([run[:-1] for run in runs] + [points[-1:]])


def loop(knots: Sequence[Knot], step: float = 4.0) -> Points:
    """A closed outline through the knots, smooth everywhere but at corners."""
    corner = next((i for i, k in enumerate(knots) if len(k) > 2), None)
    if corner is not None:
        turned = [*knots[corner:], *knots[: corner + 1]]
        return curve(turned, step)[:-1]
    ring = np.array([*knots[-3:], *knots, *knots[:3]], dtype=np.float64)
    whole = _run(ring, step)
    first = int(np.argmin(np.hypot(*(whole - ring[3]).T)[: len(whole) // 2]))
    tail = whole[len(whole) // 2 :]
    last = len(whole) // 2 + int(np.argmin(np.hypot(*(tail - ring[3]).T)))
    return whole[first:last]


def mirror(half: Sequence[Knot]) -> list[Knot]:
    """Knots of a symmetric outline from its right half, listed from the top middle down."""
    left = [(-k[0], *k[1:]) for k in reversed(half) if k[0] != 0.0]
    return [*half, *left]


def flip(knots: Iterable[Knot]) -> list[Knot]:
    """The same knots on the other side of the middle line."""
    return [(-k[0], *k[1:]) for k in knots]


def ribbon(knots: Iterable[Knot], width: float, end: float | None = None) -> Points:
    """The outline of a band of this width laid along the knots (`end`: width at its end)."""
    line = curve(knots)
    along = np.gradient(line, axis=0)
    along /= np.hypot(*along.T)[:, None] + 1e-9
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    reach = np.linspace(width, width if end is None else end, len(line))[:, None] / 2
    return np.concatenate([line + normal * reach, (line - normal * reach)[::-1]])


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Points:
    """An ellipse about (x, y), turned by so many radians."""
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    px, py = rx * np.cos(t), ry * np.sin(t)
    c, s = np.cos(turn), np.sin(turn)
    return np.stack([x + px * c - py * s, y + px * s + py * c], axis=1)


def box(x: float, y: float, w: float, h: float, radius: float = 3.0) -> Points:
    """A rectangle about (x, y) with rounded corners."""
    t = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    sx, sy = np.sign(np.cos(t + 1e-9)), np.sign(np.sin(t + 1e-9))
    r = min(radius, w / 2, h / 2)
    return np.stack(
        [x + sx * (w / 2 - r) + r * np.cos(t), y + sy * (h / 2 - r) + r * np.sin(t)], axis=1
    )
