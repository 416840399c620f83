"""What an item costs all in, where the viewer lives: the amount that checkout charges (X6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from closets.lib.sql import rows
from closets.models import User
from closets.templatetags.money import money
from listings.models import Listing
from payments.orders.pricing import tax_item
from payments.pricing import order_amounts

_IN_FORCE = """
SELECT base_cents FROM shipping_ratecard WHERE effective_from <= now()
ORDER BY effective_from DESC LIMIT 1
"""
_RECEIVING = """
SELECT a.state, a.zip_code, (
    SELECT base_cents FROM shipping_ratecard WHERE effective_from <= now()
    ORDER BY effective_from DESC LIMIT 1)
FROM closets_address AS a WHERE a.user_id = %s AND a.is_default_to ORDER BY a.id LIMIT 1
"""


@dataclass(frozen=True)
class Quote:
    """All-in price in cents (None for a visitor or without an address), and how to say it."""

    all_in_cents: int | None
    line: str
    shipping_line: str


class _Address(NamedTuple):
    state: str
    zip_code: str
    base_cents: int


def all_in_quote(viewer: User | None, listing: Listing) -> Quote:
    """The price with shipping and tax to the viewer's own address. Two queries."""
    return quote_of(all_in_prices(viewer, [listing]).get(listing.pk))


def quote_of(total: int | None) -> Quote:
    """How to say an all-in price in cents that is known already. One query."""
    [(base_cents,)] = rows(_IN_FORCE, [])
    shipping = money(base_cents)
    shipping_line = f"{shipping} PoshPost flat rate with a prepaid label, up to 5 lb"
    if total is None:
        return Quote(None, f"plus {shipping} shipping and sales tax", shipping_line)
    return Quote(total, f"{money(total)} with shipping and tax to your address", shipping_line)


def all_in_prices(viewer: User | None, listings: Iterable[Listing]) -> dict[int, int]:
    """All-in price in cents by listing id; empty when we do not know where to send it.

    One query for a whole page. listings: with their category.
    """
    address = _address(viewer) if viewer else None
    if address is None:
        return {}
    shipping_cents = address.base_cents
    return {
        listing.pk: order_amounts(
            [tax_item(listing, listing.price_cents or 0)],
            shipping_cents=shipping_cents,
            state=address.state,
            zip_code=address.zip_code,
        ).total_cents
        for listing in listings
    }


def _address(viewer: User) -> _Address | None:
    """Where the viewer receives, with the flat rate in force beside it."""
    found = rows(_RECEIVING, [viewer.pk])
    return _Address(*found[0]) if found and found[0][2] is not None else None
