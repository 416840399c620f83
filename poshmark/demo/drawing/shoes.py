"""Shoes, drawn in profile with the toe to the left, in pairs."""

from collections.abc import Callable

from .curves import CORNER as C
from .curves import Knot
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
