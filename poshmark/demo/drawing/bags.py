"""Bags: tote, shoulder, crossbody, bucket, clutch, backpack, belt bag."""

import numpy as np

from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, curve, ellipse, mirror
from .jackets import zipper
from .registry import garment
from .sketch import Panel, Sketch


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
    knots = mirror(half)
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
        mirror(SHOULDER_BAG_FLAP),
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
