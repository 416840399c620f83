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


def _sneaker(s: Sketch) -> None:
    mouth(s, [(20, 322, C), (70, 322), (130, 336), (178, 350, C), (150, 384), (90, 392), (40, 360)])
    s.shape(
        [(-30, 372), (-14, 316), (6, 282, C), (52, 292, C), (74, 350), (40, 390)],
        "plain",
        body=18,
        lift=3,
    )
    body = upper(s, [
        (178, 350, C), (190, 400), (202, 470), (204, 530, C), (0, 536), (-190, 534, C), (-226, 506),
        (-216, 462), (-166, 432), (-100, 412), (-44, 374), (10, 328, C), (50, 352), (106, 384),
        (150, 366),
    ])  # fmt: skip
    body.fold((-150, 440), (-128, 470), (-136, 505), width=9, depth=-0.5)
    _sneaker_overlays(s)
    _laces(s, [(-58, 398), (-42, 384), (-26, 370), (-10, 355), (6, 340)], (36, 27))
    edge = sole(s, [
        (-232, 510), (-204, 524), (-100, 526), (60, 524), (208, 508), (214, 536), (204, 566, C),
        (0, 569), (-180, 567, C), (-220, 552),
    ])  # fmt: skip
    edge.seam((-226, 534), (-100, 542), (60, 541), (212, 530), width=1.6, depth=0.7)
    s.strip([(-206, 564), (-100, 567), (60, 567), (203, 564)], 6, "dark sole", lift=0)


def _sneaker_overlays(s: Sketch) -> None:
    toe = s.shape(
        [(-226, 506), (-216, 462), (-172, 434, C), (-140, 468), (-138, 530, C), (-190, 534, C)],
        "second",
        lift=1.5,
        body=24,
        roll=2,
    )
    toe.stitch((-178, 442), (-146, 470), (-144, 528))
    stay = s.shape(
        [
            (-72, 396, C),
            (-44, 374),
            (10, 328, C),
            (52, 354, C),
            (44, 386),
            (4, 420),
            (-44, 448),
            (-96, 452, C),
            (-104, 420),
        ],
        "second",
        lift=2,
        body=14,
        roll=2,
    )
    stay.stitch((-92, 446), (-44, 442), (4, 413), (40, 382))
    heel = s.shape(
        [(146, 400, C), (192, 394, C), (203, 470), (204, 532, C), (128, 534, C), (132, 460)],
        "second",
        lift=1.5,
        body=20,
        roll=2,
    )
    heel.stitch((150, 406), (138, 462), (134, 530))
    stripe: list[Knot] = [(-60, 520), (0, 500), (60, 460), (112, 404)]
    s.strip(stripe, 20, "accent", lift=1, bulge=0.1, roll=1.5)
    s.strip([(150, 366), (106, 384), (50, 352)], 12, "plain", lift=2, bulge=1.0)
    s.strip([(178, 346), (184, 372), (190, 398)], 12, "accent", lift=1.5)


def _laces(s: Sketch, at: list[tuple[float, float]], across: tuple[float, float]) -> None:
    for x, y in at:
        s.strip(
            [
                (x - 8, y - 8),
                (x + across[0] * 0.5, y + across[1] * 0.35),
                (x + across[0], y + across[1]),
            ],
            8,
            "white",
            lift=2,
        )
    x, y = at[-1]
    for turn in (-1, 1):
        bow: list[Knot] = [
            (x - 4, y - 12),
            (x - 30 * turn - 10, y - 34),
            (x - 40 * turn - 8, y - 10),
            (x, y - 6),
        ]
        s.strip(bow, 6, "white", lift=2.5)


@garment("sneakers", fabric="leather", hold="floor", focus=CLOSE_UP)
def sneakers(s: Sketch) -> None:
    """Low-top trainers."""
    pair(s, _sneaker)


def _high_top(s: Sketch) -> None:
    mouth(s, [(30, 246, C), (90, 236), (176, 240, C), (160, 276), (60, 280)])
    body = upper(s, [
        (178, 242, C), (184, 330), (192, 430), (204, 530, C), (0, 536), (-170, 534, C), (-214, 500),
        (-190, 458), (-120, 430), (-60, 396), (-8, 330), (20, 246, C), (90, 262),
    ])  # fmt: skip
    body.seam((30, 256), (44, 350), (10, 430), (-50, 470)).stitch(
        (36, 256), (50, 352), (16, 436), (-48, 477)
    )
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
        [
            (-222, 514),
            (-100, 520),
            (60, 518),
            (208, 512),
            (210, 566, C),
            (0, 569),
            (-180, 567, C),
            (-220, 548),
        ],
    )
    edge.seam((-218, 532), (0, 536), (210, 530), width=3, depth=0.8)
    s.strip([(-206, 565), (0, 567), (204, 564)], 6, "dark sole", lift=0)


@garment("high-top sneakers", fabric="canvas", hold="floor", focus=CLOSE_UP)
def high_tops(s: Sketch) -> None:
    """Canvas high-tops with a rubber toe."""
    pair(s, _high_top)


def _welt(s: Sketch, heel: list[Knot], role: str = "dark sole") -> None:
    sole(s, heel, "stack").seam(
        (heel[0][0] + 6, heel[0][1] + 18), (heel[1][0] - 6, heel[1][1] + 18), width=1, depth=0.5
    )
    line: list[Knot] = [(-216, 512), (-190, 524), (-90, 528), (10, 526), (100, 516), (200, 512)]
    flat = s.panel(ribbon(line, 14), role, rests=True, roll=3, bulge=0.2, lift=1, crumple=0)
    flat.stitch((-200, 518), (-90, 524), (10, 522), (100, 512), (196, 508), thread="d8c6a0")


def _ankle_boot(s: Sketch) -> None:
    mouth(s, [(44, 240, C), (100, 228), (178, 238, C), (110, 256)])
    _welt(s, [(92, 518, C), (202, 512, C), (194, 576, C), (106, 576, C)])
    body = upper(s, [
        (44, 242, C), (110, 256), (178, 240, C), (184, 330), (178, 410), (194, 468), (200, 512, C),
        (60, 518), (-90, 526), (-190, 520, C), (-220, 498), (-204, 464), (-150, 434), (-70, 406),
        (6, 372), (40, 322),
    ])  # fmt: skip
    for k in range(3):
        body.fold(
            (20 - 16 * k, 376 + 14 * k),
            (70 - 10 * k, 400 + 10 * k),
            (150 - 14 * k, 396 + 14 * k),
            width=12,
            depth=0.6,
        )
    gore = s.shape(
        [(86, 254, C), (142, 250, C), (140, 320), (122, 398), (104, 398), (88, 320)],
        "rib",
        lift=1,
        roll=2,
    )
    gore.stitch((82, 256), (84, 322), (102, 402), (124, 402), (144, 322), (146, 252))
    s.strip([(168, 262), (176, 226), (186, 262)], 10, lift=2)


@garment("ankle boots", fabric="leather", hold="floor", focus=(20, 380, 2.0))
def ankle_boots(s: Sketch) -> None:
    """Chelsea boots with a stacked heel."""
    pair(s, _ankle_boot)


def _western_boot(s: Sketch) -> None:
    mouth(s, [(34, 120, C), (110, 96), (188, 122, C), (110, 150)])
    _welt(s, [(100, 518, C), (204, 512, C), (188, 584, C), (116, 584, C)])
    body = upper(s, [
        (30, 118, C), (62, 140), (110, 158), (160, 140), (192, 118, C), (190, 240), (180, 350),
        (182, 430), (198, 480), (202, 514, C), (60, 520), (-110, 530), (-210, 524, C), (-236, 506),
        (-196, 470), (-120, 432), (-40, 400), (20, 358), (38, 290), (34, 200),
    ])  # fmt: skip
    for k, x in enumerate((0, 12, 24)):
        flame = [(110, 190 + x), (70 + x * 0.6, 240), (92, 300 - x), (64 + x, 350)]
        body.stitch(*flame, thread=("e6d3a8", "d9b56c", "f0e6cf")[k])
        body.stitch(*[(222 - a, b) for a, b in flame], thread=("e6d3a8", "d9b56c", "f0e6cf")[k])
    body.seam((24, 362), (90, 330), (182, 372), width=1.8).seam(
        (24, 362), (-10, 440), (40, 520), width=1.6
    )
    body.stitch((-190, 484), (-130, 456), (-90, 470), (-130, 496), (-170, 500), thread="e6d3a8")
    for k in range(3):
        body.fold(
            (20 - 18 * k, 380 + 16 * k),
            (90, 404 + 10 * k),
            (170, 396 + 16 * k),
            width=13,
            depth=0.6,
        )
    for x in (56, 166):
        s.strip([(x, 134), (x + 2, 172)], 12, lift=2)


@garment("western boots", fabric="leather", hold="floor", focus=(60, 300, 1.9))
def western_boots(s: Sketch) -> None:
    """Cowboy boots with stitched shafts."""
    pair(s, _western_boot, 96, -48)


def _knee_boot(s: Sketch) -> None:
    mouth(s, [(40, 66, C), (110, 54), (182, 68, C), (110, 82)])
    sole(s, [(112, 520, C), (200, 508, C), (192, 600, C), (150, 600, C)], "dark sole")
    body = upper(s, [
        (38, 68, C), (110, 82), (184, 68, C), (196, 180), (188, 300), (172, 400), (192, 470),
        (200, 510, C), (110, 524), (10, 566), (-80, 588), (-190, 592, C), (-222, 578), (-196, 546),
        (-120, 506), (-40, 446), (26, 372), (48, 300), (36, 190),
    ])  # fmt: skip
    body.seam((168, 80), (176, 200), (164, 340), (158, 430)).fold(
        (60, 110), (64, 240), (76, 350), width=16, depth=0.4
    )
    for k in range(4):
        body.fold(
            (30 - 12 * k, 384 + 22 * k),
            (90, 402 + 12 * k),
            (168, 384 + 22 * k),
            width=12,
            depth=0.6,
        )
    flat = s.panel(
        ribbon([(-214, 588), (-120, 597), (-60, 594), (20, 572), (112, 526)], 9),
        "dark sole",
        rests=True,
        lift=1,
    )
    flat.roll = 2


@garment("knee boots", fabric="leather", hold="floor", focus=(80, 300, 1.9))
def knee_boots(s: Sketch) -> None:
    """Tall boots on a block heel."""
    pair(s, _knee_boot, 92, -44)


def _pump(s: Sketch) -> None:
    mouth(
        s,
        [
            (-104, 506, C),
            (-50, 486),
            (50, 436),
            (140, 388),
            (200, 392, C),
            (130, 450),
            (20, 520),
            (-60, 532),
        ],
        0.75,
    )
    sole(
        s,
        [(150, 478, C), (206, 464, C), (200, 520), (190, 606, C), (176, 606, C), (172, 540)],
        "dark sole" if s.chance(0.5) else "main",
    )
    sole(
        s,
        [
            (-226, 592),
            (-190, 604),
            (-90, 604),
            (0, 582),
            (80, 530),
            (150, 490, C),
            (70, 520),
            (-20, 566),
            (-120, 590),
        ],
        "accent",
    )
    body = upper(s, [
        (200, 390, C), (212, 430), (206, 474, C), (150, 486), (74, 522), (-6, 572), (-90, 594),
        (-196, 596, C), (-232, 588), (-200, 558), (-140, 522), (-104, 504, C), (-50, 526),
        (30, 506), (120, 442),
    ], body=34)  # fmt: skip
    body.stitch((194, 398), (118, 450), (30, 513), (-52, 533), (-102, 512))


@garment("heels", fabric="patent", hold="floor", focus=(-60, 530, 2.0))
def heels(s: Sketch) -> None:
    """Pointed stilettos."""
    pair(s, _pump, 70, -62)


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
    body = upper(s, [
        (198, 460, C), (212, 510), (208, 568, C), (0, 574), (-180, 573, C), (-226, 560),
        (-210, 524), (-160, 500), (-112, 490, C), (-70, 520), (20, 526), (120, 506),
    ], body=32)  # fmt: skip
    body.stitch((190, 470), (120, 513), (20, 533), (-72, 527), (-110, 498))
    for turn in (-1, 1):
        wing: list[Knot] = [
            (-110, 494, C),
            (-110 + 30 * turn, 478),
            (-110 + 46 * turn, 490),
            (-110 + 36 * turn, 508),
        ]
        s.shape(wing, "accent", lift=3, body=10)
    s.shape([(-119, 486), (-101, 486), (-101, 504), (-119, 504)], "accent", lift=2, body=6)


@garment("flats", fabric="leather", hold="floor", focus=(-70, 520, 2.2))
def flats(s: Sketch) -> None:
    """Ballet flats with a bow."""
    pair(s, _ballet_flat, 74, -70)


def _loafer(s: Sketch) -> None:
    mouth(s, [(0, 420, C), (60, 414), (140, 426), (192, 440, C), (140, 486), (60, 486)], 0.6)
    sole(s, [(104, 548, C), (206, 546, C), (202, 586, C), (110, 586, C)], "stack")
    body = upper(s, [
        (194, 438, C), (206, 490), (206, 546, C), (0, 556), (-184, 556, C), (-226, 536),
        (-208, 496), (-150, 468), (-80, 450), (-20, 414, C), (40, 446), (110, 470),
    ])  # fmt: skip
    body.seam((-204, 512), (-160, 486), (-90, 478), (-40, 486), width=2.2)
    body.stitch((186, 450), (110, 477), (40, 453), (-12, 422))
    strap = s.shape(
        [(-86, 452, C), (-40, 428, C), (30, 500), (44, 548, C), (-22, 552, C), (-40, 500)],
        lift=3,
        body=16,
        roll=3,
    )
    strap.stitch((-78, 455), (-34, 502), (-16, 548))
    s.strip(
        [(-64, 452), (-36, 470), (-10, 498)], 13, "metal" if s.chance(0.6) else "accent", lift=2.5
    )
    flat = s.panel(
        ribbon([(-222, 548), (-180, 564), (-60, 568), (104, 562), (206, 556)], 14),
        "dark sole",
        rests=True,
        lift=1,
    )
    flat.roll = 3


@garment("loafers", fabric="leather", hold="floor", focus=(-60, 490, 2.2))
def loafers(s: Sketch) -> None:
    """Penny or horse-bit loafers."""
    pair(s, _loafer, 70, -66)


def _sandal(s: Sketch) -> None:
    s.strip([(164, 476), (186, 400), (150, 372), (96, 396), (84, 420)], 15, tone=0.7)
    base = sole(
        s,
        [
            (-228, 580),
            (-200, 560),
            (-100, 548),
            (20, 522),
            (120, 480),
            (206, 462),
            (212, 520),
            (204, 604, C),
            (0, 606),
            (-190, 605, C),
            (-226, 598),
        ],
        "straw",
    )
    base.seam((-222, 588), (-100, 578), (60, 568), (208, 560), depth=0.5)
    s.strip(
        [(-222, 570), (-190, 556), (-100, 543), (20, 516), (120, 474), (206, 456)],
        12,
        "hide",
        lift=1,
    )
    strap = s.shape(
        [(-176, 552, C), (-140, 500), (-100, 480), (-60, 496), (-30, 534, C), (-92, 552)],
        lift=4,
        body=20,
        bulge=1.2,
    )
    strap.stitch((-168, 546), (-136, 506), (-100, 487), (-64, 502), (-38, 532))
    s.strip([(206, 458), (198, 420), (178, 388)], 20, lift=3)
    s.strip([(190, 398), (150, 410), (110, 410), (84, 388), (104, 368)], 15, lift=3)
    buckle(s, 138, 410, 22)


@garment("sandals", fabric="leather", hold="floor", focus=(-60, 500, 2.0))
def sandals(s: Sketch) -> None:
    """Espadrille wedges with an ankle strap."""
    pair(s, _sandal, 72, -64)
