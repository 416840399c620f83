"""Dresses that hang from straps: maxi, slip, evening gown."""

import numpy as np

from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, Points, loop, mirror
from .dresses import gathers, skirt, straps
from .registry import garment
from .sketch import Panel, Sketch


@garment("maxi dress", fabric="crepe", focus=(0, 240, 2.0), hang=(60, 94))
def maxi_dress(s: Sketch) -> None:
    """A tiered maxi sundress with straps."""
    if not s.back:
        s.shape(
            [(-86, 190, C), (86, 190, C), (80, 226), (0, 240), (-80, 226)],
            "lining",
            tone=0.65,
            lift=0,
        )
    straps(s, 72, 92, 200, 12)
    tiers = [((120, 540), (176, 706), 12), ((96, 400), (138, 548), 10), ((80, 296), (110, 408), 8)]
    for top, hem, waves in tiers:
        piece = skirt(s, top, hem, 4, waves, depth=4.5, sag=8)
        gathers(piece, s, top[0], top[1] + 3, 2 * waves, 46)
    dip = 206 if s.back else 214
    knots: list[Knot] = [
        (0, dip), (40, 194), (78, 184, C), (96, 206), (104, 226, C), (92, 262), (81, 300, C),
        (0, 305),
    ]  # fmt: skip
    body = s.panel(loop(mirror(knots)), bulge=1.2, lift=4)
    if s.back:
        for y in np.linspace(212, 296, 11):
            body.fold((-92, y), (0, y + 5), (92, y), width=6, depth=0.6)
    else:
        gathers(body, s, 80, 200, 10, 50)
    s.strip([(-79, 184), (-40, 194), (0, dip), (40, 194), (79, 184)], 9, lift=2)


def _bias(s: Sketch, dip: float, hem: float, train: float) -> Points:
    side: list[Knot] = [
        (62, 176, C), (84, 206), (92, 238, C), (84, 300), (76, 340), (92, 420), (104, 500),
        (106 + train * 0.2, 600), (112 + train, hem, C),
    ]  # fmt: skip
    bottom: list[Knot] = [(60, hem + 8), (0, hem + 12), (-60, hem + 8)]
    neck: list[Knot] = [(0, dip), (30, dip - 14)]
    return loop([*neck, *side, *bottom, *sided([*neck[1:], *side][::-1], -1)])


def _bias_folds(body: Panel, s: Sketch, hem: float) -> None:
    for side in SIDES:
        for k in range(3):
            line: list[Knot] = [
                (88 - 4 * k, 330 + 20 * k),
                (40, 380 + 30 * k),
                (-20 + s.wobble(20), 440 + 44 * k),
            ]
            body.fold(*sided(line, side), width=15, depth=0.45)
        line = [(40, 430), (56 + s.wobble(8), 560), (64, hem)]
        body.fold(*sided(line, side), width=22, depth=0.7)
        body.fold(
            *sided([(8, 460), (14 + s.wobble(8), 600), (20, hem)], side), width=18, depth=-0.6
        )


@garment("slip dress", fabric="satin", focus=(0, 240, 2.1), hang=(52, 86))
def slip_dress(s: Sketch) -> None:
    """A bias-cut satin slip with a cowl neck."""
    if not s.back:
        s.shape(
            [(-60, 178, C), (60, 178, C), (40, 220), (0, 240), (-40, 220)],
            "lining",
            tone=0.65,
            lift=0,
        )
    straps(s, 62, 84, 180, 4)
    dip = 236 if s.back else 214
    body = s.panel(_bias(s, dip, 676, 6), bulge=1.3, body=50, crumple=1.3)
    _bias_folds(body, s, 680)
    body.stitch((-112, 664), (0, 676), (112, 664))
    if not s.back:
        for k in range(4):
            wide, y = 58 - 5 * k, 192 + 11 * k
            body.fold((-wide, y - 8), (0, y + 34 + 9 * k), (wide, y - 8), width=11, depth=1.0)
    rim: list[Knot] = [(0, dip), (30, dip - 14), (62, 176)]
    s.strip([*sided(rim[:0:-1], -1), *rim], 5, lift=2)


@garment("evening gown", fabric="satin", focus=(0, 230, 2.0), hang=(57, 74))
def gown(s: Sketch) -> None:
    """A floor-length gown with a sweetheart neck and a full skirt."""
    if not s.back:
        s.shape([(-80, 158, C), (80, 158, C), (70, 200), (-70, 200)], "lining", tone=0.6, lift=0)
    if s.chance(0.5):
        straps(s, 68, 70, 166, 6)
    piece = skirt(s, (72, 330), (212, 716), -24, 7, depth=12, sag=14)
    gathers(piece, s, 72, 333, 9, 110)
    neck: list[Knot] = (
        [(0, 190, C), (26, 164), (52, 154), (84, 172, C)]
        if not s.back
        else [(0, 210), (40, 196), (84, 172, C)]
    )
    side: list[Knot] = [(88, 200), (84, 250), (74, 300), (72, 334, C), (40, 344), (0, 356)]
    body = s.panel(
        loop([*neck, *side, *sided([*neck[1:], *side[:-1]][::-1], -1)]), bulge=1.3, lift=4
    )
    for k in range(6):
        y = 214 + 19 * k
        body.fold((82 - k, y - 10), (10, y + 12), (-76, y + 36), width=11, depth=0.8)
    if s.back:
        body.seam((0, 210), (0, 346), width=1.8)
    s.strip([(-73, 328), (0, 346), (73, 328)], 11, "second", lift=3)
