"""What an item costs all in, where the viewer lives (X6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from closets.models import User
from closets.templatetags.money import money
from listings.models import Listing
from payments.orders.pricing import listing_amounts


@dataclass(frozen=True)
class Quote:
    """All-in price in cents (None for a visitor or without an address), and how to say it."""

    all_in_cents: int | None
    line: str
    shipping_line: str


def all_in_quote(viewer: User | None, listing: Listing) -> Quote:
    """The price with shipping and tax to the viewer's own address."""
    prices = all_in_prices(viewer, [listing])
    shipping = listing_amounts(listing, state="", zip_code="").shipping_cents
    shipping_line = f"{money(shipping)} PoshPost flat rate, prepaid label, 1 to 3 days"
    total = prices.get(listing.pk)
    if total is None:
        return Quote(None, f"plus {money(shipping)} shipping and sales tax", shipping_line)
    return Quote(total, f"{money(total)} with shipping and tax to your address", shipping_line)


def all_in_prices(viewer: User | None, listings: Iterable[Listing]) -> dict[int, int]:
    """All-in price in cents by listing id; empty when we do not know where to send it."""
    address = viewer.addresses.filter(is_default_to=True).first() if viewer else None
    if address is None:
        return {}
    return {
        one.pk: listing_amounts(one, state=address.state, zip_code=address.zip_code).total_cents
        for one in listings
    }
