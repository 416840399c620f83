"""Accessories: belt, hats, sunglasses, scarf, jewellery, watch, tie."""

import numpy as np

from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, ellipse, loop, mirror
from .jackets import buckle
from .registry import garment
from .sketch import Sketch


@garment("belt", fabric="leather", hold="flat", focus=(0, 480, 1.8))
def belt(s: Sketch) -> None:
    """A leather belt lying closed in a loop."""
    far = _arc(-np.pi * 0.98, np.pi * 0.0)
    s.strip(far, 46, "lining", tone=0.72, lift=3, crumple=0.3)
    near = _arc(np.pi * 1.02, -np.pi * 0.02)
    band = s.strip(near, 50, lift=6, roll=6, crumple=0.4)
    for off in (-18, 18):
        band.stitch(*[(x, y + off) for x, y in near])
    if s.back:
        s.strip([(86, 436), (84, 498)], 18, lift=4)
        return
    for k in range(5):
        s.panel(
            ellipse(58 + 26 * k, 471 - 3 * k - k * k * 0.7, 3, 3),
            "black",
            lift=0,
            bulge=0,
            tone=0.6,
        )
    buckle(s, 0, 472, 74)
    s.strip([(-52, 442), (-54, 500)], 15, lift=3)


def _arc(start: float, stop: float) -> list[Knot]:
    angles = np.linspace(start, stop, 13)
    return [(float(210 * np.cos(a)), float(400 + 74 * np.sin(a))) for a in angles]


LENS_OUTER: list[Knot] = [
    (20, 396), (60, 366), (150, 362), (206, 380), (202, 440), (160, 488), (90, 492), (36, 460),
]  # fmt: skip
LENS_INNER: list[Knot] = [
    (34, 402), (68, 380), (148, 376), (191, 390), (187, 436), (152, 475), (94, 478), (48, 452),
]  # fmt: skip


def _lens(s: Sketch, side: int, round_: bool) -> None:
    x = side * 108
    if round_:
        rim, glass = ellipse(x, 424, 86, 78), ellipse(x, 424, 74, 66)
    else:
        rim, glass = loop(sided(LENS_OUTER, side)), loop(sided(LENS_INNER, side))
    s.panel(glass, "lens", lift=0, bulge=0.3, body=40, crumple=0)
    s.panel(rim, holes=[glass], lift=5, roll=5, bulge=0, crumple=0)


@garment("sunglasses", fabric="patent", hold="flat", focus=(90, 425, 2.0))
def sunglasses(s: Sketch) -> None:
    """Acetate sunglasses, folded open."""
    round_ = s.rng.random() < 0.4
    if not s.back:
        _arms(s)
    for side in SIDES:
        _lens(s, side, round_)
        glare: list[Knot] = [(70, 392), (100, 384), (66, 456), (54, 440)]
        s.shape(
            sided(glare, 1) if side == 1 else [(k[0] - 216, *k[1:]) for k in glare],
            "glare",
            lift=0,
            bulge=0,
            roll=1,
        )
        s.button(side * 196, 388, 3.5, "metal")
    s.strip([(-32, 408), (0, 396), (32, 408)], 14, lift=4)
    if s.back:
        _arms(s)


def _arms(s: Sketch) -> None:
    for side in SIDES:
        arm: list[Knot] = [(200, 392), (226, 360), (196, 318), (120, 306)]
        s.strip(sided(arm, side), 13, tone=0.85, lift=4)


@garment("scarf", fabric="fine knit", hold="flat", focus=(30, 330, 1.8))
def scarf(s: Sketch) -> None:
    """A scarf looped once, with fringed ends."""
    for x, low, turn in ((70, 640, 0.04), (-52, 690, -0.03)):
        for k in range(17):
            fx = x - 62 + 7.8 * k
            s.strip(
                [(fx, low - 6), (fx + s.wobble(3), low + 20), (fx + s.wobble(5), low + 42)],
                4.5,
                lift=1,
            )
        tail: list[Knot] = [
            (x - 44, 250), (x + 44, 250), (x + 60, 420), (x + 66, low, C), (x, low + 4),
            (x - 66, low, C), (x - 58, 420),
        ]  # fmt: skip
        piece = s.shape(tail, body=34, bulge=1.0, lift=7, grain=turn)
        for off in (-26, 4, 30):
            piece.fold(
                (x + off * 0.7, 270), (x + off, 430), (x + off * 1.3, low - 20), width=20, depth=0.6
            )
    rings: list[list[Knot]] = [
        [(-116, 190), (0, 150), (116, 190), (128, 250), (60, 300), (0, 310), (-60, 300),
         (-128, 250)],
        [(-132, 226), (-60, 262), (40, 266), (132, 220), (120, 300), (40, 346), (-50, 340),
         (-120, 300)],
    ]  # fmt: skip
    for k, ring in enumerate(rings):
        piece = s.shape(ring, body=40, bulge=1.2, lift=8, grain=0.2 - 0.35 * k)
        for off in (0, 24, 48):
            y = 206 + 52 * k + off * 0.9
            piece.fold(
                (-112 + off * 0.4, y - 6),
                (0, y + 26),
                (112 - off * 0.4, y - 8),
                width=13,
                depth=0.7,
            )
    if s.back:
        s.shift(0, 0, 0, flip=True)


TIE_BLADE: list[Knot] = [
    (-24, 178, C), (24, 178, C), (44, 420), (60, 620, C), (0, 690, C), (-60, 620, C), (-44, 420),
]  # fmt: skip


@garment("tie", fabric="satin", hold="flat", focus=(0, 190, 2.2))
def tie(s: Sketch) -> None:
    """A necktie, knotted."""
    narrow: list[Knot] = [(0, 180), (32, 180), (44, 540, C), (20, 590, C), (-4, 540, C)]
    if not s.back:
        s.shape(narrow, tone=0.75, lift=4, body=18)
    body = s.shape(TIE_BLADE, lift=7, body=36, bulge=1.0, grain=0.7)
    body.fold((0, 180), (4, 300), (2, 480), width=16, depth=0.6)
    if s.back:
        body.seam((0, 300), (0, 480), (0, 680), width=2)
        s.shape([(k[0] - 16, *k[1:]) for k in narrow], lift=4, body=18)
        s.shape([(-32, 470, C), (32, 470, C), (32, 500, C), (-32, 500, C)], "label", lift=2)
    for side in SIDES:
        s.strip(sided([(18, 132), (70, 104), (58, 60), (0, 46)], side), 24, tone=0.85, lift=4)
    s.shape(
        [(-38, 122, C), (38, 122, C), (25, 186, C), (-25, 186, C)],
        lift=6,
        body=20,
        bulge=1.2,
        grain=-0.5,
    )


BODYSUIT_ARM: list[Knot] = [
    (104, 200, C), (150, 216), (200, 280), (186, 318), (140, 336, C), (120, 270),
]  # fmt: skip


@garment("baby bodysuit", fabric="jersey", hold="flat", focus=(0, 300, 1.9))
def bodysuit(s: Sketch) -> None:
    """A baby's bodysuit with an envelope neck and poppers."""
    dip = 222 if s.back else 250
    for side in SIDES:
        piece = s.shape(sided(BODYSUIT_ARM, side), grain=-0.5 * side, body=26, lift=5)
        piece.fold(*sided([(134, 320), (156, 300), (184, 276)], side), width=10, depth=0.5)
        s.ribbing(sided([(140, 334), (168, 324), (199, 288)], side), 14)
    half: list[Knot] = [
        (0, dip), (50, dip - 14), (70, 192, C), (112, 200), (146, 222, C), (130, 270),
        (136, 330, C), (142, 420), (146, 510, C), (96, 540), (60, 600), (54, 640, C), (0, 646),
    ]  # fmt: skip
    body = s.shape(mirror(half), bulge=1.5, body=54, lift=5)
    for side in SIDES:
        body.fold(*sided([(134, 336), (100, 380), (54, 396)], side), width=15, depth=0.6)
        body.seam(*sided([(72, 194), (110, 240), (134, 300)], side), width=1.4)
        s.ribbing(sided([(147, 508), (97, 540), (61, 600), (53, 636)], side), 13)
    rim: list[Knot] = [(0, dip), (50, dip - 14), (70, 190)]
    s.ribbing([*sided(rim[:0:-1], -1), *rim], 15, lift=3)
    if not s.back:
        s.strip([(-54, 624), (0, 630), (54, 624)], 22, "plain", lift=2)
        for x in (-32, 0, 32):
            s.button(x, 628, 6, "metal")
