"""Soft bags: bucket, clutch, backpack, belt bag."""

import numpy as np

from .bags import _bag
from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, ellipse, mirror
from .jackets import buckle, zipper
from .registry import garment
from .sketch import Sketch

BUCKET_BAG_BODY: list[Knot] = [
    (0, 352), (80, 346), (146, 326, C), (138, 400), (158, 520), (164, 610), (140, 640), (0, 650),
]  # fmt: skip


@garment("bucket bag", fabric="suede", hold="floor", focus=(40, 430, 2.0))
def bucket_bag(s: Sketch) -> None:
    """A drawstring bucket bag."""
    s.strip(
        [(-128, 360), (-140, 240), (-70, 120), (0, 96), (70, 120), (140, 240), (128, 360)],
        18,
        "trim",
        lift=4,
    )
    s.shape([(-140, 330), (0, 312), (140, 330), (0, 366)], "lining", tone=0.5, lift=0)
    body = _bag(
        s,
        BUCKET_BAG_BODY,
    )
    for x in np.linspace(-126, 126, 11):
        body.fold((x, 344), (x * 0.98, 390), (x * 1.06, 470 + s.wobble(30)), width=11, depth=0.9)
    body.stitch((-160, 600), (0, 612), (160, 600))
    cord: list[Knot] = [(-138, 386), (-70, 398), (0, 402), (70, 398), (138, 386)]
    s.strip(cord, 7, "trim", lift=3)
    if s.back:
        body.seam((-90, 470), (0, 474), (90, 470), width=3)
    for side, end in () if s.back else ((-1, 500), (1, 520)):
        s.strip([(side * 8, 402), (side * 18, 450), (side * 14, end)], 6, "trim", lift=3)
        s.strip([(side * 14, end - 6), (side * 15, end + 34)], 14, "trim", lift=3).fold(
            (side * 14, end), (side * 15, end + 30), width=4, depth=-1
        )
    for side in SIDES:
        s.button(side * 130, 372, 8, "metal")


CLUTCH_FLAP: list[Knot] = [
    (-204, 416, C), (204, 416, C), (208, 432), (150, 480), (14, 560), (0, 564), (-14, 560),
    (-150, 480), (-208, 432),
]  # fmt: skip


@garment("clutch", fabric="leather", hold="floor", focus=(0, 500, 1.9))
def clutch(s: Sketch) -> None:
    """An envelope clutch with a wrist strap."""
    s.strip(
        [(196, 470), (236, 520), (224, 600), (196, 640), (186, 600), (206, 540)], 12, "trim", lift=3
    )
    _bag(
        s,
        [(0, 420), (196, 418, C), (206, 430), (208, 610), (200, 622, C), (0, 628)],
        crumple=0.3,
        bulge=0.6,
    )
    if s.back:
        zipper(s, [(-120, 470), (120, 470)], 6)
        return
    piece = s.shape(CLUTCH_FLAP, lift=6, body=40, bulge=0.5, roll=4, crumple=0.3)
    piece.stitch((-192, 432), (-146, 472), (0, 552), (146, 472), (192, 432))
    s.panel(ellipse(0, 540, 13, 13), "metal", lift=3, body=10, roll=4, crumple=0)
    s.panel(ellipse(0, 540, 8, 8), "metal", lift=0, body=6, roll=3, tone=0.85)


BACKPACK_STITCHES: list[Knot] = [
    (-30, 334, C), (30, 334, C), (30, 352, C), (-30, 352, C), (-30, 334),
]  # fmt: skip


@garment("backpack", fabric="canvas", hold="floor", focus=(0, 420, 1.9))
def backpack(s: Sketch) -> None:
    """A rucksack with a front pocket and padded straps."""
    s.strip([(-34, 176), (-30, 138), (0, 124), (30, 138), (34, 176)], 16, "trim", lift=4)
    for side in SIDES:
        if not s.back:
            s.strip(
                sided([(120, 200), (186, 300), (192, 460), (150, 600)], side), 26, lift=4, tone=0.8
            )
    body = _bag(
        s,
        [(0, 160), (80, 166), (140, 210), (160, 320), (168, 560), (156, 626), (110, 646), (0, 650)],
        body=70,
        bulge=1.3,
    )
    if s.back:
        for side in SIDES:
            s.strip(
                sided([(40, 190), (104, 260), (118, 420), (96, 560), (140, 620)], side),
                40,
                lift=6,
                body=20,
            ).stitch(*sided([(54, 200), (90, 262), (103, 420), (84, 556)], side))
        s.shape(
            [(-60, 260), (60, 260), (64, 560), (-64, 560)], "lining", tone=0.9, lift=2, quilt=40
        )
        return
    body.seam((-156, 300), (-110, 236), (0, 216), (110, 236), (156, 300), width=2)
    zipper(s, [(-150, 306), (-108, 244), (0, 226), (108, 244), (150, 306)], 7)
    pocket: list[Knot] = [(0, 400), (100, 402), (130, 424), (136, 590), (110, 622), (0, 628)]
    s.shape(mirror(pocket), lift=4, body=40, bulge=1.1)
    zipper(s, [(-112, 432), (0, 426), (112, 432)], 6)
    s.shape(
        [(-34, 330, C), (34, 330, C), (34, 356, C), (-34, 356, C)], "trim", lift=1.5, bulge=0.1
    ).stitch(*BACKPACK_STITCHES)


BELT_BAG_HALF: list[Knot] = [
    (0, 340), (130, 342), (196, 362), (208, 400), (170, 480), (80, 516), (0, 520),
]  # fmt: skip


@garment("belt bag", fabric="nylon", hold="flat", focus=(0, 400, 1.8))
def belt_bag(s: Sketch) -> None:
    """A zipped bag on a webbing belt."""
    s.strip(
        [(-170, 380), (-240, 330), (-180, 262), (0, 236), (180, 262), (240, 330), (170, 380)],
        26,
        "black",
        lift=4,
    )
    body = s.shape(mirror(BELT_BAG_HALF), body=60, bulge=1.2, roll=8, lift=6)
    body.seam((-200, 386), (0, 380), (200, 386))
    zipper(s, [(-160, 378), (0, 372), (160, 378)], 8)
    if not s.back:
        body.seam((-140, 440), (0, 436), (140, 440), width=2.5)
        s.shape(
            [(-26, 462, C), (26, 462, C), (26, 480, C), (-26, 480, C)],
            "second",
            lift=1.5,
            bulge=0.1,
        )
    buckle(s, 120, 252, 34)
