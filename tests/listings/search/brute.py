"""The same search by looking at every listing, to compare with."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from listings.models import Listing, Status
from listings.search.counting import PRICES
from listings.search.facets import Facets, Option, search_facets
from listings.search.fits import Fit
from listings.search.params import AVAILABILITIES, Search
from listings.search.reading import reading_of
from listings.search.results import search_results
from listings.search.wanted import wanted

Rule = Callable[[Listing, Search], bool]
Failing = Sequence[tuple[Listing, set[str]]]
STATES = {
    "available": {Status.AVAILABLE},
    "sold": {Status.SOLD},
    "all": {Status.AVAILABLE, Status.RESERVED, Status.SOLD},
}
FACETS = ("department", "category", "brand", "size", "colour", "condition", "style", "price")


@dataclass(frozen=True)
class Shelf:
    """Every listing there is, in memory."""

    listings: Sequence[Listing]

    @classmethod
    def read(cls) -> "Shelf":
        """With all that a filter looks at."""
        related = ("brand", "size", "department", "category", "subcategory")
        return cls(list(Listing.objects.filter(deleted_at=None).select_related(*related)))

    def failing(self, search: Search) -> list[tuple[Listing, set[str]]]:
        """Each listing with the names of the search's filters that it does not meet."""
        rules = {name: rule for name, rule in RULES.items() if _is_asked(search, name)}
        return [
            (row, {name for name, rule in rules.items() if not rule(row, search)})
            for row in self.listings
        ]


def found(failing: Failing, leaving_out: Sequence[str] = ()) -> list[Listing]:
    """What a search finds, without some of its filters."""
    out = set(leaving_out)
    return [row for row, names in failing if names <= out]


def counts(failing: Failing) -> dict[str, dict[str, int]]:
    """By facet and value, under all filters but the facet's own."""
    counted = {}
    for facet in FACETS:
        out = ("department", "category") if facet == "department" else (facet,)
        values = (one for row in found(failing, out) for one in _values(row, facet))
        counted[facet] = dict(Counter(values))
    return counted


def _is_asked(search: Search, name: str) -> bool:
    return name in {"availability", "price"} or bool(getattr(search, name))


def _values(row: Listing, facet: str) -> Iterable[str]:
    return VALUES[facet](row)


def _places(row: Listing) -> list[str]:
    return [place.path for place in (row.category, row.subcategory) if place]


VALUES: dict[str, Callable[[Listing], Iterable[str]]] = {
    "department": lambda row: [row.department.slug] if row.department else [],
    "category": _places,
    "brand": lambda row: [row.brand.slug] if row.brand else [],
    "size": lambda row: [row.size.label] if row.size else [],
    "colour": lambda row: row.colours,
    "condition": lambda row: [row.condition],
    "style": lambda row: row.style_tags,
    "price": lambda row: [_price(row)],
}


def _price(row: Listing) -> str:
    dollars = (row.price_cents or 0) / 100
    return str(next(least for least, most in PRICES if most is None or dollars < most))


def _fits(row: Listing, search: Search) -> bool:
    measured = row.measurements or {}
    fits = [fit for fit in map(Fit.read, search.fit) if fit]
    return all(fit.least <= measured.get(fit.kind, -1) <= fit.most for fit in fits)


def _within(row: Listing, search: Search) -> bool:
    cents = row.price_cents or 0
    least, most = search.min_price, search.max_price
    return (least is None or cents >= least * 100) and (most is None or cents <= most * 100)


def _of(facet: str) -> Rule:
    def rule(row: Listing, search: Search) -> bool:
        chosen = getattr(search, facet)
        values = {chosen} if isinstance(chosen, str) else set(chosen)
        return not chosen or bool(values & set(_values(row, facet)))

    return rule


RULES: dict[str, Rule] = {facet: _of(facet) for facet in FACETS if facet != "price"} | {
    "price": _within,
    "fit": _fits,
    "availability": lambda row, search: Status(row.status) in STATES[search.availability],
}


def random_search(dice: random.Random, shelf: Shelf) -> Search:
    """A state that somebody might come to: filters of one listing, and some of others."""
    row, other = dice.choice(shelf.listings), dice.choice(shelf.listings)
    search = Search(availability=dice.choice([*AVAILABILITIES, "available", "available"]))
    for facet in dice.sample(FACETS, dice.randint(0, 4)):
        search = _narrowed(dice, search, facet, row, other)
    if row.measurements and dice.random() < 0.4:
        kind = dice.choice(list(row.measurements))
        middle, within = row.measurements[kind], dice.randint(0, 120)
        search = replace(search, fit=(str(Fit(kind, max(0, middle - within), middle + within)),))
    return search


def _narrowed(
    dice: random.Random, search: Search, facet: str, row: Listing, other: Listing
) -> Search:
    if facet == "price":
        least, most = sorted((dice.randint(0, 120), dice.randint(20, 300)))
        return search.with_(
            min_price=dice.choice([None, least]), max_price=dice.choice([None, most])
        )
    values = [*_values(row, facet)]
    if not values:
        return search
    if facet in {"department", "category"}:
        return search.with_(**{facet: dice.choice(values)})
    more = [*_values(other, facet)] if dice.random() < 0.4 else []
    return search.with_(**{facet: tuple(dict.fromkeys([dice.choice(values), *more]))})


def differences(search: Search, shelf: Shelf) -> list[str]:
    """Where search and brute force disagree; [] when they do not."""
    failing = shelf.failing(search)
    those = found(failing)
    facets = search_facets(search, wanted(search, reading_of(search), None))
    said = _said(facets)
    is_right = facets.total == len(those) or (facets.is_capped and facets.total < len(those))
    problems = [] if is_right else [f"total {facets.total_label}, not {len(those)}"]
    for facet, counted in counts(failing).items():
        problems += _compared(facet, said[facet], counted)
    newest = sorted(those, key=lambda row: (row.published_at, row.pk), reverse=True)
    shown = search_results(search.with_(sort="just_in"), None).rows
    if [row.pk for row in shown] != [row.pk for row in newest[:48]]:
        problems.append("the first page")
    return [f"{search}: {problem}" for problem in problems]


def _said(facets: Facets) -> dict[str, list[Option]]:
    return {
        "department": facets.departments,
        "category": facets.categories,
        "brand": facets.brands,
        "size": facets.sizes,
        "colour": facets.colours,
        "condition": facets.conditions,
        "style": facets.styles,
        "price": facets.prices,
    }


def _compared(facet: str, options: list[Option], counts: dict[str, int]) -> list[str]:
    """Every option's count is right, or, capped, no more; of short facets every value has one."""
    wrong = [
        f"{facet} {option.value}: {option.told}, not {counts.get(option.value, 0)}"
        for option in options
        if not _is_true(option, counts.get(option.value, 0))
    ]
    complete = {"department", "colour", "condition", "price"}
    is_capped = any(option.told.endswith("+") for option in options)
    there = {one.value for one in options if one.count}
    if facet in complete and not is_capped and there != set(counts):
        wrong.append(f"{facet}: {[option.value for option in options]}, not {counts}")
    return wrong


def _is_true(option: Option, count: int) -> bool:
    if not option.told:  # capped, and none seen so far: nothing is claimed
        return option.count == 0
    return option.count <= count if option.told.endswith("+") else option.count == count
