"""What was sold, kept as it was when it was bought (C3)."""

from collections.abc import Iterable, Iterator

from closets.lib.sql import Prepared
from closets.templatetags.money import money
from listings.measures.shapes import measured_lines
from listings.models import Listing, Photo
from payments.models import OrderLine, SaleEvidence

_PHOTOS = Prepared(
    "photos_sold",
    {"listings": "bigint[]", "state": "text"},
    """SELECT listing_id, content_hash FROM listings_photo
    WHERE listing_id = ANY(%(listings)s) AND state = %(state)s ORDER BY listing_id, position""",
)


def evidence_freeze(lines: Iterable[OrderLine]) -> None:
    """Writes down each line's listing as it stands, locked. In the transaction that sells it.

    Two lines may be two sizes of one listing.
    """
    sold = list(lines)
    photos = _photos({line.listing_id for line in sold})
    SaleEvidence.objects.bulk_create(
        SaleEvidence(
            line=line,
            title=line.listing.title,
            description=line.listing.description,
            price_cents=line.price_cents,
            facts=list(_facts(line.listing, line)),
            photos=photos.get(line.listing_id, []),
        )
        for line in sold
    )


def _photos(listing_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    asked = {"listings": list(listing_ids), "state": Photo.State.READY.value}
    for listing_id, content_hash in _PHOTOS.rows(asked):
        found.setdefault(listing_id, []).append(content_hash)
    return found


def _facts(listing: Listing, line: OrderLine) -> Iterator[tuple[str, str]]:
    """What the listing's page said, without what it left out."""
    places = [listing.department, listing.category, listing.subcategory]
    said = [
        ("Category", " / ".join(str(place.name) for place in places if place)),
        ("Brand", listing.brand.name if listing.brand else ""),
        ("Size", line.size_label or listing.size_custom or str(listing.size or "")),
        ("Condition", listing.get_condition_display()),
        ("Colour", ", ".join(listing.colour_names)),
        ("Style", ", ".join(listing.style_tags)),
        ("Asking price", money(listing.price_cents or 0)),
        ("Original price", money(listing.original_price_cents or 0)),
        *measured_lines(listing.measurements),
    ]
    return ((name, value) for name, value in said if value not in {"", money(0)})
