"""Jewellery and watches."""

import numpy as np

from .bags import chain
from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, curve, ellipse
from .jackets import buckle
from .registry import garment
from .sketch import Sketch


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
        if s.back:
            s.strip([(-150, 180), (-144, 206)], 12, "metal", lift=4)
            s.strip([(150, 180), (144, 206)], 12, "metal", lift=4)
        return
    stone = "main" if s.back else "gem"
    chain(s, _cord(120, 290), 6, "main")
    chain(s, _cord(150, 380), 8, "main")
    s.panel(ellipse(0, 592, 30, 36), lift=5, body=20, roll=6, crumple=0)
    s.panel(ellipse(0, 592, 20, 26), stone, lift=1, body=16, roll=6, bulge=1.4, crumple=0)
    for k in (-2, -1, 1, 2):
        s.panel(ellipse(k * 34, 482 - abs(k) * 9, 6, 6), stone, lift=2, roll=3, body=5)


@garment("earrings", fabric="metal", hold="flat", focus=(100, 420, 2.2))
def earrings(s: Sketch) -> None:
    """A pair of hoops with a drop."""
    for side in SIDES:
        x = side * 110
        s.panel(ellipse(x, 270, 12, 12), lift=4, body=10, roll=5, crumple=0)
        hoop = ellipse(x, 380, 84, 100)
        s.panel(hoop, holes=[ellipse(x, 376, 69, 84)], lift=7, roll=6, bulge=0, crumple=0)
        drop: list[Knot] = [(x, 486, C), (x + 22, 530), (x, 560), (x - 22, 530)]
        s.shape(drop, "main" if s.back else "gem", lift=5, body=18, roll=6, bulge=1.4, crumple=0)


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
