"""From prices and an address to an order's amounts, the same on cards and at checkout (X6)."""

from collections.abc import Sequence

from payments.amounts import OrderAmounts
from payments.fees import fee_cents
from payments.tax import TaxItem, tax_for


def order_amounts(
    items: Sequence[TaxItem],
    *,
    shipping_cents: int,
    state: str,
    zip_code: str,
    shipping_discount_cents: int = 0,
    balance_cents: int = 0,
) -> OrderAmounts:
    """The amounts of one order of items in one parcel to an address.

    `shipping_cents` is the rate card's price, of which the seller takes over
    `shipping_discount_cents`.
    """
    item_cents = sum(item.price_cents for item in items)
    charged = shipping_cents - shipping_discount_cents
    tax = tax_for(items, shipping_cents=charged, state=state, zip_code=zip_code)
    return OrderAmounts(
        item_cents=item_cents,
        shipping_cents=charged,
        item_tax_cents=tax.item_tax_cents,
        shipping_tax_cents=tax.shipping_tax_cents,
        fee_cents=fee_cents(item_cents),
        shipping_discount_cents=shipping_discount_cents,
        balance_cents=balance_cents,
    )
