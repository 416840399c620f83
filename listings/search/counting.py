"""Counting what each further choice would leave, under all filters but the choice's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from listings.search.params import Search
from listings.search.spans import Part, Statement, fetch, span_rows
from listings.search.wanted import Wanted

COUNTED, COST = 5000, 24_000
"""Matches that are counted, and entries of the index that are looked at for it, at most; beyond,
numbers are the least there are and say so."""
COUNTED_OTHERS, COST_OTHERS = 1500, 9_000
"""The same for what another choice of one filter would find."""
COUNTED_BESIDE, COST_BESIDE = 1000, 5_000
"""The same for what only one line of the page tells."""
PRICES = [(0, 25), (25, 50), (50, 100), (100, 200), (200, None)]
"""Ranges of prices in dollars."""
FACETS = ("department", "category", "brand", "size", "colour", "condition", "style", "price")
_COLUMNS = (
    *("department_id", "category_id", "subcategory_id", "brand_id", "condition"),
    *("price_cents", "colours", "style_tags", "size_ids"),
)
_BY = {
    "department": "SELECT department_id::text FROM {rows}",
    "category": "SELECT unnest(ARRAY[category_id, subcategory_id])::text FROM {rows}",
    "brand": "SELECT brand_id::text FROM {rows}",
    "size": "SELECT unnest(size_ids)::text FROM {rows}",
    "colour": "SELECT unnest(colours) FROM {rows}",
    "condition": "SELECT condition FROM {rows}",
    "style": "SELECT unnest(style_tags) FROM {rows}",
    "price": "SELECT width_bucket(price_cents, ARRAY[2500, 5000, 10000, 20000])::text FROM {rows}",
}


@dataclass(frozen=True)
class Seen:
    """How many were counted, and whether there may be more."""

    count: int
    is_capped: bool


@dataclass(frozen=True)
class Counts:
    """Listings by facet and value: ids as text, slugs, and for prices places in PRICES.

    seen: "all", what the search finds, and by facet what its own values were counted in; also
    "available", "gone" and "sold", and "discounted", what a seller offers the viewer a shipping
    discount on.
    """

    by: Mapping[str, Mapping[str, int]]
    seen: Mapping[str, Seen]


@dataclass(frozen=True)
class _View:
    """Rows to count. columns: what is read of them; most, cost: how many and at what cost."""

    wanted: Wanted
    columns: tuple[str, ...]
    most: int
    cost: float

    @cached_property
    def part(self) -> Part:
        return span_rows(self.wanted, self.columns, most=self.most, cost=self.cost)


def facet_counts(wanted: Wanted, search: Search) -> Counts:
    """Counts what the search finds, and around it, in one query."""
    views = dict(_views(wanted, search))
    by: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, count in fetch(_statement(views)):
        by[facet][value] = count
    numbers = by.pop("seen")
    caps = {name: _is_capped(view, numbers[name]) for name, view in views.items()}
    caps["sold"] = caps["gone"]
    return Counts(by, {name: Seen(numbers[name], cap) for name, cap in caps.items()})


def _is_capped(view: _View, count: int) -> bool:
    return count >= view.most or not view.part.is_whole


def _views(wanted: Wanted, search: Search) -> Iterator[tuple[str, _View]]:
    yield "all", _View(wanted, _COLUMNS, COUNTED, COST)
    for facet in FACETS:
        if _is_on(search, facet):
            others = wanted.without(facet)
            yield facet, _View(others, _COLUMNS, COUNTED_OTHERS, COST_OTHERS)
    gone = wanted.available("gone")
    yield "gone", _View(gone, ("status",), COUNTED_BESIDE, COST_BESIDE)
    if wanted.availability != "available":
        available = wanted.available("available")
        yield "available", _View(available, ("pk",), COUNTED_BESIDE, COST_BESIDE)
    if search.discounted:
        discounted = wanted.without("shipping").discounted(search.discounted)
        yield "discounted", _View(discounted, ("pk",), COUNTED_BESIDE, float("inf"))


def _is_on(search: Search, facet: str) -> bool:
    if facet == "price":
        return search.min_price is not None or search.max_price is not None
    if facet == "department":
        return bool(search.department or search.category)
    return bool(getattr(search, facet))


def _statement(views: Mapping[str, _View]) -> Statement:
    """Reads the matches of each view once, and counts them by each facet that looks at it."""
    reads: list[str] = []
    parameters: list[Any] = []
    for name, view in views.items():
        sql, values = view.part.statement
        reads.append(f"{name}_rows AS MATERIALIZED ({sql})")
        parameters += values
    return f"WITH {', '.join(reads)} {' UNION ALL '.join(_countings(views))}", parameters


def _countings(views: Iterable[str]) -> Iterator[str]:
    for name in views:
        yield f"SELECT 'seen', '{name}', count(*) FROM {name}_rows"  # noqa: S608 - our own names
    yield "SELECT 'seen', 'sold', count(*) FROM gone_rows WHERE status = 'sold'"
    for facet, values in _BY.items():
        rows = f"{facet if facet in views else 'all'}_rows"
        sql = values.format(rows=rows)
        yield (
            f"SELECT '{facet}', value, count(*) FROM ({sql}) AS one (value)"  # noqa: S608
            " WHERE value IS NOT NULL GROUP BY value"
        )
