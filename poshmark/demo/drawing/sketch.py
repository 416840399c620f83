"""A garment as a stack of panels: what garment functions build and the painter paints."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypedDict, Unpack

import numpy as np

from .cloth import Cloth
from .colours import lightness
from .curves import Knot, Points, curve, ellipse, loop, ribbon

TONAL = ("ffffff", "1c1a1a")  # threads that only lighten or darken the cloth's own colour


@dataclass(frozen=True)
class Fold:
    """A crease of the cloth along a line: ridge where depth > 0, valley where < 0."""

    line: Points
    width: float
    depth: float


@dataclass(frozen=True)
class Flutes:
    """Soft pleats hanging from `top` to `bottom`; `sharp` 0..1 turns waves into knife pleats."""

    count: float
    depth: float
    top: float
    bottom: float
    sharp: float = 0.0
    phase: float = 0.0


@dataclass(frozen=True)
class Mark:
    """A line sewn on a panel: a seam (groove), stitches (dashes in a colour) or an edge."""

    line: Points
    width: float = 1.4
    depth: float = 1.0
    thread: str | None = None


@dataclass(frozen=True)
class Fade:
    """A place where the dye is lighter (amount > 0) or darker: an ellipse in units."""

    x: float
    y: float
    rx: float
    ry: float
    amount: float


class Traits(TypedDict, total=False):
    """What may be said of a panel when it is laid; see Panel."""

    grain: float
    roll: float
    body: float
    bulge: float
    lift: float
    tone: float
    apex: float | None
    flutes: Flutes | None
    crumple: float
    quilt: float
    rests: bool
    holes: list[Points]


@dataclass
class Panel:
    """One piece of cloth (or leather, metal, rubber) with its relief and stitching.

    grain: the fabric's turn in radians (apex: it fans out from a point so high instead).
    roll: roundness of the edge; body, bulge: reach and strength of the pillow it makes.
    lift: units above what lies under it, for its shadow. tone: darker inside, below 1.
    crumple: how wrinkled. quilt: the gap of padded channels across it, 0 for none.
    rests: stands on the floor and shades it.
    """

    outline: Points
    cloth: Cloth
    grain: float = 0.0
    roll: float = 5.0
    body: float = 42.0
    bulge: float = 1.0
    lift: float = 4.0
    tone: float = 1.0
    apex: float | None = None
    flutes: Flutes | None = None
    crumple: float = 1.0
    quilt: float = 0.0
    rests: bool = False
    folds: list[Fold] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    fades: list[Fade] = field(default_factory=list)
    holes: list[Points] = field(default_factory=list)

    def seam(self, *knots: Knot, width: float = 1.3, depth: float = 1.0) -> "Panel":
        """Sew a seam along the knots."""
        self.marks.append(Mark(curve(knots), width, depth))
        return self

    def stitch(self, *knots: Knot, thread: str | None = None, width: float = 1.1) -> "Panel":
        """Topstitch along the knots (thread: a hex code; tone on tone when None)."""
        ink = thread or TONAL[lightness(self.cloth.ink) > 0.3]
        self.marks.append(Mark(curve(knots), width, 0.0, ink))
        return self

    def fold(self, *knots: Knot, width: float = 8.0, depth: float = 1.0) -> "Panel":
        """Crease the panel along the knots."""
        self.folds.append(Fold(curve(knots), width, depth))
        return self


@dataclass
class Sketch:
    """The sheet a garment function draws on. `back` and `rng` vary what it draws."""

    cloths: dict[str, Cloth]
    rng: np.random.Generator
    back: bool = False
    panels: list[Panel] = field(default_factory=list)

    def cloth(self, role: str) -> Cloth:
        """The cloth that plays a role (main, plain, second, rib, lining, metal, sole, …)."""
        return self.cloths[role]

    def panel(self, outline: Points, role: str = "main", **traits: Unpack[Traits]) -> Panel:
        """Lay a panel on top of what is there."""
        piece = Panel(outline, self.cloths[role], **traits)
        self.panels.append(piece)
        return piece

    def shape(self, knots: list[Knot], role: str = "main", **traits: Unpack[Traits]) -> Panel:
        """Lay a panel whose outline goes smoothly through the knots."""
        return self.panel(loop(knots), role, **traits)

    def strip(
        self, knots: Iterable[Knot], width: float, role: str = "main", **traits: Unpack[Traits]
    ) -> Panel:
        """Lay a band of this width along the knots."""
        relief: Traits = {"roll": width * 0.4, "body": width, "bulge": 0.5, "lift": 2.0}
        relief.update(traits)
        return self.panel(ribbon(knots, width), role, **relief)

    def ribbing(
        self, knots: Iterable[Knot], width: float, role: str = "plain", **traits: Unpack[Traits]
    ) -> Panel:
        """A knitted band along the knots, its ribs across it."""
        flat: Traits = {"crumple": 0.1}
        flat.update(traits)
        band = self.strip(knots, width, role, **flat)
        half = len(band.outline) // 2
        sides = band.outline[:half], band.outline[half:][::-1]
        length = np.hypot(*np.diff(sides[0], axis=0).T).sum()
        for a, b in zip(*(_spaced(side, round(length / 3.4)) for side in sides), strict=True):
            band.marks.append(Mark(np.stack([a, b]), 1.1, 0.45))
        return band

    def button(self, x: float, y: float, size: float = 5.0, role: str = "button") -> None:
        """Sew on a round button."""
        rim = ellipse(x, y, size, size)
        self.panel(rim, role, roll=size * 0.5, body=size, bulge=0.5, lift=2.0)
        inner = ellipse(x, y, size * 0.62, size * 0.62)
        self.panel(inner, role, roll=1.2, body=2, bulge=0.2, lift=0.0, tone=0.9)
        for dx in (-0.2, 0.2):
            hole = ellipse(x + dx * size, y, size * 0.13, size * 0.13)
            self.panel(hole, role, roll=1, bulge=0, lift=0, tone=0.4)

    def wobble(self, amount: float) -> float:
        """A small number either side of zero, by the dice."""
        return float(self.rng.uniform(-amount, amount))

    def chance(self, share: float) -> bool:
        """True in this share of seeds."""
        return bool(self.rng.random() < share)

    def shift(self, since: int, dx: float, dy: float, flip: bool = False) -> None:
        """Move (and mirror) everything laid since the panel of this number."""
        way = np.array([-1.0 if flip else 1.0, 1.0])
        for panel in self.panels[since:]:
            move = partial(_moved, way=way, by=np.array([dx, dy]))
            panel.outline = move(panel.outline)
            panel.holes = [move(h) for h in panel.holes]
            panel.folds = [replace(f, line=move(f.line)) for f in panel.folds]
            panel.marks = [replace(m, line=move(m.line)) for m in panel.marks]


def _moved(points: Points, way: Points, by: Points) -> Points:
    moved: Points = points * way + by
    return moved


def _spaced(line: Points, count: int) -> Points:
    """So many points evenly along a line."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    stops = np.linspace(0, along[-1], max(2, count))
    return np.stack([np.interp(stops, along, line[:, k]) for k in (0, 1)], axis=1)
