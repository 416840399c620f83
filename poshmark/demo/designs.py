"""The things that are drawn: each is hung in a few closets, as if bought in the same shop."""

from collections import Counter
from dataclasses import dataclass

from poshmark.demo.dice import Dice
from poshmark.demo.garments import GARMENT_FACTS, GarmentFacts, category_rows
from poshmark.demo.scale import Scale
from poshmark.demo.styles import PATTERNS_OF_CLOTH, SHARE, STYLES, StyleKit, Weights

_ONE_COLOUR = frozenset(
    "plain cable rib sequin leather velvet satin suede linen denim herringbone ombre".split()  # noqa: SIM905
)
_DENIM = {"blue": 6.0, "navy": 3.0, "black": 2.0, "white": 1.0, "grey": 1.0}
_METAL = {"gold": 3.0, "silver": 2.0}
_LEATHER = {"black": 6.0, "brown": 5.0, "tan": 4.0, "cream": 1.0, "red": 1.0, "white": 1.0}


@dataclass(frozen=True)
class Design:
    """One thing to draw; `path` is its subcategory."""

    index: int
    style: str
    path: str
    colours: tuple[str, ...]
    pattern: str

    @property
    def garment(self) -> GarmentFacts:
        """What kind of thing it is."""
        return GARMENT_FACTS[category_rows()[self.path].garment]

    @property
    def department(self) -> str:
        """Whose department it hangs in."""
        return self.path.split("/")[0]


def designs(seed: int, scale: Scale) -> list[Design]:
    """As many as the scale says, styles by their share of the market."""
    made: list[Design] = []
    for style, share in SHARE.items():
        dice = Dice(seed, "designs", style)
        for path in _paths(dice, STYLES[style], round(scale.designs * share)):
            made.append(_design(dice, len(made), STYLES[style], path))
    return made


def _paths(dice: Dice, kit: StyleKit, count: int) -> list[str]:
    """So many subcategories; each once before any comes again, common ones more often."""
    paths = dice.some_of(kit.paths, count)
    times = Counter(paths)
    while len(paths) < count:
        path = dice.one_of({p: w / (1 + times[p]) for p, w in kit.paths.items()})
        times[path] += 1
        paths.append(path)
    return paths


def _design(dice: Dice, index: int, kit: StyleKit, path: str) -> Design:
    cloth = GARMENT_FACTS[category_rows()[path].garment].cloth
    pattern = dice.one_of(PATTERNS_OF_CLOTH.get(cloth, kit.patterns))
    count = 1 if pattern in _ONE_COLOUR else 2
    colours = dice.some_of(_colours(kit, cloth, pattern), count)
    return Design(index, kit.slug, path, tuple(colours), pattern)


def _colours(kit: StyleKit, cloth: str, pattern: str) -> Weights:
    if cloth == "denim":
        return _DENIM
    if cloth == "metal":
        return _METAL
    if pattern in {"leather", "suede"}:
        return _LEATHER | {colour: 2.0 for colour in kit.colours if kit.slug == "glam"}
    return kit.colours
