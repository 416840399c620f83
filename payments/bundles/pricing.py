"""What a bundle costs and weighs: plain numbers in cents and pounds, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError

from listings.models import Listing
from payments.fees import net_cents
from payments.models import BundleDiscount
from payments.orders.pricing import parcel_weight_lb
from shipping.selectors import rate_quote


@dataclass(frozen=True)
class BundlePrice:
    """`lines` are the items' prices after the discount, in their order; all in cents."""

    lines: list[int]
    full_cents: int

    @property
    def item_cents(self) -> int:
        return sum(self.lines)

    @property
    def off_cents(self) -> int:
        return self.full_cents - self.item_cents

    @property
    def net_cents(self) -> int:
        """What the seller earns: one fee for the whole order."""
        return net_cents(self.item_cents)


@dataclass(frozen=True)
class Weight:
    """How full the parcel is: `lb` of `most_lb` that its label takes, and what that costs."""

    lb: Decimal
    most_lb: int
    buyer_cents: int
    seller_cents: int


def bundle_price(
    listings: Sequence[Listing], discount: BundleDiscount | None, agreed_cents: int | None = None
) -> BundlePrice:
    """The items' prices, less the seller's discount when there are enough of them.

    Half a cent rounds up, for each item by itself, so that a part refund adds up. A lower price
    that both sides agreed on is shared out over the items.
    """
    prices = [listing.price_cents or 0 for listing in listings]
    applies = discount is not None and len(prices) >= discount.from_items
    percent = 100 - (discount.percent if discount and applies else 0)
    lines = [(price * percent + 50) // 100 for price in prices]
    if agreed_cents is not None and agreed_cents < sum(lines):
        lines = shared_out(agreed_cents, lines)
    return BundlePrice(lines, sum(prices))


def shared_out(cents: int, shares: Sequence[int]) -> list[int]:
    """`cents` in the proportion of the shares, to the cent: each ends where its sum so far does."""
    whole, so_far, ends = sum(shares), 0, [0]
    for share in shares:
        so_far += share
        ends.append(cents * so_far // whole)
    return [after - before for before, after in pairwise(ends)]


def bundle_weight(listings: Sequence[Listing]) -> Weight | None:
    """The parcel's weight and its label's cost, None when it is too heavy for any. One query."""
    weight = parcel_weight_lb(listings)
    try:
        quote = rate_quote(weight_lb=weight)
    except ValidationError:
        return None
    return Weight(weight, quote.weight_class.value, quote.buyer_cents, quote.seller_cents)
