"""Cloths: a fabric dyed and patterned, baked into a tile that panels are cut from."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from . import prints  # noqa: F401 (imported for the patterns it registers)
from .colours import RGB, blend, dye, lightness, partner, rgb
from .fabric import FABRICS, PERIOD, Fabric
from .fields import Field, as_field
from .patterns import PATTERNS_BY_NAME, Sheet, Swatch, plain

PATTERNS = tuple(PATTERNS_BY_NAME)
FAR = PERIOD * 25  # a whole number of every tile's period, so that places are positive
Texels = npt.NDArray[Any]
Tile = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Cloth:
    """What a panel is made of: fabric and pattern by name, colours as slugs or hex codes."""

    fabric: str
    pattern: str = "plain"
    colours: tuple[str, ...] = ("white",)
    seed: int = 0

    @property
    def kind(self) -> Fabric:
        """The fabric, which some patterns decide."""
        return FABRICS[PATTERNS_BY_NAME[self.pattern].fabric or self.fabric]

    @property
    def ink(self) -> RGB:
        """The main colour."""
        return _ink(self.colours[0], self.seed)


def _ink(colour: str, seed: int) -> RGB:
    return rgb(colour) if len(colour) == 6 and colour not in _SLUGS else dye(colour, seed)


_SLUGS = {"yellow", "orange", "purple", "silver"}


def inks(cloth: Cloth) -> tuple[RGB, RGB, RGB]:
    """Three inks for a pattern, whatever the number of colours named."""
    named = [_ink(c, cloth.seed + i) for i, c in enumerate(cloth.colours[:3])]
    if len(named) == 1:
        named.append(partner(named[0]))
    if len(named) == 2:
        light = lightness(named[0]) + lightness(named[1]) > 1.2
        named.append(
            blend(named[0], named[1], 0.5) if light else blend(named[1], rgb("fff6e6"), 0.5)
        )
    return named[0], named[1], named[2]


@lru_cache(maxsize=24)
def tile(cloth: Cloth, density: float) -> Tile:
    """The cloth's colours over one period, `density` texels a unit, as bytes (side, side, 3)."""
    kind = PATTERNS_BY_NAME[cloth.pattern]
    places = (np.arange(round(kind.side * density), dtype=np.float32) + 0.5) / density
    u, v = np.meshgrid(places, places)
    rng = np.random.default_rng(cloth.seed)
    colours = _softened(kind.paint(Swatch(u, v, inks(cloth), rng, density * 0.7)))
    shade = _wide(_grain(cloth.kind, density), len(places))
    return np.clip(shade[..., None] * colours * 255, 0, 255).astype(np.uint8)


def _softened(colours: Sheet) -> Sheet:
    """Each texel averaged with its neighbours: places are looked up without interpolation."""
    for axis in (0, 1):
        colours = (colours + np.roll(colours, 1, axis)) * np.float32(0.5)
    return colours


@lru_cache(maxsize=64)
def _grain(fabric: Fabric, density: float) -> Field:
    """How much lighter or darker than its dye a fabric is over one period (about 1)."""
    places = (np.arange(round(PERIOD * density), dtype=np.float32) + 0.5) / density
    u, v = np.meshgrid(places, places)
    return as_field(1 + fabric.grain(u, v))


def _wide(field: Field, side: int) -> Field:
    """The field repeated to this side."""
    times = -(-side // len(field))
    return np.tile(field, (times, times))[:side, :side] if times > 1 else field


def cut(cloth: Cloth, u: Field, v: Field, density: float) -> Field:
    """The cloth's colours (0..1) at the places u, v given in units."""
    kind = PATTERNS_BY_NAME[cloth.pattern]
    if kind.paint is plain:
        return as_field(_look(_grain(cloth.kind, density), u, v, density)[..., None] * cloth.ink)
    if kind.side > PERIOD:
        density *= 0.5  # a motif as wide as the garment is soft and need not be fine
    return as_field(_look(tile(cloth, density), u, v, density) * np.float32(1 / 255))


def _look(sheet: Texels, u: Field, v: Field, density: float) -> Texels:
    side = len(sheet)
    across = ((u + FAR) * density).astype(np.int32) % side
    down = ((v + FAR) * density).astype(np.int32) % side
    found: Texels = sheet.reshape(side * side, *sheet.shape[2:])[down * side + across]
    return found
