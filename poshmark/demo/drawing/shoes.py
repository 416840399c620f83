"""Shoes, drawn in profile with the toe to the left, in pairs."""

from collections.abc import Callable

from .curves import CORNER as C
from .curves import Knot, ribbon
from .jackets import buckle
from .registry import garment
from .sketch import Panel, Sketch

CLOSE_UP = (-60.0, 470.0, 2.0)


def pair(s: Sketch, one: Callable[[Sketch], None], dx: float = 66, dy: float = -58) -> None:
    """Two of a shoe, the far one behind; seen from the other side when it is the back."""
    one(s)
    s.shift(0, dx, dy)
    for panel in s.panels:
        panel.tone *= 0.93
    one(s)
    if s.back:
        s.shift(0, 0, 0, flip=True)


def upper(s: Sketch, knots: list[Knot], role: str = "main", **traits: float) -> Panel:
    """The body of a shoe."""
    return s.shape(
        knots, role, body=traits.get("body", 46), bulge=1.25, roll=7, lift=4, crumple=0.35
    )


def sole(s: Sketch, knots: list[Knot], role: str = "sole") -> Panel:
    """A sole, which stands on the floor."""
    return s.shape(knots, role, roll=4, body=14, bulge=0.5, lift=2, crumple=0, rests=True)


def mouth(s: Sketch, knots: list[Knot], tone: float = 0.5) -> Panel:
    """The dark inside of a shoe."""
    return s.shape(knots, "lining", tone=tone, lift=0, bulge=-0.3, crumple=0.2)


SNEAKER_BODY: list[Knot] = [
    (186, 380, C), (194, 412), (206, 478), (204, 530, C), (0, 536), (-184, 534, C), (-224, 516),
    (-226, 486), (-196, 460), (-140, 442), (-88, 420), (-34, 386), (30, 338, C), (66, 372),
    (112, 396), (156, 394),
]  # fmt: skip
SNEAKER_EDGE: list[Knot] = [
    (-234, 506), (-206, 524), (-100, 530), (60, 528), (208, 510), (216, 534), (206, 563, C),
    (20, 568), (-170, 567, C), (-222, 550),
]  # fmt: skip


def _sneaker(s: Sketch) -> None:
    mouth(s, [(30, 340, C), (84, 346), (140, 366), (186, 380, C), (150, 402), (90, 404), (48, 380)])
    tongue: list[Knot] = [(-24, 388), (4, 346), (26, 312, C), (64, 316, C), (78, 354), (46, 396)]
    s.shape(tongue, "plain", body=18, lift=3)
    body = upper(s, SNEAKER_BODY)  # fmt: skip
    body.fold((-116, 438), (-96, 462), (-100, 496), width=10, depth=-0.5)
    body.fold((-90, 428), (-66, 456), (-66, 490), width=10, depth=0.4)
    _sneaker_overlays(s)
    _laces(s, [(-62, 410), (-44, 399), (-26, 386), (-8, 373), (10, 359)], (32, 26))
    edge = sole(s, SNEAKER_EDGE)  # fmt: skip
    edge.seam((-228, 530), (-100, 544), (60, 543), (213, 528), width=1.6, depth=0.7)
    s.strip([(-204, 562), (-170, 567), (20, 568), (204, 562)], 6, "dark sole", lift=0)


SNEAKER_OVERLAYS_TOE: list[Knot] = [
    (-227, 486, C), (-200, 474), (-150, 482), (-96, 506), (-56, 536, C), (-184, 534, C),
    (-224, 516),
]  # fmt: skip
SNEAKER_OVERLAYS_STAY: list[Knot] = [
    (-82, 417, C), (-34, 386), (30, 338, C), (66, 372), (52, 396), (8, 432), (-44, 456),
    (-84, 458, C), (-100, 440),
]  # fmt: skip
SNEAKER_OVERLAYS_HEEL: list[Knot] = [
    (140, 420, C), (196, 416, C), (206, 478), (204, 532, C), (124, 534, C), (124, 470),
]  # fmt: skip


def _sneaker_overlays(s: Sketch) -> None:
    s.shape(SNEAKER_OVERLAYS_TOE, "second", lift=1.5, body=20, roll=2).stitch(
        (-214, 482), (-152, 488), (-68, 532)
    )
    piece = s.shape(SNEAKER_OVERLAYS_STAY, "second", lift=2, body=14, roll=2)
    piece.stitch((-80, 452), (-44, 449), (4, 426), (46, 393))
    s.shape(SNEAKER_OVERLAYS_HEEL, "second", lift=1.5, body=20, roll=2).stitch(
        (144, 426), (130, 470), (130, 530)
    )
    s.strip([(-30, 530), (30, 500), (72, 462), (98, 402)], 17, "accent", lift=1, bulge=0.1)
    s.strip([(156, 394), (112, 396), (66, 372)], 11, "plain", lift=2, bulge=1.0)
    s.strip([(186, 378), (193, 404), (197, 420)], 12, "accent", lift=1.5)


def _laces(s: Sketch, at: list[tuple[float, float]], across: tuple[float, float]) -> None:
    for x, y in at:
        end = (x + across[0], y + across[1])
        s.strip([(x - 8, y - 7), (x + across[0] * 0.5, y + across[1] * 0.4), end], 8, "white")
    x, y = at[-1]
    s.strip([(x + 2, y - 20), (x + 34, y - 10), (x + 58, y + 22), (x + 44, y + 44)], 6, "white")
    s.strip([(x + 6, y - 18), (x + 44, y - 22), (x + 76, y + 4), (x + 74, y + 36)], 6, "white")


@garment("sneakers", fabric="leather", hold="floor", focus=CLOSE_UP)
def sneakers(s: Sketch) -> None:
    """Low-top trainers."""
    pair(s, _sneaker)


HIGH_TOP_BODY: list[Knot] = [
    (178, 242, C), (184, 330), (192, 430), (204, 530, C), (0, 536), (-170, 534, C), (-214, 500),
    (-190, 458), (-120, 430), (-60, 396), (-8, 330), (20, 246, C), (90, 262),
]  # fmt: skip
HIGH_TOP_EDGE: list[Knot] = [
    (-222, 514), (-100, 520), (60, 518), (208, 512), (210, 566, C), (0, 569), (-180, 567, C),
    (-220, 548),
]  # fmt: skip


HIGH_TOP_STITCHES: list[Knot] = [(36, 256), (50, 352), (16, 436), (-48, 477)]


def _high_top(s: Sketch) -> None:
    mouth(s, [(30, 246, C), (90, 236), (176, 240, C), (160, 276), (60, 280)])
    body = upper(s, HIGH_TOP_BODY)  # fmt: skip
    body.seam((30, 256), (44, 350), (10, 430), (-50, 470)).stitch(*HIGH_TOP_STITCHES)
    body.fold((60, 420), (110, 410), (170, 424), width=13, depth=0.6)
    s.shape(
        [(-214, 500), (-190, 458), (-150, 442, C), (-116, 474), (-110, 534, C), (-170, 534, C)],
        "sole",
        lift=1.5,
        body=22,
    )
    _laces(s, [(-66, 404), (-46, 384), (-28, 358), (-14, 328), (-4, 296), (6, 264)], (44, 18))
    s.button(96, 330, 25, "white")
    edge = sole(
        s,
        HIGH_TOP_EDGE,
    )
    edge.seam((-218, 532), (0, 536), (210, 530), width=3, depth=0.8)
    s.strip([(-206, 565), (0, 567), (204, 564)], 6, "dark sole", lift=0)


@garment("high-top sneakers", fabric="canvas", hold="floor", focus=CLOSE_UP)
def high_tops(s: Sketch) -> None:
    """Canvas high-tops with a rubber toe."""
    pair(s, _high_top)


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
