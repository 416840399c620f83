"""Counting what each further choice would leave, under all filters but the choice's own."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection

from listings.search.params import Search
from listings.search.spans import Statement, span_rows
from listings.search.wanted import Wanted

COUNTED = 5000
"""Matches that are counted; beyond, numbers are the least there are and say so."""
COUNTED_GONE = 1000
"""Of those sold and so on, which only one line of the page tells."""
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
Counts = dict[str, dict[str, int]]


def facet_counts(wanted: Wanted, search: Search) -> Counts:
    """Listings by facet and value, in one query; `["seen"][facet]` is how many were counted.

    The values are ids as text, slugs, and for prices places in PRICES. Under "seen" stand also
    "all" (what the search finds), "sold_too" and so on for the other availabilities, and
    "discounted" when a seller offers the viewer a shipping discount on anything.
    """
    views = {"all": wanted}
    views |= {facet: wanted.without(facet) for facet in FACETS if _is_on(search, facet)}
    with connection.cursor() as cursor:
        cursor.execute(*_statement(views, wanted, search))
        counts: Counts = defaultdict(dict)
        for facet, value, count in cursor.fetchall():
            counts[facet][value] = count
    return counts


def _is_on(search: Search, facet: str) -> bool:
    if facet == "price":
        return search.min_price is not None or search.max_price is not None
    if facet == "department":
        return bool(search.department or search.category)
    return bool(getattr(search, facet))


def _statement(views: dict[str, Wanted], wanted: Wanted, search: Search) -> Statement:
    """Reads the matches of each view once, and counts them by each facet that looks at it."""
    reads: list[str] = []
    parameters: list[Any] = []
    for name, view in views.items():
        sql, values = span_rows(view, _COLUMNS, most=COUNTED)
        reads.append(f"{name}_rows AS MATERIALIZED ({sql})")
        parameters += values
    counts = [*_countings(views)]
    for name, view in _beside(search, wanted):
        sql, values = span_rows(view, ["pk"], most=COUNTED_GONE)
        counts.append(f"SELECT 'seen', '{name}', count(*) FROM ({sql}) AS beside")  # noqa: S608
        parameters += values
    return f"WITH {', '.join(reads)} {' UNION ALL '.join(counts)}", parameters


def _countings(views: dict[str, Wanted]) -> Iterator[str]:
    for name in views:
        yield f"SELECT 'seen', '{name}', count(*) FROM {name}_rows"  # noqa: S608 - our own names
    for facet, values in _BY.items():
        rows = f"{facet if facet in views else 'all'}_rows"
        sql = values.format(rows=rows)
        yield (
            f"SELECT '{facet}', value, count(*) FROM ({sql}) AS one (value)"  # noqa: S608
            " WHERE value IS NOT NULL GROUP BY value"
        )


def _beside(search: Search, wanted: Wanted) -> Iterator[tuple[str, Wanted]]:
    """What is only counted, by the name it is counted under."""
    for availability in ("available", "sold", "all"):
        if availability != wanted.availability:
            yield f"{availability}_too", wanted.available(availability)
    if search.discounted:
        yield "discounted", wanted.without("shipping").discounted(search.discounted)
