"""What the basket's page shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from closets.models import Address, Closet, User
from listings.models import Listing, Size
from payments.amounts import OrderAmounts
from payments.baskets.guests import Chosen
from payments.baskets.troubles import Surroundings, Trouble, surroundings
from payments.bundles.pricing import bundle_price
from payments.models import Basket, BundleDiscount, Checkout
from payments.orders.parcels import parcels
from payments.orders.pricing import tax_item
from payments.pricing import order_amounts
from shipping.selectors import rate_quotes


@dataclass(frozen=True)
class BasketLine:
    """An item at its price in cents; trouble: why it cannot be bought now."""

    listing: Listing
    size: Size | None
    cents: int
    trouble: Trouble | None = None


@dataclass(frozen=True)
class BasketParcel:
    """What becomes one order. costs: all in to the member's home, None while we know of none."""

    closet: Closet
    lines: list[BasketLine]
    off_cents: int
    costs: OrderAmounts | None


@dataclass(frozen=True)
class BasketPage:
    """apart: lines that are not bought with the others; running: a checkout that waits to be paid.

    ship_cents: what each parcel's label costs the buyer.
    """

    parcels: list[BasketParcel]
    apart: list[BasketLine]
    running: Checkout | None
    ship_cents: int

    @property
    def count(self) -> int:
        return sum(len(parcel.lines) for parcel in self.parcels)

    @property
    def item_cents(self) -> int:
        return sum(line.cents for parcel in self.parcels for line in parcel.lines)

    @property
    def costs(self) -> list[OrderAmounts]:
        """Of each parcel; nothing without an address."""
        return [parcel.costs for parcel in self.parcels if parcel.costs]

    @property
    def shipping_cents(self) -> int:
        return sum(costs.shipping_cents for costs in self.costs)

    @property
    def tax_cents(self) -> int:
        return sum(costs.tax_cents for costs in self.costs)

    @property
    def total_cents(self) -> int:
        """All in; 0 without an address."""
        return sum(costs.total_cents for costs in self.costs)


def basket_page(viewer: User | None, guest: Sequence[Chosen] = ()) -> BasketPage:
    """A member's basket, or what a visitor has chosen."""
    basket = Basket.objects.filter(user=viewer).select_related("checkout").first()
    running = _running(basket)
    chosen = list(guest)
    if viewer:
        rows = basket.items.order_by("pk").values_list("listing", "size") if basket else []
        chosen = [Chosen(*row) for row in rows]
    listings = _listings(chosen)
    lines = _lines(chosen, listings, surroundings(viewer, list(listings.values()), running))
    ship_cents = rate_quotes()[0].buyer_cents
    home = _home(viewer) if lines else None
    good = [line for line in lines if line.trouble is None]
    return BasketPage(
        parcels=_parcels(good, home, ship_cents),
        apart=[line for line in lines if line.trouble],
        running=running,
        ship_cents=ship_cents,
    )


def _running(basket: Basket | None) -> Checkout | None:
    checkout = basket.checkout if basket else None
    if checkout is None or checkout.is_over or checkout.status == Checkout.Status.PAID:
        return None
    return checkout


def _listings(chosen: Sequence[Chosen]) -> dict[int, Listing]:
    related = Listing.objects.select_related(
        "closet__user", "closet__vacation", "cover", "category", "size"
    )
    return related.in_bulk([one.listing_id for one in chosen])


def _lines(
    chosen: Sequence[Chosen], listings: dict[int, Listing], around: Surroundings
) -> list[BasketLine]:
    sizes = Size.objects.in_bulk({one.size_id for one in chosen if one.size_id})
    lines = []
    for one in chosen:
        listing = listings.get(one.listing_id)
        size = sizes.get(one.size_id) if one.size_id else None
        if listing:
            trouble = around.trouble(listing, size)
            lines.append(BasketLine(listing, size, listing.price_cents or 0, trouble))
    return lines


def _home(viewer: User | None) -> Address | None:
    return viewer.addresses.filter(is_default_to=True).first() if viewer else None


def _parcels(
    lines: Sequence[BasketLine], home: Address | None, ship_cents: int
) -> list[BasketParcel]:
    """As the checkout will make them: the same items together at the same prices."""
    by_closet: dict[int, list[BasketLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.listing.pk):
        by_closet[line.listing.closet_id].append(line)
    rules = BundleDiscount.objects.filter(closet__in=by_closet).in_bulk(field_name="closet_id")
    found = []
    for closet_id, inside in by_closet.items():
        price = bundle_price([line.listing for line in inside], rules.get(closet_id))
        priced = [
            BasketLine(line.listing, line.size, cents)
            for line, cents in zip(inside, price.lines, strict=True)
        ]
        found += [
            _parcel(parcel, home, ship_cents)
            for parcel in parcels(priced, lambda line: line.listing)
        ]
    return found


def _parcel(lines: list[BasketLine], home: Address | None, ship_cents: int) -> BasketParcel:
    items = [tax_item(line.listing, line.cents) for line in lines]
    costs = (
        order_amounts(items, shipping_cents=ship_cents, state=home.state, zip_code=home.zip_code)
        if home
        else None
    )
    return BasketParcel(
        closet=lines[0].listing.closet,
        lines=lines,
        off_cents=sum((line.listing.price_cents or 0) - line.cents for line in lines),
        costs=costs,
    )
