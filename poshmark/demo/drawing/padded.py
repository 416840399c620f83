"""Padded and sleeveless: puffer jacket and vest, sweater vest."""

from .body import SIDES, cuffs, inside, long_sleeves, sided
from .curves import CORNER as C
from .curves import Knot, loop
from .jackets import back_of, front, half, hollow, zipper
from .knits import ROOMY
from .registry import garment
from .sketch import Sketch


def _padded_front(s: Sketch, hem: float, width: float) -> None:
    if s.back:
        body = back_of(s, hem, width, 0)
        body.quilt, body.crumple = 44, 0.8
        return
    hollow(s, 52, 200, collar=False)
    for side in (-1, 1):
        piece = half(s, front(52, 182, hem, width, 2, 0), side, width - 2)
        piece.quilt, piece.crumple = 44, 0.8
        piece.seam(*sided([(70, 470), (112, 540)], side), width=3, depth=0.8)


PADDED_COLLAR_LEAF: list[Knot] = [
    (56, 104, C), (68, 130), (72, 160, C), (30, 186), (-2, 192, C), (-2, 152, C), (34, 138),
]  # fmt: skip


def _padded_collar(s: Sketch) -> None:
    if s.back:
        s.shape(
            [(-62, 116, C), (0, 106), (62, 116, C), (70, 160, C), (0, 180), (-70, 160, C)],
            lift=4,
            body=24,
        )
        return
    for side in (-1, 1):
        s.shape(sided(PADDED_COLLAR_LEAF, side), lift=4, body=22, bulge=1.2)
    zipper(s, [(0, 150), (0, 400), (0, 612)], 9)


@garment("puffer jacket", fabric="nylon", focus=(0, 300, 1.9))
def puffer(s: Sketch) -> None:
    """A down jacket with a stand collar."""
    if not s.back:
        s.shape(
            [(-56, 108, C), (0, 98), (56, 108, C), (60, 160), (0, 190), (-60, 160)],
            "lining",
            tone=0.6,
            lift=0,
        )
    knots: list[Knot] = [(x * 1.0 + (8 if x > 180 else 0), *rest) for x, *rest in ROOMY]
    long_sleeves(s, knots, quilt=44, bulge=1.2, crumple=0.8)
    cuffs(s, 24)
    _padded_front(s, 622, 160)
    _padded_collar(s)


@garment("puffer vest", fabric="nylon", focus=(0, 300, 1.9))
def puffer_vest(s: Sketch) -> None:
    """A down gilet."""
    if not s.back:
        s.shape(
            [(-56, 108, C), (0, 98), (56, 108, C), (60, 160), (0, 190), (-60, 160)],
            "lining",
            tone=0.6,
            lift=0,
        )
    for side in SIDES:
        s.shape(
            sided([(150, 180, C), (156, 240), (152, 312, C), (128, 320), (122, 240)], side),
            "lining",
            tone=0.7,
        )
    _padded_front(s, 606, 152)
    _padded_collar(s)


SWEATER_VEST_HALF: list[Knot] = [
    (60, 150, C), (96, 158), (128, 170, C), (114, 226), (116, 280), (146, 322, C), (138, 420),
    (140, 520), (142, 606, C), (80, 612), (0, 614),
]  # fmt: skip


@garment("sweater vest", fabric="knit", focus=(0, 260, 2.1))
def sweater_vest(s: Sketch) -> None:
    """A sleeveless V-neck knit."""
    dip = 172 if s.back else 288
    inside(s, 58, 150, 240)
    neck: list[Knot] = (
        [(0, dip, C), (28, 236), (48, 190)] if not s.back else [(0, dip), (34, dip - 9)]
    )
    body = s.panel(
        loop([*neck, *SWEATER_VEST_HALF, *sided([*neck[1:], *SWEATER_VEST_HALF[:-1]][::-1], -1)]),
        bulge=1.25,
    )
    for side in SIDES:
        body.fold(*sided([(140, 330), (104, 372), (60, 386)], side), width=14, depth=0.6)
        s.ribbing(sided([(128, 170), (113, 226), (115, 280), (146, 324)], side), 14)
    s.ribbing([(-142, 610), (0, 616), (142, 610)], 30)
    rim: list[Knot] = [*neck, (60, 148)]
    s.ribbing([*sided(rim[:0:-1], -1), *rim], 16, lift=3)
