"""Knits and sweats: sweater, cardigan, hoodie, turtleneck."""

from .body import SIDES, bodice, buttons, cuffs, inside, long_sleeves, patch, sided, torso
from .curves import CORNER as C
from .curves import Knot, flip, loop
from .registry import garment
from .sketch import Panel, Sketch

ROOMY: list[Knot] = [
    (108, 168, C), (156, 184), (192, 240), (214, 350), (234, 470), (240, 556), (228, 572, C),
    (190, 576, C), (176, 560), (168, 480), (152, 390), (136, 320), (124, 240),
]  # fmt: skip


def _hem_band(s: Sketch, y: float, half: float, depth: float = 34) -> None:
    s.ribbing([(-half, y - 3), (0, y + 3), (half, y - 3)], depth, lift=2)


def _knit_body(s: Sketch, dip: float, neck: float = 60) -> Panel:
    return torso(s, bodice(dip, neck, 606, 152, tuck=5), 606, 148, roll=7)


@garment("sweater", fabric="knit", focus=(20, 250, 2.2))
def sweater(s: Sketch) -> None:
    """A crew-neck jumper with ribbed neck, cuffs and hem."""
    dip = 174 if s.back else 200
    inside(s, 58, 150, dip)
    long_sleeves(s, ROOMY, roll=7)
    cuffs(s, 36)
    _knit_body(s, dip)
    _hem_band(s, 612, 150)
    s.ribbing([(-60, 148), (-37, dip - 7), (0, dip + 3), (37, dip - 7), (60, 148)], 22, lift=3)


TURTLENECK_NECK: list[Knot] = [
    (-55, 84, C), (0, 92), (55, 84, C), (60, 130), (66, 168, C), (0, 186), (-66, 168, C),
    (-60, 130),
]  # fmt: skip


@garment("turtleneck", fabric="fine knit", focus=(10, 220, 2.2), hang=(60, 152))
def turtleneck(s: Sketch) -> None:
    """A close knit with a folded polo neck."""
    long_sleeves(s)
    cuffs(s, 24)
    torso(s, bodice(166, 54, 632, 140, 8), 632, 138)
    _hem_band(s, 628, 138, 20)
    roll = s.shape(TURTLENECK_NECK, "rib", lift=5, body=30, bulge=1.2, roll=8)
    roll.fold((-58, 128), (0, 140), (58, 126), width=16, depth=0.5)
    if not s.back:
        s.shape([(-54, 84), (0, 76), (54, 84), (0, 95)], "rib", lift=0, tone=0.6, bulge=0)


@garment("cardigan", fabric="knit", focus=(0, 330, 2.0))
def cardigan(s: Sketch) -> None:
    """A V-neck cardigan with a ribbed button band and patch pockets."""
    dip = 172 if s.back else 330
    inside(s, 58, 150, 250)
    if not s.back:
        s.shape(
            [(-60, 150, C), (60, 150, C), (30, 300), (0, 350), (-30, 300)],
            "lining",
            tone=0.6,
            lift=0,
        )
        inside(s, 58, 150, 200)
    long_sleeves(s, ROOMY, roll=7)
    cuffs(s, 34)
    knots = bodice(dip, 60, 630, 154, tuck=5)
    if not s.back:
        knots = [(0, dip, C), (30, 265), (52, 200), *knots[2:-1], (-52, 200), (-30, 265)]
    torso(s, knots, 630, 150, roll=7)
    _hem_band(s, 636, 152)
    if s.back:
        s.ribbing([(-60, 148), (0, 174), (60, 148)], 18, lift=3)
    else:
        _button_band(s, dip)


def _button_band(s: Sketch, dip: float) -> None:
    for side in SIDES:
        patch(s, side * 84, 530, 76, 82, "plain")
    left: list[Knot] = [(-60, 146), (-54, 200), (-32, 268), (-2, dip + 8), (0, 400), (0, 650)]
    s.ribbing(left, 20, lift=3)
    s.ribbing([*flip(left[:3]), (5, dip), (2, 400), (2, 650)], 22, lift=3)
    buttons(s, 2, dip + 24, 632, 5, 7)


@garment("hoodie", fabric="sweat", focus=(0, 250, 2.0))
def hoodie(s: Sketch) -> None:
    """A hooded sweatshirt with a kangaroo pocket."""
    if not s.back:
        _hood_inside(s)
    long_sleeves(s, ROOMY, roll=7)
    cuffs(s, 32)
    _knit_body(s, 176 if s.back else 226, 62)
    _hem_band(s, 612, 150)
    if s.back:
        _hood_back(s)
        return
    _kangaroo(s)
    _hood_front(s)


def _hood_inside(s: Sketch) -> None:
    hood: list[Knot] = [(0, 72), (52, 82), (92, 132), (96, 190), (60, 236), (0, 250)]
    s.panel(loop(hood + flip(hood[1:-1][::-1])), "plain", body=40)
    inner: list[Knot] = [(0, 92), (44, 102), (70, 146), (64, 200), (0, 250)]
    hollow = s.panel(loop(inner + flip(inner[1:-1][::-1])), "lining", tone=0.58, lift=0, bulge=-0.4)
    hollow.seam((0, 94), (0, 170), width=1.5)
    s.shape([(-13, 172, C), (13, 172, C), (12, 190, C), (-12, 190, C)], "label", lift=1, bulge=0)


HOOD_FRONT_FLAP: list[Knot] = [
    (66, 134), (92, 138), (106, 176), (84, 222), (20, 268, C), (-6, 252, C), (36, 214), (58, 176),
]  # fmt: skip


def _hood_front(s: Sketch) -> None:
    for side in SIDES:
        piece = s.shape(sided(HOOD_FRONT_FLAP, side), "plain", lift=6, body=22, roll=7)
        piece.fold(*sided([(88, 150), (84, 200), (40, 240)], side), width=14, depth=-0.6)
        piece.stitch(*sided([(62, 150), (66, 180), (44, 216), (4, 254)], side))
        s.panel(
            loop([(side * 30 + x, 242 + y) for x, y in ((-4, 0), (0, -4), (4, 0), (0, 4))]),
            "metal",
            lift=1,
        )
        cord = [(side * 30, 244), (side * 33, 300), (side * (30 + s.wobble(3)), 366)]
        s.strip(cord, 5, "white", lift=3)
        s.strip([cord[-1], (cord[-1][0], 382)], 6, "metal", lift=2)


def _hood_back(s: Sketch) -> None:
    hood: list[Knot] = [(0, 96), (60, 104), (104, 150), (96, 230), (40, 286), (0, 296)]
    piece = s.panel(loop(hood + flip(hood[1:-1][::-1])), "plain", lift=8, body=44)
    piece.seam((0, 98), (0, 200), (0, 294))
    for side in SIDES:
        piece.fold(*sided([(90, 160), (60, 180), (20, 170)], side), width=18, depth=0.7)
        piece.fold(*sided([(88, 220), (50, 240), (14, 226)], side), width=16, depth=0.6)


def _kangaroo(s: Sketch) -> None:
    pocket: list[Knot] = [
        (-62, 454, C), (62, 454, C), (74, 470), (102, 536, C), (104, 594, C), (-104, 594, C),
        (-102, 536, C), (-74, 470),
    ]  # fmt: skip
    piece = s.shape(pocket, "plain", lift=3, bulge=0.25, body=20)
    for side in SIDES:
        piece.stitch(*sided([(60, 460), (69, 474), (97, 540, C), (98, 592)], side))
