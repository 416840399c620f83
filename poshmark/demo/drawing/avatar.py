"""Portraits of members: head and shoulders in soft paper-cut, without faces."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from .backdrop import darken
from .camera import Camera
from .cloth import Cloth
from .colours import blend, hexed, rgb
from .curves import CORNER as C
from .curves import Knot, Points, ellipse, loop, mirror
from .fields import Field, as_field
from .paint import paint
from .raster import blur, fill
from .sketch import Panel

GROUNDS = ("e7cfc0", "d5dccb", "cfdae2", "e9d9b8", "e3cdd2", "d6d0e0", "cde0dc", "e6ddd0")
SKINS = ("f3d3bd", "e8bd9c", "d7a17c", "b97f5a", "8f5b3e", "64402e")
HAIRS = ("2a211f", "4a3227", "7a4f33", "b07d4c", "d9b37a", "8a3b2a", "8d8a88")
TOPS = ("c96f4a", "3f5d7d", "6f8a6a", "e5d6bd", "2d2e33", "b9566b", "d9a441", "7a6299", "f1ede4")
Hair = Callable[[], tuple[list[Points], list[Points]]]


def _both(*half: Knot) -> Points:
    return loop(mirror(list(half)))


def _long() -> tuple[list[Points], list[Points]]:
    back = _both((0, 108), (104, 150), (134, 270), (140, 400), (120, 470), (60, 480), (0, 470))
    return [back], [_fringe(-26)]


def _fringe(parting: float) -> Points:
    return loop([
        (parting, 128, C), (70, 132), (106, 190), (110, 286, C), (92, 240), (60, 200),
        (parting, 168, C), (-60, 200), (-92, 244), (-110, 290, C), (-108, 190), (-74, 130),
    ])  # fmt: skip


def _bob() -> tuple[list[Points], list[Points]]:
    back = _both((0, 112), (100, 140), (132, 240), (130, 350), (96, 372), (0, 360))
    bangs = _both((0, 122), (84, 140), (112, 220), (108, 300, C), (92, 226), (60, 216), (0, 214))
    return [back], [bangs]


def _bun() -> tuple[list[Points], list[Points]]:
    return [ellipse(6, 92, 52, 46)], [_fringe(8)]


def _afro() -> tuple[list[Points], list[Points]]:
    t = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    reach = 1 + 0.025 * np.sin(t * 13) + 0.02 * np.sin(t * 7 + 1)
    cloud = np.stack([156 * reach * np.cos(t), 212 + 146 * reach * np.sin(t)], axis=1)
    brow = _both((0, 130), (80, 148), (104, 214), (100, 262, C), (80, 210), (40, 192), (0, 188))
    return [cloud], [brow]


def _crop() -> tuple[list[Points], list[Points]]:
    top = loop([
        (-104, 262, C), (-112, 190), (-80, 126), (0, 102), (82, 122), (114, 190), (104, 264, C),
        (94, 214), (66, 186), (0, 178), (-70, 190), (-94, 220),
    ])  # fmt: skip
    return [], [top]


def _quiff() -> tuple[list[Points], list[Points]]:
    top = loop([
        (-104, 256, C), (-112, 190), (-96, 130), (-20, 86), (70, 96), (116, 160), (104, 260, C),
        (92, 206), (30, 172), (-40, 184), (-92, 214),
    ])  # fmt: skip
    return [], [top]


def _tail() -> tuple[list[Points], list[Points]]:
    tail = loop([(60, 120), (140, 130), (178, 220), (170, 340), (140, 420), (126, 330), (112, 220)])
    return [tail], [_fringe(-40)]


def _waves() -> tuple[list[Points], list[Points]]:
    back = _both(
        (0, 104), (100, 136), (140, 210), (126, 280), (156, 340), (132, 410), (150, 460),
        (90, 500), (0, 480),
    )  # fmt: skip
    return [back], [_fringe(20)]


def _veil() -> tuple[list[Points], list[Points]]:
    back = _both((0, 96), (110, 132), (140, 250), (132, 370), (196, 500), (0, 540))
    rim = _both((0, 104), (100, 134), (124, 240), (108, 352), (60, 420), (0, 440))
    return [back], [rim]


HAIRDOS: tuple[Hair, ...] = (
    _long, _bob, _bun, _afro, _crop, _quiff, _tail, _waves, _veil, _crop, _long,
)  # fmt: skip


def _piece(outline: Points, ink: str, **traits: float) -> Panel:
    piece = Panel(outline, Cloth("paper", "plain", (ink,)), crumple=0.0, bulge=0.5, body=60, lift=6)
    for name, value in traits.items():
        setattr(piece, name, value)
    return piece


def _person(rng: np.random.Generator) -> list[Panel]:
    skin, hair, top = (str(rng.choice(inks)) for inks in (SKINS, HAIRS, TOPS))
    do = HAIRDOS[int(rng.integers(len(HAIRDOS)))]
    behind, before = do()
    if do is _veil:
        hair = top
        top = str(rng.choice(TOPS))
    shade = hexed(blend(rgb(skin), rgb("6b2f22"), 0.22))
    shoulders = _both((0, 434), (64, 440), (150, 470), (214, 540), (232, 680, C), (0, 690))
    neck = _both((0, 330), (46, 336), (48, 420), (66, 448), (0, 486))
    face = _both((0, 140), (76, 158), (100, 236), (90, 318), (52, 372), (0, 390))
    panels = [_piece(b, hair, lift=8) for b in behind]
    panels += [_piece(shoulders, top, lift=8), _piece(neck, shade, lift=0, bulge=0.1)]
    panels += [_piece(face, skin, bulge=0.35)]
    if do is _veil:
        panels[-1:] = [_piece(before[0], hair), _piece(face * [0.82, 0.82] + [0, 56], skin, lift=0)]
        return panels
    panels += _extras(rng, top)
    return [*panels, *(_piece(f, hair, lift=5) for f in before)]


def _extras(rng: np.random.Generator, top: str) -> list[Panel]:
    """A collar, earrings or glasses, by the dice."""
    pick = int(rng.integers(5))
    if pick == 0:
        return [_piece(ellipse(s * 104, 306, 9, 13), "d3ab5e", lift=3, bulge=0.8) for s in (-1, 1)]
    if pick == 1:
        rims = [
            _piece(ellipse(s * 42, 258, 33, 29), "3a302b", lift=3, bulge=0, roll=2) for s in (-1, 1)
        ]
        for rim, s in zip(rims, (-1, 1), strict=True):
            rim.holes = [ellipse(s * 42, 258, 27, 23)]
        return rims
    ink = hexed(blend(rgb(top), rgb("ffffff" if pick == 2 else "1c1c22"), 0.25))
    leaf: list[Knot] = [(4, 486, C), (58, 436, C), (92, 470), (50, 530, C)]
    left = [(-k[0], *k[1:]) for k in leaf]
    return [_piece(loop(k), ink, lift=4, bulge=0.2) for k in (leaf, left)] if pick < 4 else []


def _ground(ink: str, size: int) -> Field:
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    fall = 1.05 - 0.16 * np.hypot(x - 0.3, y - 0.2)
    return as_field(np.clip(rgb(ink) * fall[..., None], 0, 1))


def draw_avatar(seed: int, size: int = 320) -> Image.Image:
    """A square portrait, RGB: the same for the same seed."""
    rng = np.random.default_rng([seed, 77])
    picture = _ground(str(rng.choice(GROUNDS)), size)
    camera = Camera(size, size, size / 600, 0.0, 322.0)
    person = _person(rng)
    mask = fill([camera.project(p.outline) for p in person], (0, 0), (size, size))
    darken(picture, blur(mask, 22 * camera.scale) * np.float32(0.22))
    for panel in person:
        paint(picture, panel, camera, 2.0)
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
