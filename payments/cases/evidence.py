"""What was sold, kept as it was when it was bought (C3)."""

from collections.abc import Iterable, Iterator

from closets.templatetags.money import money
from listings.measures.shapes import measured_lines
from listings.models import Listing, Photo
from payments.models import OrderLine, SaleEvidence


def evidence_freeze(lines: Iterable[OrderLine]) -> None:
    """Writes down each line's listing as it stands. In the transaction that sells it.

    Two lines may be two sizes of one listing.
    """
    sold = list(lines)
    related = Listing.objects.select_related(
        *("department", "category", "subcategory", "brand", "size")
    ).defer("search_vector", "size_ids", "typed")
    listings = related.in_bulk({line.listing_id for line in sold})
    photos = _photos(listings)
    SaleEvidence.objects.bulk_create(
        SaleEvidence(
            line=line,
            title=listings[line.listing_id].title,
            description=listings[line.listing_id].description,
            price_cents=line.price_cents,
            facts=list(_facts(listings[line.listing_id], line)),
            photos=photos.get(line.listing_id, []),
        )
        for line in sold
    )


def _photos(listing_ids: Iterable[int]) -> dict[int, list[str]]:
    ready = Photo.objects.filter(listing__in=listing_ids, state=Photo.State.READY)
    found: dict[int, list[str]] = {}
    rows = ready.order_by("listing", "position").values_list("listing_id", "content_hash")
    for listing_id, content_hash in rows:
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
