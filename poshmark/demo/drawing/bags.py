"""Bags: tote, shoulder, crossbody, bucket, clutch, backpack, belt bag."""

import numpy as np

from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, curve, ellipse
from .jackets import buckle, zipper
from .registry import garment
from .sketch import Panel, Sketch

CLOSE_UP = (60.0, 430.0, 2.0)


def chain(s: Sketch, knots: list[Knot], size: float = 8.0, role: str = "metal") -> None:
    """Links along a line, every other one edge-on."""
    line = curve(knots)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    stops = np.arange(0, along[-1], size * 1.15)
    spots = np.stack([np.interp(stops, along, line[:, k]) for k in (0, 1)], axis=1)
    turns = np.interp(stops, along, np.unwrap(np.arctan2(*np.gradient(line, axis=0).T[::-1])))
    for k, ((x, y), turn) in enumerate(zip(spots, turns, strict=True)):
        thick = 0.62 if k % 2 else 0.3
        holes = [ellipse(x, y, size * 0.5, size * 0.3, turn)] if k % 2 else []
        rim = ellipse(x, y, size * 0.85, size * thick, turn)
        s.panel(rim, role, holes=holes, roll=size * 0.25, bulge=0, lift=1.5, crumple=0)


def _bag(s: Sketch, half: list[Knot], **traits: float) -> Panel:
    knots = [*half, *sided(half[1:-1][::-1], -1)]
    return s.shape(knots, body=traits.get("body", 60), bulge=traits.get("bulge", 1.0), roll=8,
                   lift=5, crumple=traits.get("crumple", 0.7), rests=True)  # fmt: skip


def _handles(s: Sketch, x: float, y: float, top: float, width: float = 16) -> None:
    """A pair of handles: the far one behind what comes next, the near one by `near_handle`."""
    s.strip(
        [
            (-x, y),
            (-x * 0.92, (y + top) / 2),
            (-x * 0.4, top),
            (x * 0.4, top),
            (x * 0.92, (y + top) / 2),
            (x, y),
        ],
        width,
        "trim",
        tone=0.72,
        lift=3,
        bulge=0.9,
    )


def near_handle(s: Sketch, x: float, y: float, top: float, width: float = 16) -> None:
    """The handle on the side of the viewer, with its tabs."""
    line: list[Knot] = [
        (-x, y + 36), (-x, y), (-x * 0.94, (y + top) / 2), (-x * 0.42, top + 14),
        (x * 0.42, top + 14), (x * 0.94, (y + top) / 2), (x, y), (x, y + 36),
    ]  # fmt: skip
    s.strip(line, width, "trim", lift=5, bulge=0.9)
    for side in SIDES:
        tab: list[Knot] = [
            (x - 13, y + 8, C), (x + 13, y + 8, C), (x + 13, y + 50, C), (x, y + 60, C),
            (x - 13, y + 50, C),
        ]  # fmt: skip
        piece = s.shape(sided(tab, side), "trim", lift=2, bulge=0.2, roll=2)
        piece.stitch(
            *sided(
                [
                    (x - 9, y + 12, C),
                    (x - 9, y + 48, C),
                    (x, y + 55, C),
                    (x + 9, y + 48, C),
                    (x + 9, y + 12, C),
                ],
                side,
            )
        )
        s.button(side * x, y + 26, 4, "metal")


TOTE_STITCHES: list[Knot] = [(-22, 376, C), (22, 376, C), (22, 388, C), (-22, 388, C), (-22, 376)]


@garment("tote bag", fabric="leather", hold="floor", focus=(80, 380, 2.0))
def tote(s: Sketch) -> None:
    """An open-topped tote."""
    _handles(s, 84, 330, 132)
    s.shape(
        [(-186, 312, C), (0, 300), (186, 312, C), (180, 340), (0, 346), (-180, 340)],
        "lining",
        tone=0.55,
        lift=0,
        bulge=-0.3,
    )
    body = _bag(
        s, [(0, 326), (190, 312, C), (200, 420), (184, 620), (172, 640, C), (90, 646), (0, 648)]
    )
    for side in SIDES:
        body.fold(*sided([(176, 330), (150, 430), (160, 560)], side), width=22, depth=0.5)
        body.fold(*sided([(110, 620), (60, 560), (40, 480)], side), width=24, depth=0.35)
        body.seam(*sided([(172, 322), (168, 480), (158, 640)], side))
    body.stitch((-186, 322), (0, 336), (186, 322))
    near_handle(s, 84, 318, 138)
    if not s.back:
        tag: list[Knot] = [(-26, 372, C), (26, 372, C), (26, 392, C), (-26, 392, C)]
        s.shape(tag, "trim", lift=1, bulge=0.1, roll=2).stitch(*TOTE_STITCHES)


SHOULDER_BAG_FLAP: list[Knot] = [
    (0, 366), (158, 366), (190, 388), (192, 470), (170, 506), (60, 530), (0, 534),
]  # fmt: skip


SHOULDER_BAG_STITCHES: list[Knot] = [
    (-184, 396, C), (-185, 468), (-165, 498), (-58, 522), (0, 526), (58, 522), (165, 498),
    (185, 468), (184, 396),
]  # fmt: skip


@garment("shoulder bag", fabric="leather", hold="floor", focus=(30, 470, 2.0))
def shoulder_bag(s: Sketch) -> None:
    """A flap bag on a chain."""
    chain(
        s, [(-150, 400), (-132, 250), (-60, 130), (0, 108), (60, 130), (132, 250), (150, 400)], 11
    )
    _bag(
        s,
        [(0, 372), (158, 372), (186, 392), (192, 560), (184, 610), (150, 626), (0, 630)],
        crumple=0.3,
    )
    if s.back:
        s.panels[-1].seam((-140, 440), (0, 446), (140, 440), width=3)
        return
    piece = s.shape(
        [*SHOULDER_BAG_FLAP, *sided(SHOULDER_BAG_FLAP[1:-1][::-1], -1)],
        lift=6,
        body=56,
        roll=7,
        crumple=0.3,
    )
    piece.stitch(
        *SHOULDER_BAG_STITCHES,
    )
    if s.chance(0.5):
        for k in range(-6, 7):
            piece.fold((k * 42 - 80, 372), (k * 42 + 80, 530), width=4, depth=-1.2)
            piece.fold((k * 42 + 80, 372), (k * 42 - 80, 530), width=4, depth=-1.2)
    plate: list[Knot] = [(-20, 508, C), (20, 508, C), (20, 546, C), (-20, 546, C)]
    s.shape(plate, "metal", lift=3, roll=3, body=8, crumple=0)
    s.shape(
        [(-6, 512, C), (6, 512, C), (6, 541, C), (-6, 541, C)], "metal", lift=2, roll=2, tone=0.8
    )


CROSSBODY_STITCHES: list[Knot] = [
    (-148, 452, C), (0, 444), (148, 452, C), (156, 590), (120, 618), (0, 621), (-120, 618),
    (-156, 590), (-148, 452),
]  # fmt: skip


@garment("crossbody bag", fabric="leather", hold="floor", focus=(0, 480, 2.0))
def crossbody(s: Sketch) -> None:
    """A zipped camera bag on a long strap."""
    s.strip(
        [(-152, 440), (-176, 300), (-120, 150), (0, 96), (120, 150), (176, 300), (152, 440)],
        17,
        "trim",
        lift=4,
    )
    s.shape(
        [(-150, 412), (0, 398), (150, 412), (160, 440), (-160, 440)], tone=0.85, lift=2, body=20
    )
    zipper(s, [(-128, 420), (0, 412), (128, 420)], 8)
    body = _bag(
        s,
        [(0, 430), (130, 430), (162, 450), (168, 580), (160, 612), (120, 630), (0, 632)],
        crumple=0.3,
    )
    body.stitch(
        *CROSSBODY_STITCHES,
    )
    if not s.back:
        pocket: list[Knot] = [(-116, 500), (116, 500), (122, 590), (0, 602), (-122, 590)]
        s.shape(pocket, lift=3, body=30, bulge=0.6, crumple=0.3)
        zipper(s, [(-96, 516), (96, 516)], 6)
        s.strip([(-92, 520), (-94, 556), (-90, 588)], 9, "trim", lift=3)
    for side in SIDES:
        ring = ellipse(side * 156, 444, 13, 15)
        s.panel(ring, "metal", holes=[ellipse(side * 156, 444, 8, 10)], roll=3, bulge=0, lift=2)


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
    for side, end in ((-1, 500), (1, 520)):
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
    s.shape([*pocket, *sided(pocket[1:-1][::-1], -1)], lift=4, body=40, bulge=1.1)
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
    body = s.shape(
        [*BELT_BAG_HALF, *sided(BELT_BAG_HALF[1:-1][::-1], -1)], body=60, bulge=1.2, roll=8, lift=6
    )
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
