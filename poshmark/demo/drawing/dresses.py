"""Dresses: mini, wrap, maxi, slip, gown, shirt dress."""

import numpy as np

from .body import SIDES, buttons, inside, sided
from .curves import CORNER as C
from .curves import Knot, loop, mirror
from .jackets import shirt_collar
from .registry import garment
from .sketch import Flutes, Panel, Sketch, Traits


def hem_wave(half: float, y: float, waves: float, depth: float, sag: float = 8) -> list[Knot]:
    """Knots of a fluted hem from right to left."""
    count = max(8, round(waves * 6))
    x = np.linspace(half, -half, count + 1)
    turn = (x + half) / (2 * half) * waves * 2 * np.pi
    rise = y + depth * np.sin(turn) + sag * (1 - (x / half) ** 2)
    knots: list[Knot] = [(float(a), float(b)) for a, b in zip(x, rise, strict=True)]
    return [(*knots[0], C), *knots[1:-1], (*knots[-1], C)]


def skirt(
    s: Sketch, top: tuple[float, float], hem: tuple[float, float], hip: float, waves: float,
    role: str = "main", **more: float,
) -> Panel:  # fmt: skip
    """A hanging skirt from (half width, y) at the top to (half width, y) at the hem.

    hip: how far its side bows out; waves: how many flutes; more: depth, sharp, sag, curve.
    """
    (a, y0), (b, y1) = top, hem
    middle = ((a + b) / 2 + hip, y0 + (y1 - y0) * 0.45)
    depth = more.get("depth", 5.0)
    dip = more.get("curve", 4.0)
    side: list[Knot] = [
        (a, y0, C),
        (a + (middle[0] - a) * 0.6, y0 + (middle[1] - y0) * 0.5),
        middle,
    ]
    hems = hem_wave(
        b, y1, waves, min(depth * 0.7, 5) * (0 if more.get("sharp") else 1), more.get("sag", 10)
    )
    outline = loop([(-a, y0, C), (0, y0 + dip), *side, *hems, *sided(side[:0:-1], -1)])
    flutes = Flutes(waves, depth, y0 + more.get("from", 0.0), y1, more.get("sharp", 0.0))
    apex = y0 - a * (y1 - y0) / max(b - a, 1.0) if b - a > 20 else None
    traits: Traits = {"flutes": flutes, "apex": apex, "bulge": 1.1, "body": 50}
    return s.panel(outline, role, **traits)


def gathers(piece: Panel, s: Sketch, half: float, y: float, count: int, reach: float) -> None:
    """Little folds fanning down from a gathered seam."""
    for x in np.linspace(-half * 0.94, half * 0.94, count):
        end = y + reach * (0.6 + 0.6 * s.rng.random())
        piece.fold((x, y), (x * 1.03, (y + end) / 2), (x * 1.08, end), width=6.5, depth=0.7)


def dart_folds(s: Sketch, piece: Panel, half: float, top: float) -> None:
    """Folds at the bust and towards the waist of a close bodice."""
    for side in SIDES:
        piece.fold(
            *sided([(half, top), (half * 0.72, top + 34), (half * 0.4, top + 40)], side),
            width=13,
            depth=0.6,
        )
        line = [(half * 0.5, top + 30), (half * 0.46, top + 70), (half * 0.44, top + 120)]
        piece.fold(*sided(line, side), width=12, depth=0.4)


def cap_sleeves(s: Sketch, knots: list[Knot], **traits: float) -> None:
    """Short sleeves of a dress, gathered at the shoulder."""
    for side in SIDES:
        piece = s.shape(sided(knots, side), grain=-0.5 * side, body=26, lift=5)
        piece.flutes = Flutes(4, traits.get("depth", 2.5), knots[0][1] + 10, knots[0][1] + 120)
        for k in range(3):
            x = 108 + 14 * k
            piece.fold(
                *sided([(x, 150 + 6 * k), (x + 14, 190 + 6 * k), (x + 18, 220)], side),
                width=8,
                depth=0.6,
            )


MINI_DRESS_PUFF: list[Knot] = [
    (100, 146, C), (140, 142), (186, 176), (204, 236), (190, 262, C), (150, 268, C), (122, 240),
    (112, 200),
]  # fmt: skip
MINI_DRESS_SIDE: list[Knot] = [
    (96, 146), (132, 160, C), (118, 200), (116, 240), (122, 272, C), (104, 330), (93, 372, C),
    (0, 377),
]  # fmt: skip


@garment("mini dress", fabric="crepe", focus=(0, 250, 2.0), hang=(70, 140))
def mini_dress(s: Sketch) -> None:
    """A short dress with puff sleeves, a fitted bodice and a flared skirt."""
    dip = 160 if s.back else 210
    inside(s, 62, 136, dip - 6)
    cap_sleeves(s, MINI_DRESS_PUFF)
    for side in SIDES:
        s.strip(sided([(148, 266), (170, 268), (192, 259)], side), 13, lift=3)
    piece = skirt(s, (92, 370), (176, 616), 14, 8, depth=6)
    gathers(piece, s, 92, 372, 13, 60)
    square: list[Knot] = [(0, dip), (50, dip - 2), (60, dip - 10, C), (64, 136, C)]
    knots = [*square, *MINI_DRESS_SIDE, *sided([*square[1:], *MINI_DRESS_SIDE[:-1]][::-1], -1)]
    body = s.panel(loop(knots), bulge=1.2, lift=2)
    dart_folds(s, body, 120, 286)
    _bodice_trim(s, dip)


def _bodice_trim(s: Sketch, dip: float) -> None:
    s.strip([(-93, 372), (0, 378), (93, 372)], 12, lift=2)
    if s.back:
        s.panels[-2].seam((0, dip), (0, 370), width=1.6)
    else:
        buttons(s, 0, dip + 30, 350, 5, 4)


WRAP_DRESS_FLUTTER: list[Knot] = [
    (98, 118, C), (140, 128), (182, 190), (204, 268), (176, 292), (142, 288, C), (122, 240),
    (112, 180),
]  # fmt: skip


@garment("wrap dress", fabric="crepe", focus=(0, 270, 2.0), hang=(50, 108))
def wrap_dress(s: Sketch) -> None:
    """A midi wrap dress tied at the waist."""
    inside(s, 52, 104, 150)
    if not s.back:
        s.shape(
            [(-50, 104, C), (50, 104, C), (24, 260), (0, 300), (-24, 260)],
            "lining",
            tone=0.6,
            lift=0,
        )
    cap_sleeves(s, WRAP_DRESS_FLUTTER, depth=5)
    piece = skirt(s, (84, 344), (172, 694), 20, 6, depth=7, sag=16)
    gathers(piece, s, 84, 346, 9, 90)
    if s.back:
        knots = _wrap_half(0, 118)
        body = s.panel(loop(mirror(knots)), bulge=1.2)
        dart_folds(s, body, 116, 252)
    else:
        for side in (-1, 1):
            _wrap_side(s, side)
        edge = [(-30, 350), (6, 450), (40, 560), (56, 700)]
        piece.fold(*edge, width=9, depth=1.2).seam(*edge, width=1.6)
    _sash(s, 348)


def _wrap_half(x: float, dip: float) -> list[Knot]:
    return [
        (x, dip), (46, 106, C), (92, 116), (132, 132, C), (118, 176), (116, 216), (120, 250, C),
        (100, 300), (86, 346, C), (0, 352),
    ]  # fmt: skip


def _wrap_side(s: Sketch, side: int) -> None:
    knots: list[Knot] = [
        (46, 106, C), (92, 116), (132, 132, C), (118, 176), (116, 216), (120, 250, C), (100, 300),
        (86, 348, C), (0, 352), (-70, 350, C), (-44, 300), (0, 216), (34, 150),
    ]  # fmt: skip
    body = s.shape(sided(knots, side), lift=4, bulge=1.0)
    for k in range(4):
        line = [(108 - 10 * k, 236 + 24 * k), (50 - 8 * k, 300 + 12 * k), (-30, 338 + 3 * k)]
        body.fold(*sided(line, side), width=11, depth=0.7)
    s.strip(sided([(47, 106), (33, 150), (0, 216), (-44, 300), (-68, 348)], side), 9, lift=2)


def _sash(s: Sketch, y: float) -> None:
    belt = s.strip([(-86, y - 2), (0, y + 4), (86, y - 2)], 26, lift=4, bulge=0.6)
    for off in (-5, 4):
        belt.fold((-80, y - 2 + off), (0, y + 4 + off), (80, y - 1 + off), width=6, depth=0.5)
    if s.back:
        return
    for end, side in (((-72, 500), -1), ((-34, 530), 1)):
        tail = s.strip([(-54, y + 2), (-58 + side * 6, y + 70), end], 20, lift=4, body=14)
        tail.fold((-54, y + 10), (-58 + side * 6, y + 70), end, width=8, depth=0.8)
    for turn in (-1, 1):
        wing: list[Knot] = [
            (-54, y, C), (-54 + turn * 40, y - 20), (-54 + turn * 62, y - 2),
            (-54 + turn * 50, y + 20), (-54 + turn * 20, y + 10),
        ]  # fmt: skip
        s.shape(wing, lift=4, body=12).fold(
            (-54 + turn * 8, y), (-54 + turn * 48, y), width=8, depth=-0.9
        )
    s.shape([(-65, y - 13), (-43, y - 12), (-42, y + 13), (-66, y + 13)], lift=4, body=9)


def straps(s: Sketch, x: float, top: float, bottom: float, width: float = 7) -> None:
    """Two shoulder straps."""
    for side in SIDES:
        s.strip(
            sided([(x * 0.82, top), (x * 0.93, (top + bottom) / 2), (x, bottom)], side),
            width,
            lift=3,
        )


SHIRT_DRESS_SLEEVE: list[Knot] = [
    (104, 162, C), (152, 180), (182, 230), (196, 300, C), (142, 316, C), (130, 270), (120, 220),
]  # fmt: skip


@garment("shirt dress", fabric="poplin", focus=(0, 220, 2.0), hang=(54, 152))
def shirt_dress(s: Sketch) -> None:
    """A belted midi shirt dress."""
    if not s.back:
        s.shape(
            [(-50, 128, C), (50, 128, C), (40, 190), (0, 230), (-40, 190)],
            "lining",
            tone=0.65,
            lift=0,
        )
    for side in SIDES:
        s.shape(sided(SHIRT_DRESS_SLEEVE, side), grain=-0.35 * side, body=26, lift=5).fold(
            *sided([(140, 270), (164, 262), (184, 240)], side), width=12, depth=0.6
        )
        s.strip(sided([(142, 306), (168, 302), (196, 290)], side), 20, lift=2)
    piece = skirt(s, (94, 392), (164, 690), 16, 6, depth=6)
    gathers(piece, s, 94, 394, 9, 70)
    half: list[Knot] = [
        (0, 164 if s.back else 208), (50, 150, C), (96, 160), (140, 178, C), (126, 226), (124, 262),
        (130, 298, C), (110, 350), (95, 396, C), (0, 400),
    ]  # fmt: skip
    body = s.panel(loop(mirror(half)), bulge=1.2)
    dart_folds(s, body, 128, 306)
    if not s.back:
        s.strip([(0, 208), (0, 440), (0, 700)], 22, lift=1.5, bulge=0.05, roll=1.5)
        buttons(s, 0, 250, 650, 9, 4.5)
    s.strip([(-96, 392), (0, 398), (96, 392)], 18, "hide", lift=4)
    shirt_collar(s, 66)
