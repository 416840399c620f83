"""Checkout: reserve, say where to, give up (P1, P7)."""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_release, listing_reserve
from listings.transitions import TransitionRefused
from payments.models import Checkout, Order, OrderLine
from payments.orders.moves import order_move
from payments.orders.pricing import listings_amounts
from payments.orders.transitions import OrderStatus
from shipping.addresses import PostalAddress, address_require
from social.guards import ActRefused, require_not_blocked

Status = Checkout.Status


class CheckoutClosed(Exception):
    """The checkout is paid, given up or out of time; the message is meant for the buyer."""


class SomebodyFaster(Exception):
    """Another buyer holds the item."""


@transaction.atomic
def checkout_start(*, buyer: User, listing: Listing) -> Checkout:
    """Reserves the item for ten minutes, or gives the buyer's running checkout of it.

    Raises ActRefused (own item, blocked), SomebodyFaster.
    """
    if listing.closet.user_id == buyer.pk:
        raise ActRefused("This is your own listing.")
    require_not_blocked(buyer, listing.closet)
    running = _running(buyer, listing)
    if running:
        return running
    try:
        listing_reserve(listing=listing, actor=buyer)
    except TransitionRefused as refused:
        raise SomebodyFaster from refused
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    checkout = Checkout.objects.create(buyer=buyer, expires_at=expires_at)
    _order_open(checkout, listing)
    default = buyer.addresses.filter(is_default_to=True).first()
    if default:
        checkout_address_set(checkout=checkout, address=PostalAddress.of(default))
    return checkout


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
        items_release(checkout)
    return bool(released)


def checkout_lock(checkout: Checkout) -> Checkout:
    """The checkout's row, locked until the transaction ends."""
    return Checkout.objects.select_for_update().get(pk=checkout.pk)


def require_open(checkout: Checkout) -> None:
    """Raises CheckoutClosed unless the buyer can still change and pay it."""
    if checkout.status != Status.OPEN:
        raise CheckoutClosed("This checkout is closed.")
    if checkout.expires_at <= timezone.now():
        raise CheckoutClosed("The ten minutes are over, and the item is on sale again.")


def _running(buyer: User, listing: Listing) -> Checkout | None:
    return Checkout.objects.filter(
        buyer=buyer,
        status__in=[Status.OPEN, Status.PAYING],
        expires_at__gt=timezone.now(),
        orders__lines__listing=listing,
    ).first()


def _order_open(checkout: Checkout, listing: Listing) -> None:
    price = listing.price_cents or 0
    order = Order.objects.create(
        checkout=checkout, buyer=checkout.buyer, closet=listing.closet, item_cents=price
    )
    OrderLine.objects.create(
        order=order,
        listing=listing,
        title=listing.title,
        price_cents=price,
        cover_hash=listing.cover.content_hash if listing.cover else "",
    )


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


def items_release(checkout: Checkout) -> None:
    """Puts every reserved item of an unpaid checkout back on sale and closes its orders."""
    now = timezone.now()
    for order in checkout.orders.order_by("pk"):
        for line in order.lines.select_related("listing").order_by("listing_id"):
            listing_release(listing=line.listing)
        order.lines.update(released_at=now)
        order_move(order=order, to=OrderStatus.CANCELLED, actor=None, reason="not paid")
