"""Tops: T-shirts, blouses and shirts."""

from .body import SIDES, bodice, buttons, cuffs, inside, long_sleeves, patch, sided, sleeves, torso
from .curves import CORNER as C
from .curves import Knot, loop
from .registry import garment
from .sketch import Flutes, Panel, Sketch


def _short_sleeves(s: Sketch) -> None:
    knots: list[Knot] = [
        (112, 168, C), (156, 183), (192, 232), (226, 318, C), (200, 336), (158, 348, C),
        (138, 300), (126, 240),
    ]  # fmt: skip
    for side, arm in zip(SIDES, sleeves(s, knots, 0.5), strict=True):
        arm.stitch(*sided([(222, 306), (196, 324), (156, 336)], side))
        arm.fold(*sided([(140, 290), (172, 270), (190, 235)], side), width=12, depth=0.6)
        arm.fold(*sided([(150, 320), (178, 296), (205, 280)], side), width=9, depth=0.5)


@garment("t-shirt", fabric="jersey", focus=(10, 225, 2.4))
def t_shirt(s: Sketch) -> None:
    """A crew-neck T-shirt with set-in short sleeves."""
    dip = 172 if s.back else 206
    inside(s, 58, 150, dip)
    _short_sleeves(s)
    body = torso(s, bodice(dip, 60, 640, 144), 640, 142)
    body.stitch((-144, 619), (-70, 627), (0, 628), (70, 627), (144, 619))
    if s.chance(0.3) and not s.back:
        patch(s, 66, 300, 58, 64)
    s.ribbing([(-60, 150), (-36, dip - 6), (0, dip + 4), (36, dip - 6), (60, 150)], 16, lift=2.5)


TANK_TOP_HALF: list[Knot] = [
    (76, 146, C), (112, 152, C), (108, 220), (116, 280), (142, 322, C), (132, 420), (136, 520),
    (144, 632, C), (80, 639), (0, 641),
]  # fmt: skip


@garment("tank top", fabric="jersey", focus=(10, 250, 2.4), hang=(94, 148))
def tank_top(s: Sketch) -> None:
    """A scoop-neck ribbed tank."""
    dip = 222 if s.back else 262
    inside(s, 74, 148, dip - 18)
    scoop: list[Knot] = [(0, dip), (46, dip - 20), (70, dip - 66)]
    knots = [*scoop, *TANK_TOP_HALF]
    body = s.panel(loop([*knots, *sided([*scoop[1:], *TANK_TOP_HALF[:-1]][::-1], -1)]))
    body.stitch((-140, 620), (0, 630), (140, 620))
    for side in SIDES:
        body.fold(*sided([(136, 330), (100, 370), (60, 385)], side), width=14, depth=0.6)
        body.fold(*sided([(60, 440), (70, 530), (66, 630)], side), width=24, depth=0.4)
        s.strip(sided([(112, 150), (108, 220), (115, 278), (141, 320)], side), 9, "plain")
    rim: list[Knot] = [*scoop, (76, 146)]
    s.strip([*sided(rim[:0:-1], -1), *rim], 9, "plain")


PUFF: list[Knot] = [
    (108, 166, C), (146, 164), (190, 196), (214, 300), (238, 420), (252, 520), (232, 556, C),
    (196, 558, C), (166, 520), (156, 400), (136, 312), (124, 240),
]  # fmt: skip


def _gathered_sleeves(s: Sketch) -> None:
    arms = sleeves(s, PUFF, 0.16, body=30, flutes=Flutes(5, 3.0, 330, 550))
    for side, arm in zip(SIDES, arms, strict=True):
        for k in range(5):
            x = 128 + 13 * k
            line = [(x, 176 + 4 * k), (x + 8, 206 + 6 * k), (x + 11, 250 + 12 * k)]
            arm.fold(*sided(line, side), width=8, depth=0.7)
        s.strip(sided([(194, 564), (214, 565), (235, 560)], side), 22, lift=3)


@garment("blouse", fabric="crepe", focus=(0, 250, 2.1))
def blouse(s: Sketch) -> None:
    """A V-neck blouse with full sleeves and a tie or a ruffle at the neck."""
    dip = 170 if s.back else 290
    inside(s, 58, 150, 262 if not s.back else dip)
    _gathered_sleeves(s)
    knots = bodice(dip, 58, 628, 146, 10)
    if not s.back:
        knots = [(0, dip, C), (24, 240), (44, 190), *knots[2:-1], (-44, 190), (-24, 240)]
    body = torso(s, knots, 628, 144, flutes=Flutes(7, 2.2, 300, 640))
    body.stitch((-146, 610), (0, 618), (146, 610))
    if s.back:
        body.seam((-132, 228), (0, 236), (132, 228), depth=0.6)
        s.strip([(-58, 150), (0, 172), (58, 150)], 14)
    else:
        _tie_neck(s, dip)


def _tie_neck(s: Sketch, dip: float) -> None:
    for side in SIDES:
        s.strip(sided([(58, 148), (44, 195), (22, 245), (0, dip + 2)], side), 15, lift=3)
    for side, end in ((-1, (-34, 452)), (1, (30, 420))):
        line = [(0, dip + 4), (side * 14, dip + 60), end]
        tail = s.strip(line, 20, lift=4, body=14)
        tail.fold(*line, width=7, depth=0.8)
    for side in SIDES:
        bow: list[Knot] = [
            (0, dip, C), (36, dip - 26), (62, dip - 10), (58, dip + 16), (26, dip + 12),
        ]  # fmt: skip
        wing = s.shape(sided(bow, side), lift=4, body=12)
        wing.fold(*sided([(8, dip), (30, dip - 4), (50, dip)], side), width=8, depth=-1)
    s.shape([(-11, dip - 12), (11, dip - 11), (12, dip + 12), (-11, dip + 13)], lift=3, body=8)


def _shirt_body(s: Sketch, dip: float) -> Panel:
    half: list[Knot] = [
        (56, 150, C), (100, 162), (150, 181, C), (138, 226), (135, 268), (144, 312, C), (138, 420),
        (142, 520), (150, 606), (138, 634), (100, 652), (50, 676), (0, 682),
    ]  # fmt: skip
    knots = [(0, dip), *half, *sided(half[:-1][::-1], -1)]
    body = torso(s, knots, 660, 143)
    body.stitch(
        (-146, 606), (-134, 628), (-98, 645), (-50, 669), (0, 675), (50, 669), (98, 645),
        (134, 628), (146, 606),
    )  # fmt: skip
    return body


SHIRT_COLLAR_LEAF: list[Knot] = [
    (52, 128, C), (66, 150), (72, 178), (58, 244, C), (4, 206, C), (34, 176),
]  # fmt: skip


def _shirt_collar(s: Sketch) -> None:
    if s.back:
        s.shape(
            [(-60, 146, C), (0, 120), (60, 146, C), (70, 172, C), (0, 186), (-70, 172, C)],
            lift=3, bulge=0.3,
        ).stitch((-64, 168), (0, 180), (64, 168))  # fmt: skip
        return
    for side in SIDES:
        s.shape(sided([(58, 148, C), (50, 172), (4, 214, C), (0, 200, C), (40, 152)], side), lift=1)
        piece = s.shape(sided(SHIRT_COLLAR_LEAF, side), lift=5, bulge=0.15, roll=2.5, crumple=0.4)
        piece.stitch(*sided([(66, 178), (55, 236, C), (8, 204)], side))


@garment("button-down shirt", fabric="poplin", focus=(14, 250, 2.1))
def shirt(s: Sketch) -> None:
    """A long-sleeved shirt with a collar, placket, chest pocket and shirt-tail hem."""
    if not s.back:
        s.shape([(-56, 130, C), (0, 122), (56, 130, C), (60, 170), (0, 230), (-60, 170)], "lining",
                tone=0.7, lift=0)  # fmt: skip
        s.shape([(-13, 142, C), (13, 142, C), (12, 160, C), (-12, 160, C)], "label", lift=1)
    long_sleeves(s)
    cuffs(s, 34, "main", ribbed=False)
    body = _shirt_body(s, 160 if s.back else 206)
    if s.back:
        body.seam((-140, 218), (0, 224), (140, 218)).stitch((-140, 223), (0, 229), (140, 223))
        for x in (-9, 9):
            body.fold((x, 226), (x * 1.3, 360), (x * 1.5, 560), width=9, depth=0.6)
    else:
        strip = s.strip([(0, 204), (0, 440), (0, 680)], 25, lift=1.5, bulge=0.05, roll=1.5)
        for x in (-9, 9):
            strip.stitch((x, 210), (x, 450), (x, 676))
        patch(s, 68, 316, 62, 72)
        buttons(s, 0, 262, 630, 6, 4.6)
    _shirt_collar(s)
    for side in SIDES:
        s.button(side * 198, 570, 4)
