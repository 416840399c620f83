"""Parts that garments for the upper body share: sleeves, the inside of a neck, folds, plackets."""

from collections.abc import Sequence
from typing import Unpack

from .curves import CORNER as C
from .curves import Knot, flip, loop
from .sketch import Panel, Sketch, Traits

SIDES = (1, -1)
LONG_SLEEVE: list[Knot] = [
    (112, 168, C), (152, 181), (184, 236), (204, 350), (222, 470), (230, 566, C), (188, 572, C),
    (178, 480), (158, 380), (138, 312), (126, 240),
]  # fmt: skip


def sided(knots: Sequence[Knot], side: int) -> list[Knot]:
    """Knots of the right side, or mirrored to the left (side -1)."""
    return list(knots) if side == 1 else flip(knots)


def inside(s: Sketch, neck: float, top: float, dip: float, role: str = "lining") -> None:
    """The dark inside of the back seen through a neck opening, with its label."""
    if s.back:
        return
    s.shape(
        [(-neck, top, C), (0, top + 12), (neck, top, C), (neck * 0.8, dip + 14), (0, dip + 30),
         (-neck * 0.8, dip + 14)], role, tone=0.70, lift=0, bulge=0.2, crumple=0.3,
    )  # fmt: skip
    label = [(-13, top + 16, C), (13, top + 16, C), (12, top + 33, C), (-12, top + 33, C)]
    s.shape(list(label), "label", lift=1, bulge=0, roll=1, crumple=0)


def sleeves(
    s: Sketch, knots: Sequence[Knot], slant: float, **traits: Unpack[Traits]
) -> list[Panel]:
    """Both sleeves, right one first, from the right one's knots."""
    pair = []
    for side in SIDES:
        relief: Traits = {"body": 24, "bulge": 1.0, "lift": 5, "grain": -slant * side}
        relief.update(traits)
        pair.append(s.shape(sided(knots, side), **relief))
    return pair


def long_sleeves(
    s: Sketch, knots: Sequence[Knot] = LONG_SLEEVE, **traits: Unpack[Traits]
) -> list[Panel]:
    """Long sleeves creased at the elbow."""
    arms = sleeves(s, knots, 0.16, **traits)
    for side, arm in zip(SIDES, arms, strict=True):
        elbow_folds(s, arm, side)
    return arms


def elbow_folds(s: Sketch, arm: Panel, side: int) -> None:
    """Creases of a bent arm, and of the cloth gathered above the cuff."""
    for k, (y, deep) in enumerate(((330, 0.5), (372, 0.7), (410, 0.65), (452, 0.5), (508, 0.45))):
        inner, outer = 152 + k * 7, 208 + k * 4
        tilt = s.wobble(12) + 26 - 12 * k
        start, middle = (side * inner, y), (side * (inner + 26), y - tilt * 0.3)
        arm.fold(start, middle, (side * outer, y - tilt), width=10 + s.wobble(2), depth=deep)
    arm.fold((side * 146, 300), (side * 164, 262), (side * 168, 214), width=14, depth=0.5)
    arm.fold((side * 196, 250), (side * 206, 340), (side * 214, 420), width=16, depth=0.3)


def cuffs(s: Sketch, depth: float = 26, role: str = "plain", ribbed: bool = True) -> None:
    """Cuffs closing long sleeves."""
    for side in SIDES:
        line: list[Knot] = [(side * 186, 568), (side * 208, 569), (side * 231, 562)]
        lay = s.ribbing if ribbed else s.strip
        lay(line, depth, role, lift=2)


def bodice(
    dip: float, neck: float, hem: float, width: float, waist: float = 0.0, tuck: float = 0.0
) -> list[Knot]:
    """Knots of a torso: neck opening to `dip`, down to `hem`; width is half of it.

    The waist is so much slimmer; the hem is tucked in so far (under a ribbed band).
    """
    slim = width - 4 - waist
    half: list[Knot] = [
        (neck, 150, C), (100, 162), (150, 181, C), (138, 226), (135, 268), (width - 2, 312, C),
        (slim, 400), (slim + waist * 0.35, 500), (width + 2 - tuck, hem - 8, C),
        (width * 0.55, hem - 1),
        (0, hem),
    ]  # fmt: skip
    return [
        (0, dip),
        (neck * 0.57, dip - 9),
        *half,
        *flip(half[:-1][::-1]),
        (-neck * 0.57, dip - 9),
    ]


def torso(s: Sketch, knots: list[Knot], hem: float, half: float, **traits: Unpack[Traits]) -> Panel:
    """A body panel with armhole seams and the folds of hanging cloth."""
    relief: Traits = {"bulge": 1.25}
    relief.update(traits)
    body = s.panel(loop(knots), **relief)
    for side in SIDES:
        armhole = [(150, 183), (138, 228), (135, 270), (half, 310)]
        body.seam(*sided(armhole, side))
        _armpit_folds(s, body, side, half)
        _hem_folds(s, body, side, hem, half)
    return body


def _armpit_folds(s: Sketch, body: Panel, side: int, half: float) -> None:
    for k in range(3):
        x, reach = side * half, 56 + 36 * k + s.wobble(16)
        start = (x * (0.97 - 0.04 * k), 318 + 24 * k)
        end = (x * (0.60 - 0.08 * k) + s.wobble(12), 318 + reach)
        bend = ((start[0] + end[0]) / 2 + side * 8, (start[1] + end[1]) / 2)
        body.fold(start, bend, end, width=11 + 3 * k, depth=0.8 - 0.15 * k)
    body.fold((side * 60, 190), (side * 92, 240), (side * 112, 300), width=20, depth=0.25)


def _hem_folds(s: Sketch, body: Panel, side: int, hem: float, half: float) -> None:
    for k in range(2):
        x = side * half * (0.35 + 0.4 * k) + s.wobble(14)
        high = hem - 110 - 70 * s.rng.random()
        line = (x - side * 8, high), (x, (high + hem) / 2), (x + side * 10, hem - 6)
        body.fold(*line, width=22, depth=0.4)


def buttons(s: Sketch, x: float, top: float, bottom: float, count: int, size: float = 5) -> None:
    """A column of buttons."""
    for k in range(count):
        s.button(x, top + (bottom - top) * k / max(1, count - 1), size)


def patch(s: Sketch, x: float, y: float, w: float, h: float, role: str = "main") -> Panel:
    """A patch pocket about (x, y), topstitched."""
    a, b = w / 2, h / 2
    shape: list[Knot] = [
        (x - a, y - b, C), (x + a, y - b, C), (x + a, y + b - 8, C), (x, y + b, C),
        (x - a, y + b - 8, C),
    ]  # fmt: skip
    piece = s.shape(shape, role, lift=1.5, bulge=0.06, roll=1.5, crumple=0.5)
    inner = [(x - a + 3, y - b + 9, C), (x + a - 3, y - b + 9, C)]
    piece.seam(*inner, width=1, depth=0.5)
    return piece.stitch(
        (x - a + 3, y - b, C), (x - a + 3, y + b - 10, C), (x, y + b - 4, C),
        (x + a - 3, y + b - 10, C), (x + a - 3, y - b, C),
    )  # fmt: skip
