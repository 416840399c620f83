"""From the shop's rows to what the style model is given."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import nan

from listings.models import Listing as ListingRow
from poshmatch.style import Listing

SECONDS_A_DAY = 86_400.0
COLUMNS = (
    "id",
    "title",
    "brand__name",
    "department__slug",
    "category__slug",
    "subcategory__slug",
    "category__garment",
    "subcategory__garment",
    "style_tags",
    "colours",
    "size__label",
    "condition",
    "price_cents",
    "closet_id",
    "published_at",
)


def style_listings(ids: Iterable[int] | None = None) -> Iterator[Listing]:
    """Published listings (all, or those with these ids) as the model sees them."""
    rows = ListingRow.objects.exclude(published_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return map(_listing, rows.values_list(*COLUMNS).iterator(chunk_size=5000))


def style_listing(row: ListingRow) -> Listing:
    """One listing, with its relations at hand, as the model sees it; no query."""
    path = (row.department, row.category, row.subcategory)
    node = row.subcategory or row.category
    return Listing(
        id=row.pk,
        title=row.title,
        brand=row.brand.name if row.brand else "",
        category=tuple(place.slug for place in path if place),
        garment=node.garment if node else "",
        style_tags=tuple(row.style_tags),
        colours=tuple(row.colours),
        size=row.size.label if row.size else "",
        condition=row.condition,
        closet=str(row.closet_id),
        price_cents=row.price_cents or 0,
        listed_at=day_of(row.published_at) if row.published_at else nan,
    )


def _listing(row: tuple) -> Listing:  # type: ignore[type-arg]  # columns of many types
    (pk, title, brand, department, category, sub, garment, sub_garment, *rest) = row
    styles, colours, size, condition, price, closet, published = rest
    return Listing(
        id=pk,
        title=title,
        brand=brand or "",
        category=tuple(filter(None, (department, category, sub))),
        garment=sub_garment or garment or "",
        style_tags=tuple(styles),
        colours=tuple(colours),
        size=size or "",
        condition=condition,
        closet=str(closet),
        price_cents=price or 0,
        listed_at=day_of(published),
    )


def day_of(moment: datetime) -> float:
    """A time as the model counts it: days since 1970, UTC."""
    return moment.timestamp() / SECONDS_A_DAY
