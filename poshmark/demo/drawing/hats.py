"""Hats: beanie, cap, sun hat."""

import numpy as np

from .curves import CORNER as C
from .curves import Knot, ellipse, mirror
from .registry import garment
from .sketch import Sketch


@garment("beanie", fabric="rib", hold="flat", focus=(0, 430, 1.8))
def beanie(s: Sketch) -> None:
    """A ribbed hat with a turn-up, sometimes with a pompom."""
    half: list[Knot] = [(0, 236), (90, 252), (150, 330), (172, 440), (176, 520, C), (0, 530)]
    dome = s.shape(mirror(half), body=70, bulge=1.5, lift=4, crumple=0.3)
    for x in np.linspace(-150, 150, 19):
        dome.fold((x, 520), (x * 0.9, 400), (x * 0.42, 262), width=7, depth=0.7)
    cuff: list[Knot] = [(0, 448), (178, 436, C), (186, 480), (182, 540, C), (0, 556)]
    fold = s.shape(mirror(cuff), lift=6, body=40, bulge=1.2, roll=8, crumple=0.2)
    for x in np.linspace(-172, 172, 23):
        fold.fold((x * 0.98, 446), (x, 500), (x, 548), width=7, depth=0.7)
    if s.back:
        dome.seam((0, 250), (0, 340), (0, 444), width=1.8)
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
        mirror(SUN_HAT_HALF),
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
