"""Boots, drawn like the shoes: in profile with the toe to the left, in pairs."""

from .curves import CORNER as C
from .curves import Knot, ribbon
from .registry import garment
from .shoes import mouth, pair, sole, upper
from .sketch import Sketch


def _welt(s: Sketch, heel: list[Knot], role: str = "dark sole") -> None:
    sole(s, heel, "stack").seam(
        (heel[0][0] + 6, heel[0][1] + 18), (heel[1][0] - 6, heel[1][1] + 18), width=1, depth=0.5
    )
    line: list[Knot] = [(-216, 512), (-190, 524), (-90, 528), (10, 526), (100, 516), (200, 512)]
    flat = s.panel(ribbon(line, 14), role, rests=True, roll=3, bulge=0.2, lift=1, crumple=0)
    flat.stitch((-200, 518), (-90, 524), (10, 522), (100, 512), (196, 508), thread="d8c6a0")


ANKLE_BOOT_BODY: list[Knot] = [
    (44, 242, C), (110, 256), (178, 240, C), (184, 330), (178, 410), (194, 468), (200, 512, C),
    (60, 518), (-90, 526), (-190, 520, C), (-220, 498), (-204, 464), (-150, 434), (-70, 406),
    (6, 372), (40, 322),
]  # fmt: skip


def _ankle_boot(s: Sketch) -> None:
    mouth(s, [(44, 240, C), (100, 228), (178, 238, C), (110, 256)])
    _welt(s, [(92, 518, C), (202, 512, C), (194, 576, C), (106, 576, C)])
    body = upper(s, ANKLE_BOOT_BODY)  # fmt: skip
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


WESTERN_BOOT_BODY: list[Knot] = [
    (30, 118, C), (62, 140), (110, 158), (160, 140), (192, 118, C), (190, 240), (180, 350),
    (182, 430), (198, 480), (202, 514, C), (60, 520), (-110, 530), (-210, 524, C), (-236, 506),
    (-196, 470), (-120, 432), (-40, 400), (20, 358), (38, 290), (34, 200),
]  # fmt: skip


def _western_boot(s: Sketch) -> None:
    mouth(s, [(34, 120, C), (110, 96), (188, 122, C), (110, 176)])
    _welt(s, [(100, 518, C), (204, 512, C), (188, 584, C), (116, 584, C)])
    body = upper(s, WESTERN_BOOT_BODY)  # fmt: skip
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


KNEE_BOOT_BODY: list[Knot] = [
    (38, 68, C), (110, 82), (184, 68, C), (196, 180), (188, 300), (172, 400), (192, 470),
    (200, 510, C), (110, 524), (10, 566), (-80, 588), (-190, 592, C), (-222, 578), (-196, 546),
    (-120, 506), (-40, 446), (26, 372), (48, 300), (36, 190),
]  # fmt: skip


def _knee_boot(s: Sketch) -> None:
    mouth(s, [(40, 66, C), (110, 54), (182, 68, C), (110, 82)])
    sole(s, [(112, 520, C), (200, 508, C), (192, 600, C), (150, 600, C)], "dark sole")
    body = upper(s, KNEE_BOOT_BODY)  # fmt: skip
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
