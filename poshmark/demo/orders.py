"""The demo's sales as rows: when each step of an order happened, and what it cost."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import ROUND_UP, Decimal

from closets.models import Closet
from listings.models import Listing
from payments.amounts import OrderAmounts
from payments.orders.pricing import listings_amounts, parcel_weight_lb
from poshmark.demo.clock import Clock
from poshmark.demo.dice import Dice
from poshmark.demo.rows.listings import CANCELLED_AFTER
from poshmark.demo.sales import Sale
from shipping.addresses import PostalAddress


@dataclass(frozen=True)
class Times:
    """When an order's steps happened, None for those that did not."""

    bought: datetime
    shipped: datetime | None = None
    delivered: datetime | None = None
    completed: datetime | None = None
    cancelled: datetime | None = None


@dataclass(frozen=True)
class Deal:
    """A sale with all that its rows need."""

    sale: Sale
    listing: Listing
    seller: Closet
    buyer: Closet
    ship_from: PostalAddress
    ship_to: PostalAddress
    amounts: OrderAmounts
    weight_lb: Decimal
    times: Times


def deal_of(
    seed: int,
    sale: Sale,
    listing: Listing,
    buyer: Closet,
    clock: Clock,
    addresses: dict[int, PostalAddress],
) -> Deal:
    """Prices and dates a sale by the rules of the checkout."""
    ship_to = addresses[buyer.user_id]
    price = listing.price_cents or 0
    return Deal(
        sale=sale,
        listing=listing,
        seller=listing.closet,
        buyer=buyer,
        ship_from=addresses[listing.closet.user_id],
        ship_to=ship_to,
        amounts=listings_amounts(
            [(listing, price)], state=ship_to.state, zip_code=ship_to.zip_code
        ),
        weight_lb=parcel_weight_lb([listing]).quantize(Decimal("0.1"), rounding=ROUND_UP),
        times=_times(Dice(seed, "times", sale.item), sale, clock),
    )  # fmt: skip


def _times(dice: Dice, sale: Sale, clock: Clock) -> Times:
    bought = clock.ago(sale.bought)
    if sale.stage == "cancelled":
        return Times(bought, cancelled=clock.ago(sale.bought - CANCELLED_AFTER))
    if sale.stage != "complete":
        return Times(bought)
    shipped = bought + timedelta(hours=dice.uniform(5, 60))
    delivered = shipped + timedelta(hours=dice.uniform(40, 96))
    return Times(bought, shipped, delivered, delivered + timedelta(hours=dice.uniform(1, 40)))


def shipped_to(deal: Deal) -> dict[str, str]:
    """The address as a checkout keeps it."""
    return asdict(deal.ship_to)
