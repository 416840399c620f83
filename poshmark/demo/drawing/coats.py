"""Long coats: trench and wool."""

from .body import SIDES, long_sleeves, sided
from .curves import CORNER as C
from .curves import Knot, mirror
from .jackets import buckle, hollow
from .registry import garment
from .sketch import Panel, Sketch

ARM: list[Knot] = [
    (104, 134, C), (150, 146), (178, 200), (194, 310), (208, 420), (214, 506, C), (172, 510, C),
    (162, 420), (146, 330), (132, 270), (120, 210),
]  # fmt: skip


def _coat_half(s: Sketch, side: int, over: float, hem: float, flare: float) -> Panel:
    knots: list[Knot] = [
        (44, 116, C), (96, 130), (144, 148, C), (132, 200), (130, 240), (138, 280, C),
        (124, 380), (138, 480), (150 + flare * 0.6, 620), (156 + flare, hem - 6, C),
        (80, hem + 2), (-over, hem + 3, C), (-over, 330, C),
    ]  # fmt: skip
    piece = s.shape(sided(knots, side), lift=5, bulge=1.2)
    piece.seam(*sided([(144, 150), (132, 200), (130, 240), (138, 280)], side))
    for k in range(2):
        line: list[Knot] = [(132, 292 + 24 * k), (104, 320 + 30 * k), (64, 336 + 40 * k)]
        piece.fold(*sided(line, side), width=14, depth=0.6)
    for k in range(3):
        x = 34 + 44 * k
        line = [(x * 0.85, 430), (x, 560), (x * 1.12 + s.wobble(6), hem - 4)]
        piece.fold(*sided(line, side), width=20, depth=0.5)
    return piece


def _coat_back(s: Sketch, hem: float, flare: float) -> None:
    half: list[Knot] = [
        (0, 124), (44, 116, C), (96, 130), (144, 148, C), (132, 200), (130, 240), (138, 280, C),
        (124, 380), (138, 480), (150 + flare * 0.6, 620), (156 + flare, hem - 6, C), (80, hem + 2),
        (0, hem + 4),
    ]  # fmt: skip
    body = s.shape(mirror(half), lift=5, bulge=1.2)
    body.seam((0, 120), (0, 380), (0, hem)).fold((0, 560), (3, 640), (6, hem), width=10, depth=-1)
    for side in SIDES:
        body.seam(*sided([(144, 150), (132, 200), (130, 240), (138, 280)], side))
        body.fold(*sided([(56, 430), (70, 560), (80, hem)], side), width=22, depth=0.5)
    s.shape(
        [(-50, 108, C), (0, 92), (50, 108, C), (60, 140), (0, 160), (-60, 140)], lift=4, body=20
    )


def _coat_lapel(s: Sketch, side: int, bottom: float, wide: float) -> None:
    leaf: list[Knot] = [
        (-4, bottom, C), (wide * 0.62, bottom - 70), (wide, 216, C), (wide - 26, 204, C),
        (46, 160), (36, 112, C), (16, 220),
    ]  # fmt: skip
    piece = s.shape(sided(leaf, side), lift=6, bulge=0.25, roll=3, crumple=0.4)
    piece.stitch(*sided([(2, bottom - 8), (wide * 0.62 - 6, bottom - 74), (wide - 8, 217)], side))
    collar: list[Knot] = [
        (30, 90, C), (54, 98), (wide - 4, 156), (wide + 8, 194, C), (wide - 26, 208, C), (44, 164),
        (34, 114),
    ]  # fmt: skip
    s.shape(sided(collar, side), lift=6, bulge=0.25, roll=3, crumple=0.4)


def _belt(s: Sketch, y: float) -> None:
    belt = s.strip([(-129, y - 3), (-60, y + 2), (0, y + 3), (60, y + 2), (129, y - 3)], 30, lift=5)
    for off in (-11, 11):
        belt.stitch((-126, y - 3 + off), (0, y + 3 + off), (126, y - 3 + off))
    for side in SIDES:
        s.strip([(side * 108, y - 20), (side * 108, y + 19)], 9, lift=2)


def _neck_behind(s: Sketch) -> None:
    hollow(s, 46, 320, collar=False)
    for panel in s.panels[-3:]:
        panel.outline = panel.outline - [0, 32]
    s.shape(
        [(-40, 92, C), (0, 82), (40, 92, C), (46, 118, C), (0, 128), (-46, 118, C)],
        tone=0.8,
        lift=2,
    )


TRENCH_FLAP: list[Knot] = [
    (60, 140, C), (138, 152, C), (130, 200), (126, 256), (84, 280), (40, 262, C),
]  # fmt: skip
TRENCH_CAPE: list[Knot] = [
    (-120, 134, C), (120, 134, C), (126, 220), (60, 262), (0, 270), (-60, 262), (-126, 220),
]  # fmt: skip


TRENCH_STITCHES: list[Knot] = [(-120, 222), (-58, 258), (0, 265), (58, 258), (120, 222)]


@garment("trench coat", fabric="poplin", focus=(0, 250, 1.9), hang=(46, 118))
def trench(s: Sketch) -> None:
    """A belted double-breasted trench coat."""
    if not s.back:
        _neck_behind(s)
    for side, arm in zip(SIDES, long_sleeves(s, ARM), strict=True):
        arm.seam(*sided([(170, 474), (192, 476), (212, 470)], side), width=2)
        s.strip(sided([(168, 462), (190, 465), (213, 459)], side), 14, lift=3)
    if s.back:
        _coat_back(s, 700, 22)
        s.shape(TRENCH_CAPE, lift=3, bulge=0.2).stitch(*TRENCH_STITCHES)
        _belt(s, 390)
        return
    _coat_half(s, -1, 20, 700, 22)
    _coat_half(s, 1, 44, 700, 22).stitch((-38, 320), (-38, 500), (-38, 696))
    s.shape(TRENCH_FLAP, lift=3, bulge=0.2).stitch((120, 254), (84, 273), (46, 258))
    for side in (-1, 1):
        _coat_lapel(s, side, 322, 92)
    for y in (336, 440, 500):
        for x in (-32, 46):
            s.button(x, y, 7)
    _belt(s, 392)
    buckle(s, 8, 395, 38)


@garment("wool coat", fabric="wool", focus=(0, 250, 1.9), hang=(46, 118))
def wool_coat(s: Sketch) -> None:
    """A long single-breasted overcoat."""
    if not s.back:
        _neck_behind(s)
    long_sleeves(s, ARM)
    if s.back:
        _coat_back(s, 706, 4)
        return
    for side in (-1, 1):
        piece = _coat_half(s, side, 14, 706, 4)
        piece.seam(*sided([(80, 270), (76, 380), (84, 520)], side), depth=0.4)
        flap: list[Knot] = [(62, 470, C), (124, 464, C), (126, 490, C), (64, 497, C)]
        s.shape(sided(flap, side), lift=2.5, bulge=0.1, roll=2)
    for side in (-1, 1):
        _coat_lapel(s, side, 360, 88)
    for y in (384, 446, 508):
        s.button(0, y, 8)
