"""The taste planted in each member: what the site should find out about them."""

from dataclasses import dataclass
from functools import cache

from listings.catalogue.files import BrandRow, known_brands
from listings.catalogue.sizes import SIZES
from poshmark.demo.dice import Dice
from poshmark.demo.styles import SHARE, STYLES

_NEIGHBOURS = {
    "boho": {"cottagecore": 3, "vintage": 2, "glam": 1},
    "minimal": {"preppy": 2, "athleisure": 2, "vintage": 1},
    "streetwear": {"athleisure": 3, "vintage": 2},
    "preppy": {"minimal": 3, "cottagecore": 1, "athleisure": 1},
    "vintage": {"boho": 2, "streetwear": 1, "cottagecore": 1},
    "glam": {"minimal": 1, "streetwear": 1, "boho": 1},
    "athleisure": {"minimal": 2, "streetwear": 2},
    "cottagecore": {"boho": 3, "preppy": 1, "vintage": 1},
}
LEVELS = {1: 5, 2: 9, 3: 8, 4: 4, 5: 1.5}
_WHO = {("women",): 70, ("women", "kids"): 10, ("men",): 15, ("men", "women"): 4, ("kids",): 1}


@dataclass(frozen=True)
class Taste:
    """styles: planted style to share (sums to 1); departments: slugs, the main one first; sizes:
    labels by size group; brands: favourite names; level: price level 1 to 5, as brand tiers.
    """

    styles: dict[str, float]
    departments: tuple[str, ...]
    sizes: dict[str, tuple[str, ...]]
    brands: tuple[str, ...]
    level: int

    @property
    def main_style(self) -> str:
        """The style they like most."""
        return max(self.styles, key=lambda slug: self.styles[slug])


def taste_for(dice: Dice) -> Taste:
    """A taste by the dice: one or two styles, what fits, five to ten brands, a price level."""
    departments = dice.one_of(_WHO)
    styles = styles_for(dice)
    level = dice.one_of(LEVELS)
    return Taste(
        styles,
        departments,
        sizes_for(dice, departments),
        _brands(dice, styles, departments, level),
        level,
    )


def styles_for(dice: Dice) -> dict[str, float]:
    """One style, or two that go together."""
    first = dice.one_of(SHARE)
    if dice.happens(0.45):
        return {first: 1.0}
    return {first: 0.68, dice.one_of(_NEIGHBOURS[first]): 0.32}


def sizes_for(dice: Dice, departments: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What somebody of one build wears in each size group of these departments."""
    sizes: dict[str, tuple[str, ...]] = {}
    build = min(5, max(0, round(dice.gauss(2.4, 1.2))))
    for department in departments:
        sizes |= _SIZES_OF[department](dice, build)
    return sizes


def _women(dice: Dice, build: int) -> dict[str, tuple[str, ...]]:
    letter = ("XS", "S", "M", "L", "XL", "XXL")[build]
    number = (("00", "0"), ("2", "4"), ("6", "8"), ("10", "12"), ("14",), ("16", "18"))[build]
    waist = (("24",), ("25", "26"), ("27", "28"), ("29", "30"), ("31", "32"), ("33", "34"))[build]
    shoe = _nearby(SIZES["women-shoes"]["us"], 5 + build * 0.5 + dice.random() * 3)
    return {
        "women-tops": (letter,),
        "women-dresses": (letter, *number),
        "women-bottoms": (letter, *number, *waist),
        "women-outerwear": (letter,),
        "women-shoes": shoe,
    }


def _men(dice: Dice, build: int) -> dict[str, tuple[str, ...]]:
    letter = ("S", "S", "M", "L", "XL", "XXL")[build]
    waist = (28, 30, 32, 34, 36, 38)[build]
    inseam = dice.choice((30, 32, 32, 34))
    return {
        "men-tops": (letter,),
        "men-outerwear": (letter,),
        "men-bottoms": (f"{waist}x{inseam}", str(waist), letter),
        "men-suits": (f"{36 + build * 2}{dice.choice('SRRL')}",),
        "men-shoes": _nearby(SIZES["men-shoes"]["us"], 8 + build * 0.5 + dice.random() * 2.5),
    }


def _kids(dice: Dice, build: int) -> dict[str, tuple[str, ...]]:
    ages = SIZES["kids-clothing"]["us"][:16]
    at = dice.randrange(len(ages) - 1)
    shoes = SIZES["kids-shoes"]["us"]
    return {
        "kids-clothing": tuple(ages[at : at + 2]),
        "kids-baby": (SIZES["kids-baby"]["us"][min(at + 2, 7)],),
        "kids-shoes": (shoes[min(len(shoes) - 1, 4 + at * 2)],),
    }


_SIZES_OF = {"women": _women, "men": _men, "kids": _kids}


def _nearby(labels: list[str], wanted: float) -> tuple[str, ...]:
    return (min(labels, key=lambda label: abs(float(label) - wanted)),)


@cache
def brands_of(style: str, department: str) -> tuple[BrandRow, ...]:
    """Known brands that make this planted style for this department.

    A style's brands are those that name it, and those that name a tag that goes with it.
    """
    near = {style, *(tag for tag in STYLES[style].beside if tag not in STYLES)}
    return tuple(
        brand
        for brand in known_brands()
        if department in brand.departments and near & set(brand.styles)
    )


def brand_weight(brand: BrandRow, style: str, level: int) -> float:
    """How likely somebody of this style and price level picks the brand."""
    fits = 2.5 if style in brand.styles else 1.0
    return float(fits * 1.9**brand.fame * 0.45 ** abs(brand.tier - level))


def _brands(
    dice: Dice, styles: dict[str, float], departments: tuple[str, ...], level: int
) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for style, share in styles.items():
        for department in departments[:1]:
            for brand in brands_of(style, department):
                weight = share * brand_weight(brand, style, level)
                weights[brand.name] = weights.get(brand.name, 0.0) + weight
    return tuple(dice.some_of(weights, dice.randint(5, 10)))
