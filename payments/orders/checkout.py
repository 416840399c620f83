"""Checkout: reserve, say where to, give up (P1, P7).

Whoever locks a checkout and a listing locks the checkout first.
"""

from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from closets.models import User
from listings.models import Listing, Size
from listings.models import Status as ListingStatus
from listings.services.stock import item_reserve
from listings.transitions import TransitionRefused
from payments.models import Checkout, Order, OrderLine
from payments.orders.items import items_release
from payments.orders.moves import order_move
from payments.orders.pricing import listings_amounts
from payments.orders.transitions import OrderStatus
from shipping.addresses import PostalAddress, address_require
from social.guards import ActRefused, require_not_blocked

Status = Checkout.Status


class CheckoutClosed(Exception):
    """The checkout is paid, given up or out of time; the message is meant for the buyer."""


class SomebodyFaster(Exception):
    """Another buyer holds or has bought `listing`."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.pk)
        self.listing = listing


@transaction.atomic
def checkout_start(*, buyer: User, listing: Listing, size_id: int | None = None) -> Checkout:
    """Reserves the item for ten minutes, or gives the buyer's running checkout of it.

    size_id: which piece of a boutique's listing. Raises ActRefused (own item, blocked, away, not
    for sale, no size chosen), SomebodyFaster.
    """
    _require_may_buy(buyer, listing)
    _release_expired(listing)
    locked = _lock(listing)
    size = _size(locked, size_id)
    running = checkout_running(buyer, locked, size)
    if running:
        return running
    _require_on_sale(locked)
    _reserve(locked, size, buyer)
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    checkout = Checkout.objects.create(buyer=buyer, expires_at=expires_at)
    _order_open(checkout, locked, size)
    _send_home(checkout)
    return checkout


def checkout_running(buyer: User, listing: Listing, size: Size | None) -> Checkout | None:
    """The checkout in which `buyer` can still pay, or is paying, this item (of this size)."""
    alive = Q(status=Status.PAYING) | Q(status=Status.OPEN, expires_at__gt=timezone.now())
    lines = OrderLine.objects.filter(listing=listing, size=size)
    return Checkout.objects.filter(alive, buyer=buyer, orders__lines__in=lines).first()


@transaction.atomic
def checkout_address_set(*, checkout: Checkout, address: PostalAddress) -> Checkout:
    """Says where the parcel goes, which fixes tax and total.

    Raises ValidationError by field for an address that cannot be delivered to, CheckoutClosed.
    """
    address_require(address)
    locked = checkout_lock(checkout)
    require_open(locked)
    locked.ship_to = asdict(address)
    locked.save(update_fields=["ship_to"])
    for order in locked.orders.prefetch_related("lines__listing__category"):
        _price(order, address)
    return locked


@transaction.atomic
def checkout_release(*, checkout: Checkout) -> bool:
    """Gives the reservation up; False when it was paid, is being paid, or was given up before."""
    released = Checkout.objects.filter(pk=checkout.pk, status=Status.OPEN).update(
        status=Status.RELEASED
    )
    if released:
        _orders_close(checkout)
    return bool(released)


def checkout_close(locked: Checkout) -> None:
    """Gives up a locked checkout that is not paid, whatever its payment does."""
    locked.status = Status.RELEASED
    locked.save(update_fields=["status"])
    _orders_close(locked)


def checkout_lock(checkout: Checkout) -> Checkout:
    """The checkout's row, locked until the transaction ends."""
    return Checkout.objects.select_for_update(no_key=True).get(pk=checkout.pk)


def checkout_total_cents(checkout: Checkout) -> int:
    """What the buyer pays for all orders of the checkout, in cents."""
    return sum(order.total_cents for order in checkout.orders.all())


def require_open(checkout: Checkout) -> None:
    """Raises CheckoutClosed unless the buyer can still change and pay it."""
    if checkout.is_over:
        raise CheckoutClosed("The time to pay is over, and the item is on sale again.")
    if checkout.status == Status.PAYING:
        raise CheckoutClosed("Your payment is under way; nothing can be changed now.")
    if checkout.status != Status.OPEN:
        raise CheckoutClosed("This is paid already.")


def _require_may_buy(buyer: User, listing: Listing) -> None:
    if listing.closet.user_id == buyer.pk:
        raise ActRefused("This is your own listing.")
    require_not_blocked(buyer, listing.closet)
    if not listing.closet.user.is_active:
        raise ActRefused("This closet is not available.")
    if away := listing.closet.away:
        raise ActRefused(f"{away.line} Nothing can be bought from it now.")


def _release_expired(listing: Listing) -> None:
    """An item whose time is over need not wait for the sweep."""
    expired = Checkout.objects.filter(
        status=Status.OPEN, expires_at__lte=timezone.now(), orders__lines__listing=listing
    )
    for checkout in expired:
        checkout_release(checkout=checkout)


def _lock(listing: Listing) -> Listing:
    """The item as it is now; its price and state stay so until the transaction ends."""
    rows = Listing.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("closet__user", "cover", "category", "size").get(pk=listing.pk)


def _size(listing: Listing, size_id: int | None) -> Size | None:
    if not listing.in_sizes:
        return None
    chosen = listing.stock.filter(size=size_id).select_related("size").first()
    if chosen is None:
        raise ActRefused("Choose a size first.")
    return chosen.size


def _reserve(listing: Listing, size: Size | None, buyer: User) -> None:
    try:
        item_reserve(listing=listing, size=size, actor=buyer)
    except TransitionRefused as refused:
        raise SomebodyFaster(listing) from refused


def _require_on_sale(listing: Listing) -> None:
    """A single item must not be in another's order; of pieces the stock knows."""
    live = listing.order_lines.filter(released_at=None, size=None)
    if listing.is_available and (listing.in_sizes or not live.exists()):
        return
    if listing.deleted_at or listing.status in {ListingStatus.NOT_FOR_SALE, ListingStatus.REMOVED}:
        raise ActRefused("This item is not for sale at the moment.")
    raise SomebodyFaster(listing)


def _order_open(checkout: Checkout, listing: Listing, size: Size | None) -> None:
    price = listing.price_cents or 0
    order = Order.objects.create(
        checkout=checkout, buyer=checkout.buyer, closet=listing.closet, item_cents=price
    )
    OrderLine.objects.create(
        order=order,
        listing=listing,
        size=size,
        title=listing.title,
        size_label=size.label if size else listing.size_label,
        price_cents=price,
        cover_hash=listing.cover.picture_key if listing.cover else "",
    )


def _send_home(checkout: Checkout) -> None:
    """The buyer's usual address to begin with, when a parcel can reach it."""
    default = checkout.buyer.addresses.filter(is_default_to=True).first()
    if default:
        with suppress(ValidationError):
            checkout_address_set(checkout=checkout, address=PostalAddress.of(default))


def _price(order: Order, address: PostalAddress) -> None:
    """Fills in the order's amounts for this address."""
    amounts = listings_amounts(
        [(line.listing, line.price_cents) for line in order.lines.all()],
        state=address.state,
        zip_code=address.zip_code,
    )
    for name in ("shipping_cents", "item_tax_cents", "shipping_tax_cents", "fee_cents"):
        setattr(order, name, getattr(amounts, name))
    order.save(
        update_fields=["shipping_cents", "item_tax_cents", "shipping_tax_cents", "fee_cents"]
    )


def _orders_close(checkout: Checkout) -> None:
    for order in checkout.orders.order_by("pk"):
        items_release(order=order, was=ListingStatus.RESERVED, actor=None)
        order_move(order=order, to=OrderStatus.CANCELLED, actor=None, reason="not paid")
