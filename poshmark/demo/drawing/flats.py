"""Low shoes: heels, ballet flats, loafers, sandals, espadrilles."""

from .curves import CORNER as C
from .curves import Knot, ribbon
from .jackets import buckle
from .registry import garment
from .shoes import mouth, pair, sole, upper
from .sketch import Sketch

PUMP_MOUTH: list[Knot] = [
    (-104, 506, C), (-50, 486), (50, 436), (140, 388), (200, 392, C), (130, 450), (20, 520),
    (-60, 532),
]  # fmt: skip

PUMP_ACCENT: list[Knot] = [
    (-226, 592), (-190, 604), (-90, 604), (0, 582), (80, 530), (150, 490, C), (70, 520),
    (-20, 566), (-120, 590),
]  # fmt: skip

PUMP_BODY: list[Knot] = [
    (200, 390, C), (212, 430), (206, 474, C), (150, 486), (74, 522), (-6, 572), (-90, 594),
    (-196, 596, C), (-232, 588), (-200, 558), (-140, 522), (-104, 504, C), (-50, 526), (30, 506),
    (120, 442),
]  # fmt: skip


def _pump(s: Sketch) -> None:
    mouth(
        s,
        PUMP_MOUTH,
        0.75,
    )
    sole(
        s,
        [(150, 478, C), (206, 464, C), (200, 520), (190, 606, C), (176, 606, C), (172, 540)],
        "dark sole" if s.chance(0.5) else "main",
    )
    sole(
        s,
        PUMP_ACCENT,
        "accent",
    )
    body = upper(s, PUMP_BODY, body=34)  # fmt: skip
    body.stitch((194, 398), (118, 450), (30, 513), (-52, 533), (-102, 512))


@garment("heels", fabric="patent", hold="floor", focus=(-60, 530, 2.0))
def heels(s: Sketch) -> None:
    """Pointed stilettos."""
    pair(s, _pump, 70, -62)


BALLET_FLAT_BODY: list[Knot] = [
    (198, 460, C), (212, 510), (208, 568, C), (0, 574), (-180, 573, C), (-226, 560), (-210, 524),
    (-160, 500), (-112, 490, C), (-70, 520), (20, 526), (120, 506),
]  # fmt: skip


def _ballet_flat(s: Sketch) -> None:
    mouth(
        s,
        [(-112, 492, C), (-40, 484), (80, 474), (196, 462, C), (120, 520), (0, 540), (-80, 530)],
        0.8,
    )
    sole(
        s,
        [(-222, 566), (-180, 580), (0, 582), (200, 578), (206, 566, C), (0, 568), (-190, 566)],
        "dark sole",
    )
    body = upper(s, BALLET_FLAT_BODY, body=32)  # fmt: skip
    body.stitch((190, 470), (120, 513), (20, 533), (-72, 527), (-110, 498))
    for turn in (-1, 1):
        wing: list[Knot] = [
            (-110, 494, C), (-110 + 30 * turn, 478), (-110 + 46 * turn, 490),
            (-110 + 36 * turn, 508),
        ]  # fmt: skip
        s.shape(wing, "accent", lift=3, body=10)
    s.shape([(-119, 486), (-101, 486), (-101, 504), (-119, 504)], "accent", lift=2, body=6)


@garment("flats", fabric="leather", hold="floor", focus=(-70, 520, 2.2))
def flats(s: Sketch) -> None:
    """Ballet flats with a bow."""
    pair(s, _ballet_flat, 74, -70)


LOAFER_SADDLE: list[Knot] = [
    (-80, 454, C), (-34, 437, C), (6, 470), (34, 510), (44, 552, C), (-20, 556, C), (-40, 504),
]  # fmt: skip

LOAFER_BODY: list[Knot] = [
    (194, 438, C), (207, 490), (206, 548, C), (0, 557), (-184, 557, C), (-228, 540), (-214, 504),
    (-160, 474), (-90, 456), (-12, 430, C), (30, 462), (110, 480),
]  # fmt: skip


def _loafer(s: Sketch) -> None:
    mouth(s, [(-6, 434, C), (60, 426), (140, 430), (192, 440, C), (140, 490), (60, 494)], 0.6)
    sole(s, [(108, 548, C), (206, 546, C), (203, 580, C), (112, 580, C)], "stack")
    body = upper(s, LOAFER_BODY)  # fmt: skip
    body.seam((-210, 518), (-160, 492), (-90, 484), (-36, 494), width=2.2)
    body.stitch((188, 450), (110, 487), (34, 470), (-6, 440))
    strap = s.shape(LOAFER_SADDLE, lift=3, body=16, roll=3)
    strap.stitch((-72, 457), (-34, 504), (-14, 552)).stitch((-34, 445), (0, 474), (36, 548))
    bit = "metal" if s.chance(0.6) else "accent"
    s.strip([(-58, 456), (-36, 468), (-12, 492)], 12, bit, lift=2.5)
    line: list[Knot] = [(-222, 550), (-184, 566), (-60, 570), (104, 562), (206, 556)]
    s.panel(ribbon(line, 14), "dark sole", rests=True, lift=1, roll=3)


@garment("loafers", fabric="leather", hold="floor", focus=(-60, 490, 2.2))
def loafers(s: Sketch) -> None:
    """Penny or horse-bit loafers."""
    pair(s, _loafer, 70, -66)


SANDAL_CORK: list[Knot] = [
    (-232, 546), (-206, 552), (-90, 560), (40, 548), (150, 536), (206, 530), (216, 546),
    (206, 592, C), (0, 596), (-190, 595, C), (-230, 580),
]  # fmt: skip


def _sandal(s: Sketch) -> None:
    bed = sole(s, SANDAL_CORK, "cork")  # fmt: skip
    bed.seam((-224, 566), (-90, 574), (60, 564), (212, 556), width=1.2, depth=0.5)
    s.strip([(-206, 592), (-100, 595), (60, 595), (204, 590)], 9, "dark sole", lift=0)
    for x, wide, tall in ((-116, 80, 494), (44, 88, 468)):
        arch: list[Knot] = [
            (x - wide, 562, C), (x - wide * 0.74, tall + 38), (x - wide * 0.2, tall + 6),
            (x + wide * 0.34, tall), (x + wide * 0.8, tall + 22), (x + wide, 552, C),
        ]  # fmt: skip
        strap = s.shape(arch, lift=6, body=30, bulge=1.2, roll=5, crumple=0.4)
        middle = (tall + 560) / 2
        strap.stitch(*[(x + (k[0] - x) * 0.9, middle + (k[1] - middle) * 0.86) for k in arch])
        s.strip([(x + 2, tall + 12), (x - 6, 520), (x - 4, 558)], 24, lift=3)
        buckle(s, x - 4, tall + 38, 28)


@garment("sandals", fabric="leather", hold="floor", focus=(-40, 520, 2.0))
def sandals(s: Sketch) -> None:
    """Two-strap slides on a cork footbed."""
    pair(s, _sandal, 70, -64)


ESPADRILLE_BODY: list[Knot] = [
    (194, 450, C), (208, 500), (206, 556, C), (0, 562), (-184, 560, C), (-226, 544), (-212, 506),
    (-156, 478), (-72, 464, C), (-40, 500), (30, 516), (120, 502),
]  # fmt: skip

ESPADRILLE_STRAW: list[Knot] = [
    (-230, 540), (-190, 556), (0, 560), (208, 548), (214, 566), (204, 586, C), (0, 589),
    (-184, 588, C), (-226, 574),
]  # fmt: skip


def _espadrille(s: Sketch) -> None:
    mouth(
        s,
        [(-70, 470, C), (0, 462), (110, 462), (194, 452, C), (120, 512), (20, 524), (-40, 508)],
        0.7,
    )
    body = upper(s, ESPADRILLE_BODY, body=34)  # fmt: skip
    body.stitch((188, 460), (120, 509), (30, 523), (-42, 507), (-74, 474))
    body.seam((-72, 468), (-86, 510), (-80, 560), depth=0.6)
    rope = sole(s, ESPADRILLE_STRAW, "straw")  # fmt: skip
    rope.seam((-226, 560), (0, 574), (212, 566), depth=0.6)


@garment("espadrilles", fabric="canvas", hold="floor", focus=(-70, 520, 2.2))
def espadrilles(s: Sketch) -> None:
    """Canvas espadrilles on a rope sole."""
    pair(s, _espadrille, 72, -68)
