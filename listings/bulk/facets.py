"""What a closet holds, counted in one query: its filters' choices and its header's figures."""

from dataclasses import dataclass

from django.db import connection

from listings.bulk.selection import AVAILABILITIES, ClosetFilter
from listings.models.listing import PUBLIC_STATUSES

COUNTED = 20_000
SHOWN = 30
_COUNT = """
WITH found AS MATERIALIZED (
    SELECT id, category_id, brand_id, status, size_id, size_custom, in_sizes
    FROM listings_listing
    WHERE closet_id = %s AND deleted_at IS NULL AND status = ANY(%s) LIMIT %s),
sized AS (
    SELECT f.id, COALESCE(s.label, f.size_custom) AS size
    FROM found AS f LEFT JOIN listings_size AS s ON s.id = f.size_id WHERE NOT f.in_sizes
    UNION SELECT f.id, s.label
    FROM found AS f JOIN listings_listingstock AS p ON p.listing_id = f.id AND p.quantity > 0
    JOIN listings_size AS s ON s.id = p.size_id WHERE f.in_sizes),
counted AS (
    SELECT CASE GROUPING(category_id, brand_id, status)
               WHEN 3 THEN 'category' WHEN 5 THEN 'brand' ELSE 'status' END AS facet,
           category_id, brand_id, status AS word, count(*) AS count
    FROM found GROUP BY GROUPING SETS ((category_id), (brand_id), (status))
    UNION ALL SELECT 'size', NULL, NULL, size, count(*) FROM sized GROUP BY size)
SELECT facet, COALESCE(c.path, b.slug, word),
       COALESCE(d.name || ' / ' || c.name, b.name, word), count
FROM counted
LEFT JOIN listings_category AS c ON c.id = counted.category_id
LEFT JOIN listings_department AS d ON d.id = c.department_id
LEFT JOIN listings_brand AS b ON b.id = counted.brand_id
WHERE COALESCE(c.path, b.slug, word, '') <> ''
ORDER BY count DESC, 3
"""


@dataclass(frozen=True)
class Choice:
    """One choice of a filter, with how many listings of the closet it holds."""

    value: str
    name: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class ClosetFacets:
    """Choices, most listings first, and how many listings the closet shows and has sold."""

    categories: list[Choice]
    brands: list[Choice]
    sizes: list[Choice]
    availabilities: list[Choice]
    total: int
    sold: int


def closet_facets(closet_id: int, chosen: ClosetFilter) -> ClosetFacets:
    """Of the closet's public listings. One query."""
    counted: dict[str, list[tuple[str, str, int]]] = {
        facet: [] for facet in ("category", "brand", "size", "status")
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [closet_id, PUBLIC_STATUSES, COUNTED])
        for facet, value, name, count in cursor.fetchall():
            counted[facet].append((value, name, count))
    by_status = {value: count for value, _, count in counted["status"]}
    return ClosetFacets(
        categories=_choices(counted["category"], chosen.category),
        brands=_choices(counted["brand"], chosen.brand),
        sizes=_choices(counted["size"], chosen.size),
        availabilities=[
            Choice(key, name, by_status.get(status, 0), key == chosen.availability)
            for key, (name, status) in AVAILABILITIES.items()
        ],
        total=sum(by_status.values()),
        sold=by_status.get("sold", 0),
    )


def _choices(rows: list[tuple[str, str, int]], chosen: str) -> list[Choice]:
    choices = [Choice(value, name, count, value == chosen) for value, name, count in rows]
    return choices[:SHOWN] + [choice for choice in choices[SHOWN:] if choice.is_on]
