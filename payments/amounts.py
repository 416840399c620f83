"""The money of one order, and of a refund on it: plain numbers, no database."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from payments.fees import fee_cents


@dataclass(frozen=True, kw_only=True)
class OrderAmounts:
    """What one order moves, in cents.

    The buyer pays `item + shipping + tax`: `balance` of it from their site balance, the rest by
    card. The seller earns `item - fee - shipping_discount`; the discount is the part of the flat
    shipping price that the seller took over. Raises ValueError on amounts that make no sense.
    """

    item_cents: int
    shipping_cents: int
    item_tax_cents: int
    shipping_tax_cents: int
    fee_cents: int
    shipping_discount_cents: int = 0
    balance_cents: int = 0

    def __post_init__(self) -> None:
        if any(getattr(self, field.name) < 0 for field in fields(self)):
            raise ValueError("An order's amounts are never negative")
        if self.balance_cents > self.total_cents or self.seller_cents < 0:
            raise ValueError("More is taken than there is")

    @property
    def tax_cents(self) -> int:
        return self.item_tax_cents + self.shipping_tax_cents

    @property
    def total_cents(self) -> int:
        """What the buyer pays, all in."""
        return self.item_cents + self.shipping_cents + self.tax_cents

    @property
    def card_cents(self) -> int:
        """The part of the total that the card is charged."""
        return self.total_cents - self.balance_cents

    @property
    def seller_cents(self) -> int:
        """What the seller earns."""
        return self.item_cents - self.fee_cents - self.shipping_discount_cents


@dataclass(frozen=True, kw_only=True)
class RefundAmounts:
    """What one refund takes back, in cents: `fee` from us, `seller_cents` from the seller."""

    item_cents: int
    shipping_cents: int
    tax_cents: int
    fee_cents: int
    shipping_discount_cents: int

    @property
    def total_cents(self) -> int:
        """What the buyer gets."""
        return self.item_cents + self.shipping_cents + self.tax_cents

    @property
    def seller_cents(self) -> int:
        """What the seller gives back."""
        return self.item_cents - self.fee_cents - self.shipping_discount_cents


def refund_whole(amounts: OrderAmounts) -> RefundAmounts:
    """Everything back, shipping too."""
    return refund_part(amounts, item_cents=amounts.item_cents, with_shipping=True)


def refund_part(
    amounts: OrderAmounts,
    *,
    item_cents: int,
    with_shipping: bool = False,
    already_cents: int = 0,
    fee_of: Callable[[int], int] = fee_cents,
) -> RefundAmounts:
    """A refund of `item_cents` of the item price after `already_cents` of it went back before.

    The fee falls to that of the price that is left (`fee_of`, the order's own rate card) and the
    tax in proportion, so that parts add up to the whole to the cent. Raises ValueError for more
    than is left.
    """
    left = amounts.item_cents - already_cents
    if not 0 <= item_cents <= left:
        raise ValueError("More than is left of the price")
    return RefundAmounts(
        item_cents=item_cents,
        shipping_cents=amounts.shipping_cents if with_shipping else 0,
        tax_cents=_item_tax(amounts, left)
        - _item_tax(amounts, left - item_cents)
        + (amounts.shipping_tax_cents if with_shipping else 0),
        fee_cents=_fee(amounts, left, fee_of) - _fee(amounts, left - item_cents, fee_of),
        shipping_discount_cents=amounts.shipping_discount_cents if with_shipping else 0,
    )


def _item_tax(amounts: OrderAmounts, price: int) -> int:
    """The tax on what is left of the item price, half a cent up."""
    if not amounts.item_cents:
        return 0
    return (2 * amounts.item_tax_cents * price + amounts.item_cents) // (2 * amounts.item_cents)


def _fee(amounts: OrderAmounts, price: int, fee_of: Callable[[int], int]) -> int:
    """The fee on what is left of the item price: never more than was taken."""
    if price == amounts.item_cents:
        return amounts.fee_cents
    return min(amounts.fee_cents, fee_of(price))
