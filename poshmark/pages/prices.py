"""What an item costs all in, where the viewer lives: the amount that checkout charges (X6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from closets.lib.sql import Prepared
from closets.models import User
from closets.templatetags.money import money
from listings.models import Listing
from payments.orders.pricing import tax_item
from payments.pricing import order_amounts

_DELIVERY = Prepared(
    "delivery_to",
    {"user": "bigint"},
    """
SELECT r.base_cents, a.state, a.zip_code FROM (
    SELECT base_cents FROM shipping_ratecard WHERE effective_from <= now()
    ORDER BY effective_from DESC LIMIT 1) AS r
LEFT JOIN (
    SELECT state, zip_code FROM closets_address
    WHERE user_id = %(user)s AND is_default_to ORDER BY id LIMIT 1) AS a ON true
""",
)


@dataclass(frozen=True)
class Quote:
    """All-in price in cents (None for a visitor or without an address), and how to say it."""

    all_in_cents: int | None
    line: str
    shipping_line: str


class Delivery(NamedTuple):
    """The flat rate in force, in cents, and where the viewer receives; None when we do not know."""

    base_cents: int
    state: str | None
    zip_code: str | None


def delivery_to(viewer: User | None) -> Delivery:
    """What sending something to the viewer depends on. One query."""
    [found] = _DELIVERY.rows({"user": viewer.pk if viewer else None})
    return Delivery(*found)


def quote_of(total: int | None, delivery: Delivery) -> Quote:
    """How to say an all-in price in cents that is known already. No query."""
    shipping = money(delivery.base_cents)
    shipping_line = f"{shipping} PoshPost flat rate with a prepaid label, up to 5 lb"
    if total is None:
        return Quote(None, f"plus {shipping} shipping and sales tax", shipping_line)
    return Quote(total, f"{money(total)} with shipping and tax to your address", shipping_line)


def all_in_prices(delivery: Delivery | None, listings: Iterable[Listing]) -> dict[int, int]:
    """All-in price in cents by listing id; empty when we do not know where to send it. No query.

    listings: with their category.
    """
    if delivery is None or delivery.state is None or delivery.zip_code is None:
        return {}
    return {
        listing.pk: order_amounts(
            [tax_item(listing, listing.price_cents or 0)],
            shipping_cents=delivery.base_cents,
            state=delivery.state,
            zip_code=delivery.zip_code,
        ).total_cents
        for listing in listings
    }
