"""Trousers and the like: jeans, trousers, shorts, leggings, joggers; jumpsuit and dungarees."""

from dataclasses import dataclass

from .body import SIDES, sided
from .curves import CORNER as C
from .curves import Knot, loop, mirror
from .jackets import buckle
from .registry import garment
from .sketch import Panel, Sketch

CLOSE_UP = (20.0, 210.0, 2.1)


@dataclass(frozen=True)
class Cut:
    """The cut of a pair of trousers: half widths and heights in units."""

    waist: float = 96
    top: float = 110
    hip: float = 128
    crotch: float = 318
    knee: float = 84
    ankle: float = 62
    hem: float = 716
    stance: float = 76
    splay: float | None = None


def leg(s: Sketch, cut: Cut, side: int, **traits: float) -> Panel:
    """One leg with half of the seat."""
    mid = (cut.crotch + cut.hem) / 2 - 10
    foot = cut.stance + ((cut.ankle - 62) * 0.3 if cut.splay is None else cut.splay)
    knots: list[Knot] = [
        (-6, cut.top + 12, C), (cut.waist, cut.top, C), (cut.hip - 6, cut.top + 84),
        (cut.hip, cut.crotch - 50), (cut.hip - 2, cut.crotch + 20),
        (cut.stance + cut.knee * 0.54, mid), (foot + cut.ankle * 0.56, cut.hem - 4, C),
        (foot, cut.hem + 3), (foot - cut.ankle * 0.5, cut.hem - 2, C),
        (cut.stance - cut.knee * 0.48, mid), (14, cut.crotch + 60), (3, cut.crotch, C),
    ]  # fmt: skip
    body = min(34.0, cut.ankle * 0.5)
    piece = s.shape(sided(knots, side), body=body, bulge=traits.get("bulge", 1.25), lift=4)
    _leg_folds(s, piece, cut, side, mid)
    return piece


def _leg_folds(s: Sketch, piece: Panel, cut: Cut, side: int, knee: float) -> None:
    ease = min(1.0, piece.cloth.kind.wrinkle)
    for k in range(4):
        tip = (cut.hip * (0.55 + 0.1 * k), cut.crotch - 22 + 26 * k + s.wobble(8))
        bend = (cut.hip * 0.3, cut.crotch + 4 + 14 * k)
        piece.fold(
            *sided([(4, cut.crotch + 2 + 9 * k), bend, tip], side), width=11 + k, depth=0.65 * ease
        )
    for k in range(3):
        y = knee - 34 + 30 * k + s.wobble(8)
        inner, outer = cut.stance - cut.knee * 0.4, cut.stance + cut.knee * 0.4
        line = [(inner, y), ((inner + outer) / 2, y + 7), (outer, y - 10 - s.wobble(8))]
        piece.fold(*sided(line, side), width=11, depth=0.45 * ease)
    piece.fold(
        *sided([(cut.stance + 4, knee + 40), (cut.stance + 8, cut.hem - 20)], side),
        width=22,
        depth=0.35,
    )


def ankle_folds(s: Sketch, piece: Panel, cut: Cut, side: int) -> None:
    """Cloth that stacks above the hem."""
    for k in range(4):
        y = cut.hem - 24 - 22 * k
        a, b = cut.stance - cut.ankle * 0.42, cut.stance + cut.ankle * 0.45
        tilt = 9 if k % 2 else -7
        piece.fold(
            *sided([(a, y + tilt), (cut.stance, y), (b, y - tilt)], side), width=10, depth=0.6
        )


def waistband(s: Sketch, cut: Cut, role: str = "main", depth: float = 26, loops: int = 5) -> Panel:
    """The band at the top, with belt loops and the inside of the back above it."""
    y = cut.top + 2
    if not s.back:
        arch: list[Knot] = [
            (-cut.waist + 3, y - 12, C), (0, y - 22), (cut.waist - 3, y - 12, C), (0, y + 10),
        ]  # fmt: skip
        s.shape(arch, "lining", tone=0.62, lift=0, bulge=0)
    dip = 3 if s.back else 11
    band = s.strip([(-cut.waist - 1, y), (0, y + dip), (cut.waist + 1, y)], depth, role, lift=2)
    for off in (-depth * 0.36, depth * 0.36):
        band.stitch((-cut.waist, y + off), (0, y + dip + off), (cut.waist, y + off))
    for k in range(loops):
        x = cut.waist * (-0.78 + 1.56 * k / max(1, loops - 1))
        if s.back or abs(x) > 12:
            s.strip([(x, y - depth * 0.6), (x, y + depth * 0.72)], 8, role, lift=2)
    return band


@garment("trousers", fabric="crepe", hold="clips", focus=CLOSE_UP, hang=(66, 112))
def trousers(s: Sketch) -> None:
    """Tailored trousers with a pressed crease."""
    cut = Cut(waist=92, hip=126, knee=100, ankle=96, stance=78)
    for side in (-1, 1):
        piece = leg(s, cut, side)
        crease = [(58, cut.top + 50), (cut.stance, 420), (cut.stance + 8, cut.hem)]
        piece.fold(*sided(crease, side), width=4, depth=1.1).fold(
            *sided([(50, cut.top + 12), (54, cut.top + 100)], side), width=9, depth=-0.7
        )
        if s.back:
            piece.seam(*sided([(40, 196), (90, 192)], side), width=3).seam(
                (0, cut.top), (0, 220), (side * 2, cut.crotch)
            )
        else:
            piece.seam(*sided([(72, cut.top + 14), (cut.hip - 6, cut.top + 100)], side), width=1.6)
    if not s.back:
        s.panels[-1].seam((0, cut.top), (0, 220), (2, cut.crotch), width=1.5).stitch(
            (22, cut.top + 18), (22, 220), (2, 270)
        )
    waistband(s, cut)


@garment("shorts", fabric="poplin", hold="clips", focus=(20, 320, 2.0), hang=(84, 232))
def shorts(s: Sketch) -> None:
    """Tailored shorts with turn-ups."""
    cut = Cut(
        waist=118, top=230, hip=154, crotch=440, knee=140, ankle=142, hem=556, stance=88, splay=8
    )
    for side in (-1, 1):
        piece = leg(s, cut, side)
        piece.seam(*sided([(80, cut.top + 14), (cut.hip - 8, cut.top + 104)], side), width=1.6)
        s.strip(
            sided(
                [
                    (cut.stance - 64, cut.hem - 12),
                    (cut.stance + 16, cut.hem - 8),
                    (cut.stance + 86, cut.hem - 15),
                ],
                side,
            ),
            30,
            lift=3,
            bulge=0.15,
        )
    if s.back:
        for side in SIDES:
            s.panels[0 if side == -1 else 2].seam(*sided([(44, 330), (110, 324)], side), width=3)
    else:
        s.panels[2].seam((0, cut.top), (0, 340), (2, cut.crotch), width=1.5).stitch(
            (26, 250), (26, 350), (4, 400)
        )
    waistband(s, cut)
    if not s.back:
        s.button(0, cut.top + 12, 6)


@garment("leggings", fabric="spandex", hold="clips", focus=(0, 220, 2.0), hang=(60, 98))
def leggings(s: Sketch) -> None:
    """High-waisted leggings with a broad band."""
    cut = Cut(waist=84, top=104, hip=112, knee=70, ankle=42, stance=64)
    for side in (-1, 1):
        piece = leg(s, cut, side, bulge=1.5)
        piece.crumple = 0.4
        piece.stitch(*sided([(108, 230), (96, 380), (92, 520), (80, 700)], side))
        piece.seam(*sided([(112, 260), (70, 470), (60, 540), (72, 690)], side), depth=0.6)
    band: list[Knot] = [(-84, 92, C), (0, 98), (84, 92, C), (92, 160, C), (0, 186), (-92, 160, C)]
    piece = s.shape(band, "plain", lift=2, body=44, bulge=1.2, crumple=0.3)
    piece.seam((-90, 154), (0, 180), (90, 154), width=1, depth=0.5)
    if s.back:
        piece.seam((-34, 124), (0, 127), (34, 124), width=3)
        s.panels[-2].seam((0, 180), (0, 250), (3, cut.crotch), width=1.6)


@garment("joggers", fabric="sweat", hold="clips", focus=(0, 200, 2.0), hang=(70, 112))
def joggers(s: Sketch) -> None:
    """Sweatpants with a drawstring and ribbed cuffs."""
    cut = Cut(waist=98, hip=136, knee=110, ankle=78, hem=690, stance=80)
    for side in (-1, 1):
        piece = leg(s, cut, side, bulge=1.4)
        ankle_folds(s, piece, cut, side)
        piece.seam(*sided([(96, cut.top + 22), (cut.hip - 2, cut.top + 108)], side), width=2)
        s.ribbing(
            sided([(cut.stance - 30, 700), (cut.stance + 4, 703), (cut.stance + 38, 698)], side),
            36,
            lift=2,
        )
    s.ribbing([(-98, cut.top + 4), (0, cut.top + 14), (98, cut.top + 4)], 34, lift=2)
    if not s.back:
        for side in SIDES:
            s.strip(
                sided([(8, cut.top + 16), (14, cut.top + 60), (11, cut.top + 112)], side),
                5,
                "white",
                lift=3,
            )


@garment("cargo trousers", fabric="canvas", hold="clips", focus=(60, 400, 2.0), hang=(66, 112))
def cargo(s: Sketch) -> None:
    """Loose trousers with pockets on the thigh."""
    cut = Cut(waist=94, hip=134, knee=118, ankle=108, stance=82)
    for side in (-1, 1):
        piece = leg(s, cut, side)
        ankle_folds(s, piece, cut, side)
        piece.seam(*sided([(80, cut.top + 14), (cut.hip - 6, cut.top + 92)], side), width=1.8)
        box: list[Knot] = [(74, 390, C), (136, 382, C), (140, 474, C), (82, 482, C)]
        s.shape(sided(box, side), lift=4, bulge=0.3, roll=3).stitch(
            *sided([(79, 396, C), (87, 476, C), (135, 468, C), (132, 388, C)], side)
        )
        lid: list[Knot] = [(71, 382, C), (138, 374, C), (140, 404, C), (74, 412, C)]
        s.shape(sided(lid, side), lift=3, bulge=0.2, roll=2).stitch(
            *sided([(75, 407), (136, 399)], side)
        )
        s.button(side * 106, 398, 4)
    if not s.back:
        s.panels[4].seam((0, cut.top), (0, 220), (2, cut.crotch), width=1.6)
    waistband(s, cut)
    if not s.back:
        s.button(0, cut.top + 12, 6)


def _strap_bodice(s: Sketch) -> Panel:
    neck: list[Knot] = (
        [(0, 168, C), (34, 120), (50, 84, C)] if not s.back else [(0, 190), (40, 176), (50, 84, C)]
    )
    half: list[Knot] = [
        *neck, (66, 82, C), (72, 150), (98, 206, C), (86, 260), (80, 304, C), (0, 310),
    ]  # fmt: skip
    return s.panel(loop(mirror(half)), bulge=1.25, lift=3)


@garment("jumpsuit", fabric="crepe", focus=(0, 220, 2.0), hang=(58, 84))
def jumpsuit(s: Sketch) -> None:
    """A sleeveless wide-leg jumpsuit with a belt."""
    cut = Cut(waist=80, top=298, hip=112, crotch=434, knee=96, ankle=122, hem=728, stance=68)
    if not s.back:
        s.shape(
            [(-52, 86, C), (52, 86, C), (46, 160), (0, 196), (-46, 160)],
            "lining",
            tone=0.62,
            lift=0,
        )
    for side in (-1, 1):
        piece = leg(s, cut, side)
        piece.fold(*sided([(40, 306), (44, 400), (64, 560)], side), width=14, depth=-0.5)
        piece.seam(*sided([(76, 312), (106, 392)], side), width=1.6)
    body = _strap_bodice(s)
    for side in SIDES:
        body.fold(*sided([(96, 210), (64, 244), (34, 250)], side), width=13, depth=0.6)
        body.fold(*sided([(52, 230), (44, 300)], side), width=12, depth=0.5)
    s.strip([(-82, 302), (0, 309), (82, 302)], 20, lift=4)
    if not s.back:
        buckle(s, 0, 308, 34)
