"""Things with words of their own, by the demo's rules; every listing is one of them.

Brands follow a Zipf law: the most famous one is resold five thousand times as often as the last.
"""

from dataclasses import dataclass
from dataclasses import replace as but

import numpy as np

from bench.seed.dice import Ints
from bench.seed.sizes import Size
from listings.catalogue.files import DEPARTMENTS, BrandRow, brands, known_brands
from listings.catalogue.sizes import SIZES
from poshmark.demo.descriptions import description_for
from poshmark.demo.designs import Design, designs
from poshmark.demo.dice import Dice
from poshmark.demo.garments import category_rows
from poshmark.demo.items import CONDITIONS as CONDITION_SHARES
from poshmark.demo.items import OLD_CONDITIONS, tags_for
from poshmark.demo.prices import original_price
from poshmark.demo.scale import SCALES
from poshmark.demo.styles import STYLES
from poshmark.demo.tastes import sizes_for
from poshmark.demo.titles import TitleFacts, title_for

STYLE_SLUGS = list(STYLES)
DEPARTMENT_SLUGS = list(DEPARTMENTS)
CONDITIONS = list(CONDITION_SHARES)
GROUPS = list(SIZES)
MARKETS = len(DEPARTMENT_SLUGS) * len(STYLE_SLUGS)
"""A market is a department's style: members shop in one or two of them."""
SIZES_A_GROUP = 64
TRIES = 30
UNNAMED = 0.03
TITLE_LENGTH = 68
"""Leaves room for the size that sellers add."""


@dataclass(frozen=True)
class Piece:
    """title and description: without a size; brand: None for things without a label."""

    design: Design
    title: str
    description: str
    brand: BrandRow | None
    condition: str
    tags: tuple[str, ...]
    original_cents: int

    @property
    def tier(self) -> int:
        return self.brand.tier if self.brand else 1

    @property
    def market(self) -> int:
        department = DEPARTMENT_SLUGS.index(self.design.department)
        return department * len(STYLE_SLUGS) + STYLE_SLUGS.index(self.design.style)

    @property
    def size_group(self) -> str:
        return category_rows()[self.design.path].size_group


def pieces(seed: int, size: Size) -> list[Piece]:
    """As many as the size says."""
    shop = designs(seed, but(SCALES["demo"], designs=max(24, size.pieces // 20)))
    labels = _Labels()
    return [
        _piece(Dice(seed, "piece", index), shop[index % len(shop)], labels)
        for index in range(size.pieces)
    ]


def _piece(dice: Dice, design: Design, labels: "_Labels") -> Piece:
    brand = None if dice.happens(UNNAMED) else labels.pick(dice, design)
    condition = dice.one_of(OLD_CONDITIONS if design.style == "vintage" else CONDITION_SHARES)
    facts = TitleFacts(design, brand.name if brand else None, "One Size", condition)
    tier = brand.tier if brand else 1
    return Piece(
        design=design,
        title=_shortened(title_for(dice, facts)),
        description=description_for(dice, but(facts, size="as on the label")),
        brand=brand,
        condition=condition,
        tags=tags_for(dice, design),
        original_cents=max(500, original_price(dice, design.garment, tier, design.department)),
    )


def _shortened(title: str) -> str:
    while len(title) > TITLE_LENGTH:
        title = title.rpartition(" ")[0]
    return title


class _Labels:
    """All brands in the order of their fame."""

    def __init__(self) -> None:
        known = sorted(known_brands(), key=lambda brand: (-brand.fame, brand.slug))
        self.brands = [*known, *brands()[len(known) :]]
        self.bounds = np.cumsum(1 / np.arange(1.0, len(self.brands) + 1))

    def pick(self, dice: Dice, design: Design) -> BrandRow | None:
        """A brand that makes such things for the department; None when luck finds none."""
        for _ in range(TRIES):
            throw = dice.random() * self.bounds[-1]
            brand = self.brands[int(np.searchsorted(self.bounds, throw))]
            if _makes(brand, design) and (not brand.styles or _suits(dice, brand, design)):
                return brand
        return None


def _makes(brand: BrandRow, design: Design) -> bool:
    return design.department in brand.departments and bool(
        set(brand.makes) & set(design.garment.makes)
    )


def _suits(dice: Dice, brand: BrandRow, design: Design) -> bool:
    return design.style in brand.styles or dice.happens(0.2)


@dataclass(frozen=True)
class PieceColumns:
    """What the listings' numbers need of each piece; original: cents."""

    market: Ints
    tier: Ints
    original: Ints
    condition: Ints
    group: Ints

    @classmethod
    def of(cls, made: list[Piece]) -> "PieceColumns":
        return cls(
            market=np.array([piece.market for piece in made]),
            tier=np.array([piece.tier for piece in made]),
            original=np.array([piece.original_cents for piece in made]),
            condition=np.array([CONDITIONS.index(piece.condition) for piece in made]),
            group=np.array([GROUPS.index(piece.size_group) for piece in made]),
        )


def labels_worn(seed: int) -> dict[str, list[str]]:
    """By size group, the labels of things that hang there, as often as people wear them."""
    worn: dict[str, list[str]] = {group: [] for group in GROUPS}
    for number in range(SIZES_A_GROUP):
        dice = Dice(seed, "worn", number)
        fits = sizes_for(dice, tuple(DEPARTMENT_SLUGS))
        for group in GROUPS:
            worn[group].append(dice.choice(fits.get(group) or SIZES[group]["us"][:1]))
    return worn
