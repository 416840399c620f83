"""Jackets: blazer, denim, leather, bomber, puffer, and the vests."""

from .body import SIDES, buttons, cuffs, inside, long_sleeves, sided, torso
from .curves import CORNER as C
from .curves import Knot, loop, mirror
from .knits import ROOMY
from .registry import garment
from .sketch import Mark, Panel, Sketch

TAILORED: list[Knot] = [
    (108, 164, C), (158, 176), (188, 234), (206, 350), (220, 470), (226, 588, C), (180, 592, C),
    (172, 480), (154, 380), (138, 312), (126, 240),
]  # fmt: skip


def front(
    neck: float, dip: float, hem: float, width: float, over: float, waist: float = 8.0
) -> list[Knot]:
    """Knots of the right half of an open front whose edge runs at x = -over from dip to hem."""
    return [
        (neck, 150, C), (100, 160), (150, 178, C), (138, 226), (135, 268), (width - 2, 312, C),
        (width - 4 - waist, 400), (width - 2 - waist * 0.4, 500), (width + 3, hem - 8, C),
        (width * 0.5, hem - 1), (-over, hem, C), (-over, dip, C),
    ]  # fmt: skip


def half(s: Sketch, knots: list[Knot], side: int, width: float, lift: float = 4.0) -> Panel:
    """One side of an open front, with its armhole and folds."""
    piece = s.shape(sided(knots, side), lift=lift, bulge=1.2)
    piece.seam(*sided([(150, 180), (138, 226), (135, 268), (width, 312)], side))
    for k in range(3):
        start, end = (width * (0.97 - k * 0.05), 322 + 26 * k), (width * 0.5, 372 + 44 * k)
        bend = ((start[0] + end[0]) / 2 + 8, (start[1] + end[1]) / 2)
        piece.fold(*sided([start, bend, end], side), width=13 + 3 * k, depth=0.7 - 0.12 * k)
    piece.fold(*sided([(70, 470), (76, 540), (74, 620)], side), width=22, depth=0.35)
    return piece


def hollow(s: Sketch, neck: float, bottom: float, collar: bool = True) -> None:
    """The dark inside behind an open front, down to `bottom`; the collar seen behind the neck."""
    knots: list[Knot] = [(-neck, 148, C), (neck, 148, C), (44, bottom), (-44, bottom)]
    s.shape(knots, "lining", tone=0.55, lift=0, bulge=-0.2, crumple=0.4)
    inside(s, neck, 148, 190)
    stand: list[Knot] = [
        (-46, 124, C), (0, 114), (46, 124, C), (54, 150, C), (0, 160), (-54, 150, C),
    ]  # fmt: skip
    if collar:
        s.shape(stand, tone=0.8, lift=2, bulge=0.2, crumple=0.3)


def back_of(s: Sketch, hem: float, width: float, waist: float = 8.0) -> Panel:
    """The back of a jacket with its middle seam."""
    knots: list[Knot] = [
        (0, 160), (50, 152, C), (100, 160), (150, 178, C), (138, 226), (135, 268),
        (width - 2, 312, C), (width - 4 - waist, 400), (width - 2 - waist * 0.4, 500),
        (width + 3, hem - 8, C), (width * 0.5, hem - 1), (0, hem),
    ]  # fmt: skip
    return torso(s, mirror(knots), hem, width)


@garment("blazer", fabric="wool", focus=(10, 290, 2.0))
def blazer(s: Sketch) -> None:
    """A notch-lapel blazer with flap pockets."""
    if not s.back:
        hollow(s, 52, 400)
    for side, arm in zip(SIDES, long_sleeves(s, TAILORED), strict=True):
        arm.seam(*sided([(132, 250), (160, 400), (190, 590)], side), depth=0.5)
        for k in range(3):
            s.button(side * 190, 546 + 13 * k, 4)
    if s.back:
        body = back_of(s, 640, 146, 12)
        body.seam((0, 150), (0, 400), (0, 640)).fold((0, 530), (3, 640), width=6, depth=-1)
        s.shape([(-54, 138, C), (0, 128), (54, 138, C), (58, 160), (0, 178), (-58, 160)], lift=3)
        return
    _blazer_fronts(s)
    for side in (-1, 1):
        _lapel(s, side, 398)
    s.button(4, 424, 7.5)
    if s.chance(0.6):
        s.button(4, 490, 7.5)


BLAZER_FRONTS_KNOTS: list[Knot] = [
    (44, 140, C), (100, 160), (150, 178, C), (138, 226), (135, 268), (144, 312, C), (129, 410),
    (140, 510), (152, 632, C), (96, 648), (44, 636), (10, 590), (-9, 470), (-9, 398, C),
]  # fmt: skip


def _blazer_fronts(s: Sketch) -> None:
    for side in (-1, 1):
        piece = half(s, BLAZER_FRONTS_KNOTS, side, 143)
        piece.seam(*sided([(84, 290), (80, 400), (90, 560)], side), depth=0.45)
        flap: list[Knot] = [(60, 500, C), (126, 494, C), (128, 518, C), (62, 525, C)]
        s.shape(sided(flap, side), lift=2, bulge=0.1, roll=2).stitch(
            *sided([(64, 520), (125, 514)], side)
        )
    welt: list[Knot] = [(72, 300, C), (112, 292, C), (114, 305, C), (74, 313, C)]
    s.shape(welt, lift=1.5, bulge=0.1, roll=2)


def _lapel(s: Sketch, side: int, bottom: float, wide: float = 86) -> None:
    leaf: list[Knot] = [
        (-8, bottom + 4, C), (wide * 0.5, bottom - 78), (wide, 258, C), (wide - 21, 247, C),
        (52, 200), (42, 148, C), (20, 260),
    ]  # fmt: skip
    edge = [(-3, bottom - 4), (wide * 0.5 - 5, bottom - 80), (wide - 7, 259, C), (wide - 22, 251)]
    s.shape(sided(leaf, side), lift=5, bulge=0.2, roll=3, crumple=0.4).stitch(*sided(edge, side))
    collar: list[Knot] = [
        (34, 126, C), (58, 134), (wide - 2, 196), (wide + 8, 236, C), (wide - 22, 249, C),
        (50, 204), (40, 152),
    ]  # fmt: skip
    s.shape(sided(collar, side), lift=5, bulge=0.2, roll=3, crumple=0.4)


SHIRT_COLLAR_FALL: list[Knot] = [
    (-60, 142, C), (0, 118), (60, 142, C), (68, 172, C), (0, 188), (-68, 172, C),
]  # fmt: skip


def shirt_collar(s: Sketch, spread: float = 72, role: str = "main") -> None:
    """A turned-down collar of two leaves, or its back."""
    if s.back:
        s.shape(SHIRT_COLLAR_FALL, role, lift=4, bulge=0.3).stitch((-62, 166), (0, 182), (62, 166))
        return
    for side in SIDES:
        leaf: list[Knot] = [
            (46, 124, C), (64, 146), (spread, 180), (64, 250, C), (2, 202, C), (30, 172),
        ]  # fmt: skip
        piece = s.shape(sided(leaf, side), role, lift=5, bulge=0.2, roll=3, crumple=0.4)
        piece.stitch(*sided([(spread - 6, 182), (61, 242, C), (8, 202)], side))


@garment("denim jacket", fabric="denim", focus=(30, 270, 2.0))
def denim_jacket(s: Sketch) -> None:
    """A trucker jacket with flap pockets and contrast stitching."""
    thread = _thread(s)
    if not s.back:
        hollow(s, 52, 300)
    for side, arm in zip(SIDES, long_sleeves(s, TAILORED), strict=True):
        arm.stitch(*sided([(128, 246), (156, 390), (186, 560)], side), thread=thread)
    cuffs(s, 32, "main", ribbed=False)
    if s.back:
        body = back_of(s, 560, 146)
        for x in (-58, 58):
            body.seam((x, 236), (x * 0.8, 400), (x * 0.62, 556))
            body.stitch((x + 4, 236), (x * 0.8 + 4, 400), (x * 0.62 + 4, 556), thread=thread)
        body.seam((-140, 236), (0, 240), (140, 236))
        body.stitch((-140, 231), (0, 235), (140, 231), thread=thread)
    else:
        for side in (-1, 1):
            _trucker_front(s, side, thread)
    s.strip([(-148, 564), (0, 569), (148, 564)], 30, lift=3).stitch(
        (-146, 553), (0, 558), (146, 553), thread=thread
    )
    shirt_collar(s)
    if not s.back:
        buttons(s, 0, 236, 568, 6, 6)


def _thread(s: Sketch) -> str:
    ink = s.cloth("main").ink
    return "c78f4a" if ink[2] > ink[0] * 1.05 else ("e8e2d6" if ink.mean() < 0.4 else "8a7a64")


def _trucker_front(s: Sketch, side: int, thread: str) -> None:
    piece = half(s, front(50, 205, 560, 146, 11), side, 144)
    piece.seam(*sided([(2, 300), (70, 300), (140, 296)], side))
    piece.stitch(*sided([(2, 305), (70, 305), (140, 301)], side), thread=thread)
    for x in (44, 100):
        seam = [(x, 316), (x - 6, 420), (x * 0.62 + 4, 552)]
        piece.seam(*sided(seam, side))
        piece.stitch(*sided([(a + 4, b) for a, b in seam], side), thread=thread)
    piece.stitch(*sided([(9, 214), (9, 400), (9, 554)], side), thread=thread)
    flap: list[Knot] = [(38, 292, C), (106, 290, C), (107, 318, C), (73, 334, C), (38, 320, C)]
    lid = s.shape(sided(flap, side), lift=2.5, bulge=0.1, roll=2)
    lid.stitch(
        *sided([(42, 294, C), (42, 317, C), (73, 329, C), (103, 316, C), (103, 292, C)], side),
        thread=thread,
    )
    s.button(side * 73, 318, 5, "metal")


@garment("leather jacket", fabric="leather", focus=(-10, 260, 2.0))
def leather_jacket(s: Sketch) -> None:
    """A biker jacket: wide lapels, a slanting zip, buckled hem."""
    if not s.back:
        hollow(s, 52, 330)
    for side, arm in zip(SIDES, long_sleeves(s, TAILORED), strict=True):
        arm.seam(*sided([(138, 252), (166, 400), (196, 560)], side), depth=0.6)
        zipper(s, sided([(182, 500), (186, 540), (192, 588)], side))
    if s.back:
        body = back_of(s, 566, 146)
        body.seam((-140, 232), (0, 238), (140, 232)).seam((-132, 520), (0, 526), (132, 520))
        for x in (-62, 62):
            body.seam((x, 236), (x * 0.8, 400), (x * 0.8, 520))
        shirt_collar(s)
    else:
        _biker_fronts(s)
    belt = s.strip([(-147, 556), (0, 564), (147, 556)], 24, lift=3)
    belt.stitch((-146, 547), (0, 555), (146, 547))
    if not s.back:
        buckle(s, -64, 562, 26)
    _epaulettes(s)


def zipper(s: Sketch, knots: list[Knot], width: float = 7) -> None:
    """A metal zip along the knots, with its puller."""
    tape = s.strip(knots, width, "metal", lift=1.5, crumple=0)
    tape.marks.append(Mark(tape.outline[: len(tape.outline) // 2], 1.2, 0.6))
    s.strip(knots, width * 0.3, "black", lift=0, crumple=0)
    x, y = knots[0][:2]
    s.strip([(x, y), (x + 1, y + 14)], 5, "metal", lift=2)


def buckle(s: Sketch, x: float, y: float, size: float) -> None:
    """A square buckle."""
    a = size / 2
    frame = loop([(x - a, y - a, C), (x + a, y - a, C), (x + a, y + a, C), (x - a, y + a, C)])
    hole = loop(
        [(x - a * 0.7, y - a * 0.62, C), (x + a * 0.7, y - a * 0.62, C),
         (x + a * 0.7, y + a * 0.62, C), (x - a * 0.7, y + a * 0.62, C)]
    )  # fmt: skip
    s.panel(frame, "metal", holes=[hole], lift=2, body=3, roll=2, crumple=0)
    s.strip([(x - a * 0.8, y), (x + a * 0.9, y)], size * 0.12, "metal", lift=1)


BIKER_FRONTS_KNOTS: list[Knot] = [
    (50, 150, C), (100, 160), (150, 178, C), (138, 226), (135, 268), (144, 312, C), (134, 400),
    (140, 500), (149, 558, C), (60, 566), (-26, 566, C), (-52, 420), (-66, 320, C), (20, 240),
]  # fmt: skip


def _biker_fronts(s: Sketch) -> None:
    under = half(s, front(50, 210, 566, 146, 6), -1, 144)
    under.seam((-134, 250), (-90, 300), (-86, 550))
    piece = half(s, BIKER_FRONTS_KNOTS, 1, 144, 5)
    piece.seam((134, 250), (92, 300), (88, 550), depth=0.6)
    zipper(s, [(-60, 326), (-46, 430), (-22, 552)], 8)
    for line in ([(60, 460), (100, 424)], [(-70, 470), (-104, 432)]):
        zipper(s, list(line), 7)
    for side, tip in ((-1, (-96, 262)), (1, (94, 272))):
        lapel: list[Knot] = [
            (34, 128, C), (60, 150), (abs(tip[0]) - 6, 200), (abs(tip[0]), tip[1], C),
            (66, 322 if side == -1 else 330, C), (30, 250), (30, 180),
        ]  # fmt: skip
        flap = s.shape(sided(lapel, side), lift=6, bulge=0.35, roll=4, crumple=0.5)
        flap.stitch(
            *sided([(58, 156), (abs(tip[0]) - 12, 204), (abs(tip[0]) - 7, tip[1] - 2)], side)
        )
        s.button(side * (abs(tip[0]) - 16), tip[1] - 6, 4, "metal")


def _epaulettes(s: Sketch) -> None:
    for side in SIDES:
        tab: list[Knot] = [(84, 150, C), (148, 170, C), (146, 186, C), (84, 170, C), (76, 159)]
        s.shape(sided(tab, side), lift=2, bulge=0.3, roll=2).stitch(
            *sided([(84, 154), (142, 173)], side)
        )
        s.button(side * 88, 161, 3.5, "metal")


@garment("bomber jacket", fabric="nylon", focus=(0, 240, 2.1))
def bomber(s: Sketch) -> None:
    """A zipped bomber with ribbed collar, cuffs and hem."""
    if not s.back:
        hollow(s, 52, 220, collar=False)
    for side, arm in zip(SIDES, long_sleeves(s, ROOMY, roll=7), strict=True):
        arm.fold(*sided([(150, 300), (190, 330), (214, 320)], side), width=20, depth=0.6)
    cuffs(s, 36)
    if s.back:
        back_of(s, 590, 154, 0)
    else:
        for side in (-1, 1):
            piece = half(s, front(50, 196, 590, 154, 2, 0), side, 152)
            piece.seam(*sided([(64, 440), (104, 500)], side), width=4, depth=0.9)
    s.ribbing([(-157, 592), (0, 598), (157, 592)], 34, lift=2)
    if not s.back:
        zipper(s, [(0, 190), (0, 400), (0, 612)], 9)
    dip = 170 if s.back else 200
    s.ribbing([(-58, 142), (-36, dip - 8), (0, dip), (36, dip - 8), (58, 142)], 26, lift=3)
