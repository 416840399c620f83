"""What holds a thing in the styled picture: rail and hanger, clips, plinth and arch."""

import numpy as np

from .backdrop import walls
from .cloth import Cloth
from .colours import blend, hexed, rgb
from .curves import Knot, Points, box, ellipse, ribbon
from .registry import Garment
from .sketch import Panel, Sketch

SLOPE = 0.34
FAR = 2400.0


def _prop(outline: Points, cloth: Cloth, **traits: float) -> Panel:
    piece = Panel(outline, cloth, crumple=0.0, bulge=0.0)
    for name, value in traits.items():
        setattr(piece, name, value)
    return piece


def rail(sheet: Sketch, y: float, wooden: bool) -> Panel:
    """A clothes rail across the picture."""
    cloth = sheet.cloth("wood" if wooden else "metal")
    bar = ribbon([(-FAR, y), (0, y), (FAR, y)], 15)
    return _prop(bar, cloth, roll=6, lift=14)


def hanger(sheet: Sketch, hang: tuple[float, float], top: float) -> list[Panel]:
    """A wooden hanger through the point `hang` of the right shoulder, its hook at `top`."""
    x, y = hang
    apex = y - x * SLOPE + 6
    reach = max(118.0, x + 24)
    end = apex + reach * SLOPE
    arms: list[Knot] = [
        (-reach, end), (-reach * 0.5, apex + reach * 0.5 * SLOPE - 2), (0, apex - 6),
        (reach * 0.5, apex + reach * 0.5 * SLOPE - 2), (reach, end),
    ]  # fmt: skip
    hook: list[Knot] = [
        (0, apex), (0, top + 40), (9, top + 22), (13, top + 4), (0, top - 10), (-13, top + 3),
    ]  # fmt: skip
    return [
        _prop(ribbon(hook, 5), sheet.cloth("metal"), roll=2, lift=8),
        _prop(ribbon(arms, 19), sheet.cloth("wood"), roll=7, lift=10),
    ]


def clip_hanger(
    sheet: Sketch, hang: tuple[float, float], top: float
) -> tuple[list[Panel], list[Panel]]:
    """A bar with two clips: what is behind the garment, and the clips before it."""
    x, y = hang
    bar = y - 44
    hook: list[Knot] = [
        (0, bar), (0, top + 40), (9, top + 22), (13, top + 4), (0, top - 10), (-13, top + 3),
    ]  # fmt: skip
    metal = sheet.cloth("metal")
    behind = [
        _prop(ribbon(hook, 5), metal, roll=2, lift=8),
        _prop(ribbon([(-x - 30, bar), (0, bar), (x + 30, bar)], 9), metal, roll=4, lift=8),
    ]
    before = [_prop(box(s * x, y - 14, 17, 58, 5), metal, roll=4, lift=4) for s in (-1, 1)]
    before += [_prop(box(s * x, y - 2, 24, 15, 4), metal, roll=3, lift=3) for s in (-1, 1)]
    return behind, before


def stage(style: str, seed: int, bottom: float, half: float) -> list[Panel]:
    """An arch on the wall and a plinth whose top is at `bottom`, in the style's colours."""
    light, deep = walls(style)
    accent = rgb(ACCENTS.get(style, "cfc4b4"))
    arch = Cloth("paper", "plain", (hexed(blend(deep, accent, 0.55)),))
    block = Cloth("paper", "plain", (hexed(blend(light, rgb("ffffff"), 0.35)),))
    side = Cloth("paper", "plain", (hexed(blend(deep, light, 0.4)),))
    wide, tall = half * 1.02, 40.0
    knots = _arch(half * (0.72 + 0.1 * (seed % 3)), bottom - 520 + 60 * (seed % 2), bottom + 20)
    return [
        _prop(knots, arch, lift=0, roll=1),
        _prop(_drum(wide, bottom - 4, tall), side, lift=0, roll=3, rests=True),
        _prop(ellipse(0, bottom - 6, wide, wide * 0.13), block, lift=0, roll=1),
    ]


def _arch(half: float, top: float, bottom: float) -> Points:
    t = np.linspace(np.pi, 2 * np.pi, 40)
    crown = np.stack([half * np.cos(t), top + half + half * np.sin(t)], axis=1)
    return np.concatenate([crown, [[half, bottom], [-half, bottom]]])


def _drum(half: float, y: float, tall: float) -> Points:
    t = np.linspace(0, np.pi, 40)
    foot = np.stack([half * np.cos(t), y + tall + half * 0.13 * np.sin(t)], axis=1)
    return np.concatenate([[[half, y]], foot, [[-half, y]]])


ACCENTS = {
    "boho": "c98f66", "minimal": "c9c4bb", "streetwear": "8f979f", "preppy": "8ba6bd",
    "vintage": "b79a6a", "glam": "c88e97", "athleisure": "93b0b8", "cottagecore": "9aae85",
}  # fmt: skip


def carried(kind: Garment, sheet: Sketch) -> list[Panel]:
    """The garment's panels with the hanger and rail that carry it."""
    top = kind.hang[1] - 118
    wooden = bool(sheet.chance(0.5))
    bar = rail(sheet, top, wooden)
    if kind.hold == "clips":
        behind, before = clip_hanger(sheet, kind.hang, top)
        return [bar, *behind, *sheet.panels, *before]
    return [bar, *hanger(sheet, kind.hang, top), *sheet.panels]
