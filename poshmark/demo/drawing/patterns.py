"""Patterns woven or printed on a cloth, painted as seamless tiles."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .colours import RGB, blend, lightness, rgb
from .fabric import PERIOD, speckle, wave
from .fields import Field

Sheet = Field


@dataclass(frozen=True)
class Swatch:
    """What a painter gets: places u, v in units, three inks (main first), and its own dice."""

    u: Field
    v: Field
    inks: tuple[RGB, RGB, RGB]
    rng: np.random.Generator
    density: float

    def ground(self, colour: RGB | None = None) -> Sheet:
        """A sheet of one colour (the main ink unless told)."""
        ink = self.inks[0] if colour is None else colour
        return np.broadcast_to(ink, (*self.u.shape, 3)).astype(np.float32)

    def pick(self, *choices: int) -> int:
        """One of some numbers, by the dice."""
        return int(self.rng.choice(choices))


@dataclass(frozen=True)
class Pattern:
    """A painter, with the fabric it forces on its cloth (if any) and the tile's side in units."""

    paint: Callable[[Swatch], Sheet]
    fabric: str | None = None
    side: float = PERIOD


PATTERNS_BY_NAME: dict[str, Pattern] = {}
Painter = Callable[[Swatch], Sheet]


def pattern(
    name: str, fabric: str | None = None, side: float = PERIOD
) -> Callable[[Painter], Painter]:
    """Register a painter under this name."""

    def keep(paint: Painter) -> Painter:
        PATTERNS_BY_NAME[name] = Pattern(paint, fabric, side)
        return paint

    return keep


def over(sheet: Sheet, ink: RGB, cover: Field) -> Sheet:
    """The sheet with this ink laid on where cover is 1."""
    return np.asarray(sheet + (ink - sheet) * cover[..., None], dtype=np.float32)


def band(x: Field, count: int, share: float, density: float, phase: float = 0.0) -> Field:
    """Stripes across x: so many a tile, each taking this share; edges one texel soft."""
    place = (x * (count / PERIOD) + phase) % 1.0
    away = np.abs(place - 0.5) * (PERIOD / count)
    half = share * PERIOD / count / 2
    return np.asarray(
        np.clip((half - away) * density + 0.5, 0, 1).astype(np.float32), dtype=np.float32
    )


def plain(s: Swatch) -> Sheet:
    """One colour."""
    return s.ground()


for _name, _fabric in {
    "plain": None, "cable": "cable", "rib": "rib", "sequin": "sequin", "leather": "leather",
    "velvet": "velvet", "satin": "satin", "suede": "suede", "linen": "linen",
}.items():  # fmt: skip
    pattern(_name, _fabric)(plain)


@pattern("stripes")
def _stripes(s: Swatch) -> Sheet:
    return over(s.ground(), s.inks[1], band(s.u, s.pick(8, 10, 14), 0.5, s.density))


@pattern("breton")
def _breton(s: Swatch) -> Sheet:
    return over(s.ground(), s.inks[1], band(s.v, s.pick(9, 10, 12), 0.36, s.density))


@pattern("pinstripe")
def _pinstripe(s: Swatch) -> Sheet:
    thread = band(s.u, s.pick(14, 18), 0.09, s.density) * 0.75
    return over(s.ground(), blend(s.inks[1], s.inks[0], 0.2), thread)


@pattern("rugby stripes")
def _rugby(s: Swatch) -> Sheet:
    sheet = over(s.ground(), s.inks[1], band(s.v, 3, 0.5, s.density))
    return over(sheet, s.inks[2], band(s.v, 3, 0.07, s.density, 0.25))


@pattern("gingham")
def _gingham(s: Swatch) -> Sheet:
    count = s.pick(11, 14, 18)
    cross = band(s.u, count, 0.5, s.density) + band(s.v, count, 0.5, s.density)
    return over(s.ground(s.inks[1]), s.inks[0], 0.04 + 0.48 * cross)


@pattern("plaid")
def _plaid(s: Swatch) -> Sheet:
    n = s.pick(3, 4)
    dark = blend(s.inks[0], rgb("16181f"), 0.55)
    twill = 0.5 + 0.22 * wave(s.u + s.v, 64)
    sheet = s.ground()
    for x in (s.u, s.v):
        sheet = over(sheet, dark, band(x, n, 0.36, s.density) * twill)
        sheet = over(sheet, s.inks[1], band(x, n, 0.045, s.density, 0.5) * 0.85)
        sheet = over(sheet, s.inks[2], band(x, n, 0.03, s.density, 0.0) * 0.8)
        sheet = over(sheet, s.inks[1], band(x, n, 0.12, s.density, 0.33) * twill * 0.45)
    return sheet


@pattern("houndstooth")
def _houndstooth(s: Swatch) -> Sheet:
    size = PERIOD / s.pick(12, 16)
    u, v = s.u / size * 4 % 4, s.v / size * 4 % 4
    warp, weft = u < 2, v < 2
    twill = (np.floor(u * 2) + np.floor(v * 2)) % 4 < 2
    dark = np.where(warp == weft, warp, twill).astype(np.float32)
    return over(s.ground(s.inks[1]), s.inks[0], dark)


@pattern("herringbone", fabric="wool")
def _herringbone(s: Swatch) -> Sheet:
    lane = np.floor(s.u * 16 / PERIOD) % 2 * 2 - 1
    thread = 0.5 + 0.5 * np.sin((s.v + lane * s.u) * np.float32(2 * np.pi * 48 / PERIOD))
    tint = blend(s.inks[0], rgb("ffffff" if lightness(s.inks[0]) < 0.5 else "3a3733"), 0.3)
    return over(s.ground(), tint, thread)


@pattern("argyle")
def _argyle(s: Swatch) -> Sheet:
    a, b = s.u * 4 / PERIOD, s.v * 2.0 / PERIOD * 1.5
    b = s.v * 3 / PERIOD
    near = np.abs(a % 1 - 0.5) + np.abs(b % 1 - 0.5)
    odd = (np.floor(a) + np.floor(b)) % 2
    edge = np.clip((0.5 - near) * 90 + 0.5, 0, 1).astype(np.float32)
    sheet = over(s.ground(), s.inks[1], edge * odd)
    sheet = over(sheet, s.inks[2], edge * (1 - odd) * 0.55)
    lines = np.abs((a + 0.5) % 1 - 0.5), np.abs((b + 0.5) % 1 - 0.5)
    cross = np.abs(lines[0] + lines[1] - 0.5)
    return over(sheet, s.inks[2], np.clip(1.2 - cross * 60, 0, 0.8).astype(np.float32))


@pattern("polka")
def _polka(s: Swatch) -> Sheet:
    n = s.pick(9, 12, 16)
    row = np.floor(s.v * n * 2 / PERIOD)
    du = ((s.u * n / PERIOD + 0.5 * (row % 2)) % 1 - 0.5) * PERIOD / n
    dv = ((s.v * n * 2 / PERIOD) % 1 - 0.5) * PERIOD / n / 2
    size = PERIOD / n * 0.19
    return over(s.ground(), s.inks[1], np.clip((size - np.hypot(du, dv)) * s.density + 0.5, 0, 1))


@pattern("tie-dye", fabric="jersey", side=800.0)
def _tie_dye(s: Swatch) -> Sheet:
    x, y = (s.u + 300) % 800 - 300, s.v - 330
    far, wobble = np.hypot(x, y), speckle(s.u * 0.64, s.v * 0.64, 31, 12, 12)
    spin = np.arctan2(y, x) * 4 + far / 30 + 0.55 * wobble
    sheet = over(s.ground(), s.inks[1], np.clip(0.5 + 0.8 * np.sin(spin), 0, 1))
    sheet = over(sheet, s.inks[2], np.clip(np.sin(spin * 0.5 + 2.2) * 1.6 - 0.8, 0, 1))
    pale = np.cos(spin * 2) * 0.5 - 0.1 + 0.12 * wobble
    return over(sheet, rgb("fbf8f2"), np.clip(pale, 0, 0.75))


@pattern("colour block", side=800.0)
def _colour_block(s: Swatch) -> Sheet:
    a, b = 290 + 30 * s.rng.random(), 410 + 40 * s.rng.random()
    sheet = over(s.ground(), s.inks[1], np.clip((s.v - a) * s.density, 0, 1))
    return over(sheet, s.inks[2], np.clip((s.v - b) * s.density, 0, 1))


@pattern("ombre", side=800.0)
def _ombre(s: Swatch) -> Sheet:
    return over(s.ground(), s.inks[1], np.clip((s.v - 200) / 420, 0, 1) ** 1.3)


@pattern("denim", fabric="denim")
def _denim(s: Swatch) -> Sheet:
    red, _, blue = s.inks[0]
    indigo = blend(s.inks[0], rgb("35507a"), 0.45 if blue - red > 0.05 else 0.0)
    wash = 0.035 * speckle(s.u, s.v, 33, 9, 12) + 0.05 * speckle(s.u, s.v, 34, 0.7, 2)
    return over(s.ground(indigo), rgb("e8edf2"), np.clip(0.06 + wash, 0, 0.5))
