"""Accessories: belt, hats, sunglasses, scarf, jewellery, watch, tie."""

import numpy as np

from .bags import chain
from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, curve, ellipse, loop
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


@garment("beanie", fabric="rib", hold="flat", focus=(0, 430, 1.8))
def beanie(s: Sketch) -> None:
    """A ribbed hat with a turn-up, sometimes with a pompom."""
    half: list[Knot] = [(0, 236), (90, 252), (150, 330), (172, 440), (176, 520, C), (0, 530)]
    dome = s.shape([*half, *sided(half[1:-1][::-1], -1)], body=70, bulge=1.5, lift=4, crumple=0.3)
    for x in np.linspace(-150, 150, 19):
        dome.fold((x, 520), (x * 0.9, 400), (x * 0.42, 262), width=7, depth=0.7)
    cuff: list[Knot] = [(0, 448), (178, 436, C), (186, 480), (182, 540, C), (0, 556)]
    fold = s.shape(
        [*cuff, *sided(cuff[1:-1][::-1], -1)], lift=6, body=40, bulge=1.2, roll=8, crumple=0.2
    )
    for x in np.linspace(-172, 172, 23):
        fold.fold((x * 0.98, 446), (x, 500), (x, 548), width=7, depth=0.7)
    if s.chance(0.5):
        _pompom(s, 0, 214, 52)
    elif not s.back:
        s.shape(
            [(-34, 486, C), (34, 486, C), (34, 520, C), (-34, 520, C)], "hide", lift=2, bulge=0.1
        )


def _pompom(s: Sketch, x: float, y: float, size: float) -> None:
    t = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    reach = size * (1 + 0.07 * np.sin(t * 17) + 0.05 * s.rng.standard_normal(90))
    ball = s.panel(
        np.stack([x + reach * np.cos(t), y + reach * np.sin(t)], 1), "second", body=size, lift=4
    )
    for k in range(46):
        a, r = k * 2.4, size * 0.95 * np.sqrt((k + 1) / 46)
        px, py = x + r * np.cos(a), y + r * np.sin(a)
        ball.fold(
            (px * 0.6 + x * 0.4, py * 0.6 + y * 0.4),
            (px, py),
            width=5,
            depth=0.9 if k % 2 else -0.9,
        )


CAP_HALF: list[Knot] = [
    (-168, 470, C), (-160, 370), (-90, 282), (10, 256), (110, 284), (170, 370), (184, 476, C),
    (60, 506), (-60, 506),
]  # fmt: skip
CAP_BRIM: list[Knot] = [
    (-176, 462, C), (-60, 444), (60, 462), (120, 496, C), (40, 540), (-90, 574), (-220, 566),
    (-252, 530), (-226, 490),
]  # fmt: skip


CAP_STITCHES: list[Knot] = [(-90, 357), (-29, 352), (-24, 404), (-87, 409), (-90, 357)]


@garment("baseball cap", fabric="canvas", hold="flat", focus=(-20, 420, 1.8))
def cap(s: Sketch) -> None:
    """A six-panel cap seen a little from the side."""
    crown = s.shape(CAP_HALF, body=80, bulge=1.4, lift=4, crumple=0.5)
    for bottom in (-90, 60, 140):
        crown.seam((8, 258), (8 + bottom * 0.75, 350), (bottom, 500)).stitch(
            (13, 258), (14 + bottom * 0.75, 350), (bottom + 6, 500)
        )
    s.panel(ellipse(10, 256, 15, 9), lift=2, body=8)
    if s.back:
        gap: list[Knot] = [(-50, 500, C), (-44, 450), (0, 430), (44, 450), (54, 500, C)]
        s.shape(gap, "lining", tone=0.5, lift=0)
        s.strip([(-60, 488), (0, 500), (62, 488)], 22, lift=3)
        return
    peak = s.shape(
        CAP_BRIM, "second" if s.chance(0.4) else "main", lift=6, body=50, bulge=0.8, crumple=0.3
    )
    for k in range(5):
        peak.stitch((-190 - 8 * k, 480 + 16 * k), (-80, 470 + 18 * k), (80 - 14 * k, 500 + 10 * k))
    patch: list[Knot] = [(-96, 352), (-24, 346), (-18, 408), (-92, 414)]
    s.shape(patch, "accent", lift=1.5, bulge=0.2).stitch(*CAP_STITCHES)


SUN_HAT_HALF: list[Knot] = [
    (0, 268), (80, 274), (122, 320), (138, 450), (142, 470, C), (90, 496), (0, 504),
]  # fmt: skip
SUN_HAT_BAND: list[Knot] = [
    (-138, 424, C), (-80, 444), (0, 452), (80, 444), (138, 424, C), (143, 470, C), (86, 496),
    (0, 504), (-86, 496), (-143, 470, C),
]  # fmt: skip


@garment("sun hat", fabric="straw", hold="flat", focus=(40, 400, 1.8))
def sun_hat(s: Sketch) -> None:
    """A wide-brimmed hat with a ribbon."""
    s.panel(ellipse(0, 470, 256, 104), lift=8, body=60, bulge=0.7, crumple=0.5, roll=5)
    brim = s.panels[-1]
    for k in range(1, 5):
        rim = ellipse(0, 470, 256 - 22 * k, 104 - 13 * k)
        brim.seam(*[(float(x), float(y)) for x, y in rim], depth=0.5)
    crown = s.shape(
        [*SUN_HAT_HALF, *sided(SUN_HAT_HALF[1:-1][::-1], -1)],
        lift=6,
        body=64,
        bulge=1.4,
        crumple=0.4,
    )
    crown.fold((-60, 286), (0, 312), (66, 284), width=26, depth=-0.8)
    s.shape(SUN_HAT_BAND, "ribbon", lift=2, body=24, bulge=0.9, crumple=0.5)
    if not s.back:
        for turn in (-1, 1):
            tail: list[Knot] = [
                (96, 462, C), (96 + turn * 30, 440), (96 + turn * 48, 462), (96 + turn * 34, 486),
            ]  # fmt: skip
            s.shape(tail, "ribbon", lift=3, body=12)
        s.shape([(86, 450), (106, 450), (107, 478), (85, 478)], "ribbon", lift=2, body=6)


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
    for side in SIDES:
        arm: list[Knot] = [(200, 392), (226, 360), (196, 318), (120, 306)]
        s.strip(sided(arm, side), 13, tone=0.85, lift=4)
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


def _cord(width: float, depth: float) -> list[Knot]:
    x = np.linspace(-1, 1, 15)
    drop = 190 + depth * (1 - np.abs(x) ** 2.3)
    return [(float(a * width), float(b)) for a, b in zip(x, drop, strict=True)]


@garment("necklace", fabric="metal", hold="flat", focus=(0, 540, 2.0))
def necklace(s: Sketch) -> None:
    """A layered necklace: chain and pendant, or a string of pearls."""
    if s.chance(0.4):
        line = curve(_cord(150, 400))
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        for stop in np.arange(0, along[-1], 21.0):
            x, y = (float(np.interp(stop, along, line[:, k])) for k in (0, 1))
            s.panel(
                ellipse(x, y, 10.5, 10.5), "pearl", roll=6, body=9, bulge=1.2, lift=4, crumple=0
            )
        return
    chain(s, _cord(120, 290), 6, "main")
    chain(s, _cord(150, 380), 8, "main")
    s.panel(ellipse(0, 592, 30, 36), lift=5, body=20, roll=6, crumple=0)
    s.panel(ellipse(0, 592, 20, 26), "gem", lift=1, body=16, roll=6, bulge=1.4, crumple=0)
    for k in (-2, -1, 1, 2):
        s.panel(ellipse(k * 34, 482 - abs(k) * 9, 6, 6), "gem", lift=2, roll=3, body=5)


@garment("earrings", fabric="metal", hold="flat", focus=(100, 420, 2.2))
def earrings(s: Sketch) -> None:
    """A pair of hoops with a drop."""
    for side in SIDES:
        x = side * 110
        s.panel(ellipse(x, 270, 12, 12), lift=4, body=10, roll=5, crumple=0)
        hoop = ellipse(x, 380, 84, 100)
        s.panel(hoop, holes=[ellipse(x, 376, 69, 84)], lift=7, roll=6, bulge=0, crumple=0)
        drop: list[Knot] = [(x, 486, C), (x + 22, 530), (x, 560), (x - 22, 530)]
        s.shape(drop, "gem", lift=5, body=18, roll=6, bulge=1.4, crumple=0)


@garment("watch", fabric="leather", hold="flat", focus=(0, 400, 2.2))
def watch(s: Sketch) -> None:
    """A wrist watch on a strap."""
    for low, high, taper in ((330, 120, 0.8), (470, 690, 0.8)):
        strap: list[Knot] = [
            (-50, low, C), (50, low, C), (50 * taper, high, C),
            (0, high + (10 if high > low else -10)), (-50 * taper, high, C),
        ]  # fmt: skip
        piece = s.shape(strap, lift=6, body=30, bulge=0.9, roll=5, crumple=0.4)
        for side in SIDES:
            piece.stitch(*sided([(43, low), (43 * taper - 1, high)], side))
    for k in range(5):
        s.panel(ellipse(0, 560 + 24 * k, 4, 5), "black", lift=0, bulge=0)
    buckle(s, 0, 124, 84)
    s.panel(ellipse(112, 400, 12, 14), "metal", lift=3, body=8)
    s.panel(ellipse(0, 400, 108, 108), "metal", lift=9, body=16, roll=9, bulge=0.4, crumple=0)
    s.panel(ellipse(0, 400, 91, 91), "dial", lift=0, roll=3, bulge=0.08, crumple=0)
    if s.back:
        s.panel(ellipse(0, 400, 80, 80), "metal", lift=0, roll=3, bulge=0.2)
        return
    for k in range(12):
        a = k * np.pi / 6
        inner, outer = 68 if k % 3 else 60, 80
        s.strip(
            [
                (inner * np.cos(a), 400 + inner * np.sin(a)),
                (outer * np.cos(a), 400 + outer * np.sin(a)),
            ],
            4 if k % 3 else 6,
            "metal",
            lift=0.6,
        )
    for angle, reach, width in ((-2.62, 46, 7), (-0.52, 66, 5)):
        s.strip(
            [(0, 400), (reach * np.cos(angle), 400 + reach * np.sin(angle))], width, "black", lift=2
        )
    s.panel(ellipse(0, 400, 6, 6), "metal", lift=1)


TIE_BLADE: list[Knot] = [
    (-24, 178, C), (24, 178, C), (44, 420), (60, 620, C), (0, 690, C), (-60, 620, C), (-44, 420),
]  # fmt: skip


@garment("tie", fabric="satin", hold="flat", focus=(0, 190, 2.2))
def tie(s: Sketch) -> None:
    """A necktie, knotted."""
    back: list[Knot] = [(-16, 180), (16, 180), (34, 560, C), (4, 600, C), (-26, 560, C)]
    s.shape([(x + 16, y) for x, y, *_ in back], tone=0.75, lift=4, body=18)
    body = s.shape(TIE_BLADE, lift=7, body=36, bulge=1.0, grain=0.7)
    body.fold((0, 180), (4, 300), (2, 480), width=16, depth=0.6)
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
    body = s.shape([*half, *sided(half[1:-1][::-1], -1)], bulge=1.5, body=54, lift=5)
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
