"""The catalogue's data files, read into records."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from listings.catalogue.boutiques import boutique_names

FOLDER = Path(__file__).parent
DEPARTMENTS = {"women": "Women", "men": "Men", "kids": "Kids"}
BRANDS_WANTED = 5000


@dataclass(frozen=True)
class CategoryRow:
    """A line of categories.tsv; `path` has one slash for a category, two for a subcategory."""

    path: str
    name: str
    garment: str
    size_group: str
    weight_oz: int
    synonyms: tuple[str, ...]

    @property
    def department(self) -> str:
        return self.path.split("/")[0]

    @property
    def parent(self) -> str | None:
        """The path of the category above, None for a category itself."""
        above = self.path.rpartition("/")[0]
        return above if "/" in above else None


@dataclass(frozen=True)
class BrandRow:
    """A line of brands.tsv.

    tier: 1 (high street) to 5 (luxury); fame: 1 to 5, how much of it is resold; departments:
    slugs; makes: clothes, denim, active, swim, outer, suits, shoes, bags or acc; styles: style tag
    slugs. Boutique names that nobody typed have fame 0 and make clothes for women.
    """

    name: str
    tier: int
    fame: int
    departments: tuple[str, ...]
    makes: tuple[str, ...]
    styles: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def slug(self) -> str:
        """For the brand's address: "A&F" reads "a-and-f"."""
        return slugify(self.name.replace("&", " and ").replace(".", ""))


@dataclass(frozen=True)
class StyleRow:
    """A line of style_tags.tsv."""

    slug: str
    name: str
    description: str


@cache
def categories() -> tuple[CategoryRow, ...]:
    """Every category and subcategory, each after the one above it."""
    return tuple(
        CategoryRow(
            path=row["path"],
            name=row["name"],
            garment=row["garment"],
            size_group=row["sizes"],
            weight_oz=int(row["oz"]),
            synonyms=_words(row["synonyms"], ","),
        )
        for row in _rows("categories.tsv")
    )


@cache
def known_brands() -> tuple[BrandRow, ...]:
    """The brands people know, by name."""
    return tuple(
        BrandRow(
            name=row["name"],
            tier=int(row["tier"]),
            fame=int(row["fame"]),
            departments=tuple(slug for slug in DEPARTMENTS if slug[0] in row["departments"]),
            makes=tuple(row["makes"].split()),
            styles=tuple(row["styles"].split()),
            aliases=_words(row["aliases"], ","),
        )
        for row in _rows("brands.tsv")
    )


@cache
def brands() -> tuple[BrandRow, ...]:
    """All brands of the catalogue: the known ones, then boutiques up to BRANDS_WANTED."""
    known = known_brands()
    taken = {brand.slug for brand in known}
    small: list[BrandRow] = []
    for name in boutique_names():
        if len(known) + len(small) == BRANDS_WANTED:
            break
        brand = BrandRow(name, 2, 0, ("women",), ("clothes",), (), ())
        if brand.slug not in taken:
            taken.add(brand.slug)
            small.append(brand)
    return known + tuple(small)


@cache
def style_tags() -> tuple[StyleRow, ...]:
    """Every style tag."""
    return tuple(StyleRow(**row) for row in _rows("style_tags.tsv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)


def _words(text: str, between: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(between) if word.strip())
