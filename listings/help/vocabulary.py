"""The catalogue's names in memory: some five thousand brands, two hundred categories.

Each process reads them once and again when the catalogue has grown or ten minutes have gone by.
"""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from listings.help.colours import colour_words
from listings.help.lexicon import Lexicon, squashed
from listings.models import Brand, Category

KEPT_SECONDS = 600
FORGIVEN_BRANDS = 600
"""So many of the best known brands are found when misspelt; of the others a typo is no sign."""

Places = dict[str, int]
"""A category's id by department slug."""


@dataclass(frozen=True)
class Vocabulary:
    """brands: their names by any name; categories: where things of a name hang."""

    brands: Lexicon[str]
    categories: Lexicon[Places]


def vocabulary() -> Vocabulary:
    """The names of the catalogue as it is, or was at most ten minutes ago."""
    brands = Brand.objects.aggregate(last=Max("pk"), count=Count("pk"))
    categories = Category.objects.aggregate(last=Max("pk"), count=Count("pk"))
    shape = (*brands.values(), *categories.values())
    return _read(shape, int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _read(shape: tuple[int, ...], age: int) -> Vocabulary:
    categories = _categories()
    taken = {*categories.values, *colour_words().values}
    return Vocabulary(_brands(taken), categories)


def _categories() -> Lexicon[Places]:
    places: dict[str, Places] = defaultdict(dict)
    nodes = Category.objects.select_related("department").order_by("parent_id", "pk")
    for node in nodes:
        for name in {*map(squashed, [node.name, *node.synonyms])}:
            places[name].setdefault(node.department.slug, node.pk)
    return Lexicon(places.items(), forgiving=list(places))


def _brands(taken: Iterable[str]) -> Lexicon[str]:
    """Names that also mean a thing or a colour ("Pink") are left to those."""
    approved = Brand.objects.filter(review=Brand.Review.APPROVED).order_by("-popularity", "pk")
    rows = list(approved.values_list("name", "aliases"))
    terms = [(term, name) for name, aliases in rows for term in (name, *aliases)]
    known = {term for name, aliases in rows[:FORGIVEN_BRANDS] for term in (name, *aliases)}
    words = set(taken)
    return Lexicon([pair for pair in terms if squashed(pair[0]) not in words], forgiving=known)
