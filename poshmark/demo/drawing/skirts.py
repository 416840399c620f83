"""Skirts and swimwear."""

import numpy as np

from .body import SIDES, sided
from .bottoms import Cut, waistband
from .curves import CORNER as C
from .curves import Knot, loop, mirror
from .dresses import gathers, skirt, straps
from .registry import garment
from .sketch import Panel, Sketch

CLOSE = (20.0, 250.0, 1.9)


@garment("mini skirt", fabric="denim", hold="clips", focus=(20, 320, 1.9), hang=(84, 224))
def mini_skirt(s: Sketch) -> None:
    """A straight A-line mini with pockets and a front closing."""
    ink = s.cloth("main").ink
    thread = "c9924f" if ink[2] > ink[0] * 1.05 else None
    half: list[Knot] = [(0, 232), (116, 220, C), (150, 320), (178, 560, C), (90, 572), (0, 574)]
    body = s.panel(loop(mirror(half)), bulge=1.3, body=56)
    body.stitch((-176, 548), (0, 560), (176, 548), thread=thread)
    for side in SIDES:
        scoop = [(60, 238), (70, 280), (140, 300)]
        if not s.back:
            body.seam(*sided(scoop, side), width=1.8).stitch(
                *sided([(x - 4, y + 5) for x, y in scoop], side), thread=thread
            )
        body.fold(*sided([(140, 330), (100, 352), (50, 350)], side), width=14, depth=0.5)
        body.fold(*sided([(70, 420), (84, 500), (88, 570)], side), width=24, depth=0.5)
    body.seam((0, 236), (0, 400), (0, 574), width=1.6)
    body.stitch((7, 240), (7, 400), (7, 572), thread=thread)
    waistband(s, Cut(waist=117, top=222))
    if not s.back:
        for y in (234, 296, 352, 408, 464, 520):
            s.button(0, y, 6.5, "metal")


@garment("pleated skirt", fabric="crepe", hold="clips", focus=CLOSE, hang=(64, 166))
def pleated_skirt(s: Sketch) -> None:
    """A knife-pleated midi."""
    piece = skirt(s, (92, 170), (214, 660), 12, 22, depth=10, sharp=1.0, sag=12)
    _back_zip(s, piece, 160)
    band = s.strip([(-93, 166), (0, 173), (93, 166)], 28, lift=2)
    band.stitch((-92, 155), (0, 162), (92, 155))


@garment("maxi skirt", fabric="crepe", hold="clips", focus=CLOSE, hang=(60, 140))
def maxi_skirt(s: Sketch) -> None:
    """A gathered, tiered maxi."""
    tiers = [((142, 470), (196, 690), 12), ((112, 300), (158, 480), 10), ((86, 142), (124, 310), 8)]
    for top, hem, waves in tiers:
        piece = skirt(s, top, hem, 4, waves, depth=5.5, sag=8)
        gathers(piece, s, top[0], top[1] + 3, 2 * waves, 60)
    s.ribbing([(-86, 140), (0, 146), (86, 140)], 24, "main", lift=2)
    _back_zip(s, s.panels[-1], 130, 24)


SLIP_SKIRT_HALF: list[Knot] = [
    (0, 172), (88, 164, C), (124, 270), (134, 400), (158, 660, C), (80, 672), (0, 674),
]  # fmt: skip


@garment("slip skirt", fabric="satin", hold="clips", focus=CLOSE, hang=(62, 166))
def slip_skirt(s: Sketch) -> None:
    """A bias-cut satin midi."""
    body = s.panel(
        loop(mirror(SLIP_SKIRT_HALF)),
        bulge=1.3,
        body=54,
        crumple=1.2,
    )
    for side in SIDES:
        for k in range(3):
            line = [(120, 280 + 30 * k), (70, 330 + 34 * k), (-10, 380 + 60 * k)]
            body.fold(*sided(line, side), width=17, depth=0.22)
        body.fold(
            *sided([(44, 400), (66 + s.wobble(10), 540), (80, 672)], side), width=26, depth=0.7
        )
        body.fold(
            *sided([(10, 420), (18 + s.wobble(8), 560), (20, 672)], side), width=20, depth=-0.6
        )
    body.stitch((-156, 648), (0, 662), (156, 648))
    _back_zip(s, body, 164)
    s.strip([(-89, 164), (0, 173), (89, 164)], 22, lift=2)


def _back_zip(s: Sketch, piece: Panel, top: float, length: float = 150) -> None:
    """A seam down the middle of the back, closed at its top."""
    if s.back:
        piece.seam((0, top), (0, top + length / 2), (0, top + length), width=2.2)
        piece.stitch((6, top), (6, top + length / 2), (6, top + length))


@garment("swimsuit", fabric="spandex", hold="flat", focus=(0, 300, 1.9))
def swimsuit(s: Sketch) -> None:
    """A one-piece with thin straps."""
    if not s.back:
        s.shape(
            [(-70, 230, C), (70, 230, C), (60, 280), (0, 310), (-60, 280)],
            "lining",
            tone=0.6,
            lift=0,
        )
    straps(s, 74, 110, 236, 11)
    dip = 380 if s.back else 286
    half: list[Knot] = [
        (0, dip), (44, dip - 30 - (30 if s.back else 0)), (74, 226, C), (92, 262), (112, 300, C),
        (98, 370), (96, 420), (118, 500), (130, 560, C), (86, 590), (50, 640), (30, 690, C),
        (0, 698),
    ]  # fmt: skip
    body = s.panel(loop(mirror(half)), bulge=1.6, body=50, crumple=0.5)
    for side in SIDES:
        body.fold(*sided([(110, 306), (80, 340), (40, 352)], side), width=16, depth=0.5)
        body.fold(*sided([(94, 420), (50, 436), (0, 430)], side), width=14, depth=0.4)
        s.strip(sided([(131, 558), (86, 588), (49, 640), (29, 692)], side), 7, lift=1)
        s.strip(sided([(74, 226), (92, 262), (112, 302)], side), 7, lift=1)
    rim = half[:3]
    s.strip([*sided(rim[:0:-1], -1), *rim], 8, lift=2)


BIKINI_HALF: list[Knot] = [
    (0, 470), (80, 462), (150, 446, C), (158, 478, C), (96, 520), (52, 580), (32, 622, C),
    (0, 630),
]  # fmt: skip
BIKINI_CUP: list[Knot] = [
    (4, 312, C), (30, 268), (70, 214, C), (104, 260), (132, 308, C), (70, 330),
]  # fmt: skip


@garment("bikini", fabric="spandex", hold="flat", focus=(0, 270, 1.9))
def bikini(s: Sketch) -> None:
    """A two-piece with ties."""
    for side in SIDES:
        low = 316 if s.back else 220
        s.strip(sided([(60, 110), (68, 160), (70, low)], side), 6, lift=2)
        s.strip(sided([(128, 308), (160, 306), (190, 316)], side), 9, lift=2)
    if s.back:
        s.strip([(-190, 312), (0, 322), (190, 312)], 14, lift=2)
    for side in SIDES if not s.back else ():
        piece = s.shape(sided(BIKINI_CUP, side), bulge=1.8, body=30, crumple=0.4, lift=3)
        for k in range(4):
            piece.fold(*sided([(30 + 20 * k, 322), (40 + 16 * k, 296)], side), width=8, depth=0.6)
    body = s.panel(loop(mirror(BIKINI_HALF)), bulge=1.5, body=44, crumple=0.4)
    for x in np.linspace(-90, 90, 5):
        body.fold((x, 476), (x * 0.9, 500), width=9, depth=0.4)
    for side in SIDES:
        s.strip(sided([(150, 462), (168, 500), (160, 560)], side), 6, lift=2)
        s.strip(sided([(152, 462), (186, 490), (196, 540)], side), 6, lift=2)
        s.button(side * 152, 460, 8, "plain")
