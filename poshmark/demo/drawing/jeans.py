"""Jeans and dungarees: denim with its pockets, fly and contrast stitching."""

from .body import SIDES, sided
from .bottoms import CLOSE_UP, Cut, ankle_folds, leg, waistband
from .curves import CORNER as C
from .curves import Knot
from .registry import garment
from .sketch import Fade, Panel, Sketch


def _jeans(s: Sketch, cut: Cut) -> None:
    ink = s.cloth("main").ink
    thread = "c9924f" if ink[2] > ink[0] * 1.05 else None
    worn = 0.30 if s.cloth("main").pattern == "denim" else 0.0
    for side in (-1, 1):
        piece = leg(s, cut, side)
        ankle_folds(s, piece, cut, side)
        _jeans_seams(piece, cut, side, thread)
        piece.fades += [
            Fade(side * cut.stance, 400, 26, 90, worn),
            Fade(side * cut.stance, 560, 22, 80, worn * 0.7),
            Fade(side * (cut.hip + 4), 420, 10, 300, -worn * 0.6),
        ]  # fmt: skip
    (_jeans_back if s.back else _jeans_front)(s, cut, thread)
    waistband(s, cut)
    if not s.back:
        s.button(0, cut.top + 12, 7, "metal")
    else:
        s.shape(
            [
                (40, cut.top - 8, C),
                (84, cut.top - 10, C),
                (84, cut.top + 16, C),
                (40, cut.top + 18, C),
            ],
            "stack",
            lift=1.5,
            bulge=0,
        )


def _jeans_seams(piece: Panel, cut: Cut, side: int, thread: str | None) -> None:
    hem = [
        (cut.stance - cut.ankle * 0.6, cut.hem - 16),
        (cut.stance, cut.hem - 12),
        (cut.stance + cut.ankle * 0.7, cut.hem - 18),
    ]
    piece.stitch(*sided(hem, side), thread=thread)
    inner = [
        (10, cut.crotch + 16),
        (18, cut.crotch + 70),
        (cut.stance - cut.knee * 0.4, (cut.crotch + cut.hem) / 2),
    ]
    piece.stitch(*sided(inner, side), thread=thread)


def _jeans_front(s: Sketch, cut: Cut, thread: str | None) -> None:
    fly = s.panels[-1]
    fly.seam((0, cut.top), (0, 220), (2, cut.crotch), width=1.6)
    fly.stitch((26, cut.top + 20), (26, 210), (14, 262), (2, 280), thread=thread)
    for side, piece in zip((-1, 1), s.panels[-2:], strict=True):
        scoop = [
            (44, cut.top + 18), (56, cut.top + 54), (cut.hip - 14, cut.top + 78),
            (cut.hip, cut.top + 80),
        ]  # fmt: skip
        piece.seam(*sided(scoop, side), width=1.8)
        piece.stitch(*sided([(x - 4, y + 5) for x, y in scoop], side), thread=thread)
        for x, y in ((47, cut.top + 24), (cut.hip - 16, cut.top + 76)):
            s.button(side * x, y, 2.6, "metal")


def _jeans_back(s: Sketch, cut: Cut, thread: str | None) -> None:
    for side, piece in zip((-1, 1), s.panels[-2:], strict=True):
        yoke = [(0, cut.top + 62), (60, cut.top + 50), (cut.hip - 4, cut.top + 36)]
        piece.seam(*sided(yoke, side)).stitch(
            *sided([(x, y + 5) for x, y in yoke], side), thread=thread
        )
        piece.seam(*sided([(0, cut.top), (0, 220), (2, cut.crotch)], side), width=1.6)
    for side in SIDES:
        _back_pocket(s, side, cut.top + 70, thread)


def _back_pocket(s: Sketch, side: int, top: float, thread: str | None) -> None:
    shape: list[Knot] = [
        (24, top + 4, C), (96, top - 4, C), (98, top + 62), (92, top + 74, C), (63, top + 92, C),
        (32, top + 78, C),
    ]  # fmt: skip
    piece = s.shape(sided(shape, side), lift=2, bulge=0.12, roll=2)
    piece.stitch(
        *sided(
            [
                (28, top + 8, C),
                (36, top + 75, C),
                (63, top + 87, C),
                (89, top + 71, C),
                (92, top, C),
            ],
            side,
        ),
        thread=thread,
    )
    piece.stitch(
        *sided(
            [(30, top + 32), (48, top + 46), (63, top + 36), (80, top + 46), (94, top + 28)], side
        ),
        thread=thread,
    )


@garment("skinny jeans", fabric="denim", hold="clips", focus=CLOSE_UP, hang=(66, 112))
def skinny_jeans(s: Sketch) -> None:
    """Close-fitting jeans."""
    _jeans(s, Cut(waist=92, hip=118, knee=78, ankle=54, stance=66))


@garment("wide-leg jeans", fabric="denim", hold="clips", focus=CLOSE_UP, hang=(64, 112))
def wide_jeans(s: Sketch) -> None:
    """High-waisted wide jeans."""
    _jeans(s, Cut(waist=90, hip=130, knee=116, ankle=138, stance=82))


DUNGAREES_BIB: list[Knot] = [
    (-74, 182, C), (0, 186), (74, 182, C), (84, 250), (100, 312, C), (0, 318), (-100, 312, C),
    (-84, 250),
]  # fmt: skip

DUNGAREES_STITCHES: list[Knot] = [
    (-38, 214, C), (-38, 265, C), (0, 279, C), (38, 265, C), (38, 214, C),
]  # fmt: skip


@garment("dungarees", fabric="denim", focus=(0, 240, 2.0), hang=(36, 98))
def dungarees(s: Sketch) -> None:
    """Bib-and-brace overalls."""
    ink = s.cloth("main").ink
    thread = "c9924f" if ink[2] > ink[0] * 1.05 else None
    cut = Cut(waist=100, top=304, hip=124, crotch=446, knee=98, ankle=92, hem=716, stance=74)
    for side in (-1, 1):
        piece = leg(s, cut, side)
        ankle_folds(s, piece, cut, side)
        _jeans_seams(piece, cut, side, thread)
        piece.seam(*sided([(54, cut.top + 18), (70, 372), (cut.hip - 2, 388)], side), width=1.8)
    for side in SIDES:
        s.strip(sided([(34, 96), (50, 128), (58, 196)], side), 20, lift=4).stitch(
            *sided([(27, 98), (43, 130), (51, 196)], side), thread=thread
        )
    piece = s.shape(DUNGAREES_BIB, lift=4, bulge=0.9).stitch(
        (-70, 191), (0, 195), (70, 191), thread=thread
    )
    if s.back:
        _back_pocket(s, 1, 346, thread)
        _back_pocket(s, -1, 346, thread)
    else:
        pocket: list[Knot] = [(-42, 212, C), (42, 212, C), (42, 268, C), (0, 284, C), (-42, 268, C)]
        s.shape(pocket, lift=2, bulge=0.1, roll=2).stitch(*DUNGAREES_STITCHES, thread=thread)
        for side in SIDES:
            s.button(side * 59, 194, 9, "metal")
    s.strip([(-102, 308), (0, 315), (102, 308)], 22, lift=2).stitch(
        (-100, 317), (0, 324), (100, 317), thread=thread
    )
