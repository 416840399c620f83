"""The filters beside the results: each choice with its count and the address that takes it (B2)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from listings.models import Brand, Colour, Condition
from listings.search.counting import PRICES, Counts, Seen, facet_counts
from listings.search.params import AVAILABILITIES, Search
from listings.search.vocabulary import CategoryFacts, vocabulary
from listings.search.wanted import Wanted

SHOWN = 30


@dataclass(frozen=True)
class Option:
    """One choice: its name, the address that takes it (or takes it off), its count as told and as
    a number, whether it is on."""

    value: str
    name: str
    count: int
    query: str
    is_on: bool
    told: str = ""


@dataclass(frozen=True)
class Facets:
    """The choices of each facet, most listings first, and how many listings match.

    Counts are exact up to 5,000 matches, or as far as can be looked quickly; beyond, they are the
    least there are ("312+").
    """

    total: int
    is_capped: bool
    departments: list[Option]
    categories: list[Option]
    brands: list[Option]
    sizes: list[Option]
    colours: list[Option]
    conditions: list[Option]
    styles: list[Option]
    prices: list[Option]
    availabilities: list[Option]
    shipping: list[Option]

    @property
    def total_label(self) -> str:
        return told(self.total, self.is_capped)


def told(count: int, capped: bool) -> str:
    """ "12,400+" when there are at least that many; "" when nobody knows whether there are any."""
    return f"{count:,}" if not capped else f"{count:,}+" if count else ""


def search_facets(search: Search, wanted: Wanted, shown: int = 0) -> Facets:
    """Counts under all filters but each facet's own; the query of counts and one for brands.

    shown: how many listings are on the page.
    """
    counts = facet_counts(wanted, search)
    made = _Maker(search, counts)
    brands = _brands(made.by("brand"), search.brand)
    return Facets(
        total=max(counts.seen["all"].count, shown),
        is_capped=counts.seen["all"].is_capped,
        departments=made.departments(),
        categories=made.categories(),
        brands=made.many("brand", *_by_slug(made.by("brand"), brands)),
        sizes=made.many("size", _by_label(made.by("size")), {}),
        colours=made.many("colour", made.by("colour"), dict(Colour.choices)),
        conditions=made.conditions(),
        styles=made.many("style", made.by("style"), vocabulary().styles),
        prices=made.prices(),
        availabilities=made.availabilities(),
        shipping=made.shipping(),
    )


@dataclass(frozen=True)
class _Maker:
    """Makes options for one search from its counts."""

    search: Search
    counts: Counts

    def by(self, facet: str) -> Mapping[str, int]:
        return self.counts.by.get(facet, {})

    def told(self, facet: str, count: int) -> str:
        seen = self.counts.seen.get(facet, self.counts.seen["all"])
        return told(count, seen.is_capped)

    def option(
        self, facet: str, value: str, name: str, count: int, neighbour: Search, is_on: bool
    ) -> Option:
        query = neighbour.query_string()
        return Option(value, name, count, query, is_on, self.told(facet, count))

    def many(self, facet: str, counts: Mapping[str, int], names: Mapping[str, str]) -> list[Option]:
        """Of a facet that takes several values: those that are on, and the most frequent."""
        chosen: tuple[str, ...] = getattr(self.search, facet)
        most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        values = (
            dict.fromkeys(chosen, 0) | {v: counts[v] for v in chosen if v in counts} | dict(most)
        )
        return [
            self.option(
                facet,
                value,
                str(names.get(value, value)),
                count,
                self.search.toggled(facet, value),
                value in chosen,
            )
            for value, count in values.items()
        ]

    def conditions(self) -> list[Option]:
        """From new to worn, whatever their counts."""
        options = self.many("condition", self.by("condition"), dict(Condition.choices))
        return sorted(options, key=lambda option: Condition.values.index(option.value))

    def departments(self) -> list[Option]:
        options = []
        for pk, row in vocabulary().departments.items():
            is_on = self.search.department == row.slug
            there = self.search.with_(department="" if is_on else row.slug, category="")
            count = self.by("department").get(str(pk), 0)
            if count or is_on:
                options.append(self.option("department", row.slug, row.name, count, there, is_on))
        return options

    def categories(self) -> list[Option]:
        """The first level, or beneath the one chosen; a lowest one stands with its neighbours."""
        counts = {int(pk): count for pk, count in self.by("category").items()}
        known = vocabulary().categories
        on = next((row for row in known.values() if row.path == self.search.category), None)
        level = _level([known[pk] for pk in counts if pk in known], on)
        several = len({row.department_id for row in level}) > 1
        level.sort(key=lambda row: (row != on, -counts.get(row.pk, 0), row.path))
        return [self._category(row, counts.get(row.pk, 0), several, row == on) for row in level]

    def _category(self, row: CategoryFacts, count: int, several: bool, is_on: bool) -> Option:
        name = f"{row.department}: {row.name}" if several else row.name
        there = row.path.rpartition("/")[0] if is_on else row.path
        neighbour = self.search.with_(category=there if "/" in there else "")
        return self.option("category", row.path, name, count, neighbour, is_on)

    def prices(self) -> list[Option]:
        options = []
        for place, (least, most) in enumerate(PRICES):
            bounds = (least or None, most)
            is_on = (self.search.min_price, self.search.max_price) == bounds
            count = self.by("price").get(str(place), 0)
            taken = (None, None) if is_on else bounds
            there = self.search.with_(min_price=taken[0], max_price=taken[1])
            if count or is_on:
                name = _price_name(least, most)
                options.append(self.option("price", str(least), name, count, there, is_on))
        return options

    def availabilities(self) -> list[Option]:
        options = []
        for value, name in AVAILABILITIES.items():
            is_on, seen = value == self.search.availability, self._available(value)
            query = self.search.with_(availability=value).query_string()
            label = told(seen.count, seen.is_capped)
            options.append(Option(value, name, seen.count, query, is_on, label))
        return options

    def _available(self, value: str) -> Seen:
        """What is for sale, what is sold, or, with what is reserved, both."""
        seen = self.counts.seen
        if value == self.search.availability:
            return seen["all"]
        if value != "all":
            return seen.get(value, seen["all"])
        parts = (seen.get("available", seen["all"]), seen["gone"])
        return Seen(sum(one.count for one in parts), any(one.is_capped for one in parts))

    def shipping(self) -> list[Option]:
        """The switch, while a seller offers the viewer a discount on anything."""
        is_on, seen = self.search.shipping, self.counts.seen.get("discounted", Seen(0, False))
        if not is_on and "discounted" not in self.counts.seen:
            return []
        query = self.search.with_(shipping=not is_on).query_string()
        return [Option("1", "Offered to me", seen.count, query, is_on, told(seen.count, False))]


def _level(rows: list[CategoryFacts], on: CategoryFacts | None) -> list[CategoryFacts]:
    if on is None:
        return [row for row in rows if row.parent_id is None]
    beneath = [row for row in rows if row.parent_id == on.pk]
    beside = [row for row in rows if row.parent_id == on.parent_id and row != on]
    return [on, *(beneath or beside)]


def _price_name(least: int, most: int | None) -> str:
    if most is None:
        return f"${least} and more"
    return f"${least} to ${most}" if least else f"Up to ${most}"


def _brands(counts: Mapping[str, int], chosen: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(slug, name) by id of the most frequent brands and those chosen."""
    most = sorted(counts, key=lambda pk: -counts[pk])[: SHOWN + 20]
    rows = Brand.objects.filter(Q(pk__in=most) | Q(slug__in=list(chosen)))
    return {str(row.pk): (row.slug, row.name) for row in rows}


def _by_slug(
    counts: Mapping[str, int], brands: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, int], dict[str, str]]:
    known = {slug: counts.get(pk, 0) for pk, (slug, _) in brands.items()}
    return {slug: count for slug, count in known.items() if count}, dict(brands.values())


def _by_label(counts: Mapping[str, int]) -> Counter[str]:
    labels: Counter[str] = Counter()
    known = vocabulary().size_labels
    for pk, count in counts.items():
        labels[known.get(int(pk), "?")] += count
    return labels
