"""How many listings each further choice would leave (B2), counted in one query."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, QuerySet

from closets.models import User
from listings.models import Brand, Category, Colour, Condition, Department, Listing, StyleTag
from listings.search.params import Search
from listings.search.results import matching

COUNTED = 10_000
"""Counts look at this many matches at most; beyond, they are shown with a "+"."""

_COUNT = """
WITH found AS MATERIALIZED ({found})
SELECT * FROM (
    SELECT CASE GROUPING(department_id, category_id, subcategory_id, brand_id, label, condition)
               WHEN 31 THEN 'department' WHEN 47 THEN 'category' WHEN 55 THEN 'subcategory'
               WHEN 59 THEN 'brand' WHEN 61 THEN 'size' WHEN 62 THEN 'condition' ELSE 'total' END,
           COALESCE(department_id::text, category_id::text, subcategory_id::text, brand_id::text,
                    label, condition),
           COUNT(*)
    FROM found
    GROUP BY GROUPING SETS
        ((department_id), (category_id), (subcategory_id), (brand_id), (label), (condition), ())
    UNION ALL SELECT 'colour', unnest(colours), COUNT(*) FROM found GROUP BY 2
    UNION ALL SELECT 'style', unnest(style_tags), COUNT(*) FROM found GROUP BY 2
) AS counts (facet, value, count)
WHERE value IS NOT NULL OR facet = 'total'
ORDER BY count DESC
"""


@dataclass(frozen=True)
class Option:
    """One choice of a facet: its name, the address that takes it, its count, whether it is on."""

    value: str
    name: str
    count: int
    query: str
    is_on: bool


@dataclass(frozen=True)
class Facets:
    """The choices of each facet, most listings first, and how many listings match."""

    total: int
    departments: list[Option]
    categories: list[Option]
    brands: list[Option]
    sizes: list[Option]
    colours: list[Option]
    conditions: list[Option]
    styles: list[Option]

    @property
    def total_label(self) -> str:
        return f"{COUNTED:,}+" if self.total >= COUNTED else f"{self.total:,}"


def search_facets(search: Search, viewer: User | None) -> Facets:
    """Counts under all filters that are on, over the first 10,000 matches."""
    counts = _counts(search, viewer)
    return Facets(
        total=counts["total"].get("", 0),
        departments=_departments(search, counts["department"]),
        categories=_categories(search, counts),
        brands=_brands(search, counts["brand"]),
        sizes=_many(search, "size", counts["size"], {}),
        colours=_many(search, "colour", counts["colour"], dict(Colour.choices)),
        conditions=_many(search, "condition", counts["condition"], dict(Condition.choices)),
        styles=_many(search, "style", counts["style"], _style_names()),
    )


def _counts(search: Search, viewer: User | None) -> dict[str, dict[str, int]]:
    found = _found(search, viewer)
    sql, parameters = found.query.sql_with_params()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(found=sql), parameters)
        for facet, value, count in cursor.fetchall():
            counts[facet][value or ""] = count
    return counts


def _found(search: Search, viewer: User | None) -> QuerySet[Listing, dict[str, object]]:
    columns = ("department_id", "category_id", "subcategory_id", "brand_id", "condition")
    matches = matching(search, viewer).order_by()
    found: QuerySet[Listing, dict[str, object]] = matches.values(
        *columns, "colours", "style_tags", label=F("size__label")
    )
    return found[:COUNTED]


def _departments(search: Search, counts: dict[str, int]) -> list[Option]:
    rows = Department.objects.in_bulk([int(pk) for pk in counts])
    return [
        Option(
            value=row.slug,
            name=row.name,
            count=counts[str(row.pk)],
            query=search.with_(department=row.slug, category="").query_string(),
            is_on=search.department == row.slug,
        )
        for row in sorted(rows.values(), key=lambda row: row.position)
    ]


def _categories(search: Search, counts: dict[str, dict[str, int]]) -> list[Option]:
    """Subcategories once a category is chosen, categories before."""
    level = counts["subcategory"] if search.category else counts["category"]
    rows = Category.objects.in_bulk([int(pk) for pk in level])
    return [
        Option(
            value=row.path,
            name=row.name,
            count=count,
            query=search.with_(category=row.path).query_string(),
            is_on=search.category == row.path,
        )
        for pk, count in level.items()
        for row in [rows[int(pk)]]
    ]


def _brands(search: Search, counts: dict[str, int]) -> list[Option]:
    most = dict(list(counts.items())[:30])
    rows = Brand.objects.in_bulk([int(pk) for pk in most])
    by_slug = {rows[int(pk)].slug: count for pk, count in most.items()}
    return _many(search, "brand", by_slug, {row.slug: row.name for row in rows.values()})


def _many(search: Search, name: str, counts: dict[str, int], names: dict[str, str]) -> list[Option]:
    chosen: tuple[str, ...] = getattr(search, name)
    values = dict.fromkeys(chosen, 0) | counts
    return [
        Option(
            value=value,
            name=str(names.get(value, value)),
            count=count,
            query=search.toggled(name, value).query_string(),
            is_on=value in chosen,
        )
        for value, count in values.items()
    ]


def _style_names() -> dict[str, str]:
    return dict(StyleTag.objects.values_list("slug", "name"))
