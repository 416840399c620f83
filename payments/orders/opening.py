"""From items to an order that can be paid: who may buy, what is still there, the rows."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from closets.lib.sql import Prepared
from closets.lib.stencils import Stencil
from closets.models import User
from listings.models import Listing, Size
from listings.models import Status as ListingStatus
from listings.services.stock import item_reserve
from listings.transitions import TransitionRefused
from payments.locks import LISTINGS
from payments.models import Checkout, Order, OrderLine
from payments.orders.pricing import listings_amounts
from shipping.addresses import PostalAddress
from social.guards import ActRefused, require_not_blocked

PRICED = [
    *("shipping_cents", "shipping_discount_cents"),
    *("item_tax_cents", "shipping_tax_cents", "fee_cents"),
]
"""What an order's address decides."""

_HELD = Prepared(
    "listing_held",
    {"listing": "bigint"},
    """SELECT 1 FROM payments_orderline
    WHERE listing_id = %(listing)s AND released_at IS NULL AND size_id IS NULL LIMIT 1""",
)


class SomebodyFaster(Exception):
    """Another buyer holds or has bought `listing`."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.pk)
        self.listing = listing


class Item(NamedTuple):
    """A locked listing, or of a boutique's a piece in `size`, for a price in cents."""

    listing: Listing
    size: Size | None
    cents: int


def require_may_buy(buyer: User, listing: Listing) -> None:
    """Raises ActRefused for one's own item, and a closet that is blocked, suspended or away."""
    if listing.closet.user_id == buyer.pk:
        raise ActRefused("This is your own listing.")
    require_not_blocked(buyer, listing.closet)
    if not listing.closet.user.is_active:
        raise ActRefused("This closet is not available.")
    if away := listing.closet.away:
        raise ActRefused(f"{away.line} Nothing can be bought from it now.")


def item_lock(listing: Listing) -> Listing:
    """The item as it is now; its price and state stay so until the transaction ends."""
    LISTINGS.hold(listing.pk)
    [locked] = _LOCKED.rows(pk=listing.pk)
    return locked


def _locked(pk: int) -> QuerySet[Listing]:
    return Listing.objects.filter(pk=pk).select_related("closet__user", "cover", "category", "size")


_LOCKED = Stencil("listing_locked", _locked)


def size_chosen(listing: Listing, size_id: int | None) -> Size | None:
    """The piece's size, None for a single item. Raises ActRefused when none was chosen."""
    if not listing.in_sizes:
        return None
    chosen = listing.stock.filter(size=size_id).select_related("size").first()
    if chosen is None:
        raise ActRefused("Choose a size first.")
    return chosen.size


def item_take(locked: Listing, size: Size | None, buyer: User) -> None:
    """Reserves a locked item. Raises ActRefused (not for sale), SomebodyFaster."""
    require_on_sale(locked)
    try:
        item_reserve(listing=locked, size=size, actor=buyer)
    except TransitionRefused as refused:
        raise SomebodyFaster(locked) from refused


def require_on_sale(listing: Listing) -> None:
    """A single item must not be in another's order; of pieces the stock knows.

    Raises ActRefused for what nobody can buy, SomebodyFaster for what somebody has.
    """
    if listing.is_available and (listing.in_sizes or not _HELD.rows({"listing": listing.pk})):
        return
    if listing.deleted_at or listing.status in {ListingStatus.NOT_FOR_SALE, ListingStatus.REMOVED}:
        raise ActRefused("This item is not for sale at the moment.")
    raise SomebodyFaster(listing)


def order_open(
    checkout: Checkout, items: Sequence[Item], *, shipping_discount_cents: int = 0
) -> Order:
    """The unpaid order of items from one closet; the discount is the seller's share of shipping.

    Where the checkout has an address already, it is priced at once.
    """
    order = Order(
        checkout=checkout,
        buyer=checkout.buyer,
        closet=items[0].listing.closet,
        item_cents=sum(item.cents for item in items),
        shipping_discount_cents=shipping_discount_cents,
    )
    if checkout.address:
        order_price(order, checkout.address, [(item.listing, item.cents) for item in items])
    order.save()
    OrderLine.objects.bulk_create(_line(order, *item) for item in items)
    return order


def order_price(order: Order, address: PostalAddress, items: Sequence[tuple[Listing, int]]) -> None:
    """Sets the order's amounts for (listing, price in cents) pairs sent to the address."""
    amounts = listings_amounts(
        items,
        state=address.state,
        zip_code=address.zip_code,
        shipping_discount_cents=order.shipping_discount_cents,
    )
    for name in PRICED:
        setattr(order, name, getattr(amounts, name))


def _line(order: Order, listing: Listing, size: Size | None, cents: int) -> OrderLine:
    return OrderLine(
        order=order,
        listing=listing,
        size=size,
        title=listing.title,
        size_label=size.label if size else listing.size_label,
        price_cents=cents,
        cover_hash=listing.cover.picture_key if listing.cover else "",
    )
