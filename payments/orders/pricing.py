"""What listings cost in one parcel to an address: the same on cards and at checkout (X6)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from listings.models import Listing
from payments.amounts import OrderAmounts
from payments.pricing import order_amounts
from payments.tax import TaxItem
from shipping.selectors import rate_quote

OUNCES_A_POUND = 16
NOT_CLOTHING = frozenset(
    {
        "backpack",
        "bucket-bag",
        "clutch",
        "crossbody",
        "duffel",
        "necklace",
        "satchel",
        "shoulder-bag",
        "sunglasses",
        "tote",
        "watch",
    }
)
"""Garments that states with a clothing exemption tax all the same."""


def listings_amounts(
    items: Sequence[tuple[Listing, int]],
    *,
    state: str,
    zip_code: str,
    shipping_discount_cents: int = 0,
) -> OrderAmounts:
    """The amounts of an order of (listing, price in cents) pairs in one parcel.

    The discount is what the seller takes over of the shipping, at most all of it.
    """
    weight_lb = parcel_weight_lb(listing for listing, _ in items)
    shipping_cents = rate_quote(weight_lb=weight_lb).buyer_cents
    return order_amounts(
        [tax_item(listing, price_cents) for listing, price_cents in items],
        shipping_cents=shipping_cents,
        state=state,
        zip_code=zip_code,
        shipping_discount_cents=min(shipping_discount_cents, shipping_cents),
    )


def parcel_weight_lb(listings: Iterable[Listing]) -> Decimal:
    """The parcel's weight by what such garments usually weigh, never under 0.1 lb."""
    ounces = sum(listing.category.weight_oz for listing in listings if listing.category)
    return max(Decimal(ounces) / OUNCES_A_POUND, Decimal("0.1"))


def tax_item(listing: Listing, price_cents: int) -> TaxItem:
    """The listing as the tax provider sees it: bags and jewellery are not clothing."""
    garment = listing.category.garment if listing.category else ""
    return TaxItem(price_cents=price_cents, is_clothing=garment not in NOT_CLOTHING)
