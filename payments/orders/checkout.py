"""Checkout: reserve, say where to, give up (P1, P7).

Whoever locks a checkout and a listing locks the checkout first.
"""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from closets.lib.stencils import Stencil
from closets.models import User
from listings.models import Listing, Size
from listings.models import Status as ListingStatus
from payments.models import Checkout, Order, OrderLine
from payments.orders import events
from payments.orders.items import items_lock, items_release
from payments.orders.moves import order_move
from payments.orders.opening import (
    PRICED,
    Item,
    item_lock,
    item_take,
    order_open,
    order_price,
    require_may_buy,
    size_chosen,
)
from payments.orders.spending import balance_give_back
from payments.orders.transitions import OrderStatus
from shipping.addresses import PostalAddress, address_problems, address_require

Status = Checkout.Status


class CheckoutClosed(Exception):
    """The checkout is paid, given up or out of time; the message is meant for the buyer."""


@transaction.atomic
def checkout_start(*, buyer: User, listing: Listing, size_id: int | None = None) -> Checkout:
    """Reserves the item for ten minutes, or gives the buyer's running checkout of it.

    size_id: which piece of a boutique's listing. Raises ActRefused (own item, blocked, away, not
    for sale, no size chosen), SomebodyFaster.
    """
    require_may_buy(buyer, listing)
    release_expired(listing)
    locked = item_lock(listing)
    size = size_chosen(locked, size_id)
    running = checkout_running(buyer, locked, size)
    if running:
        return running
    item_take(locked, size, buyer)
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    checkout = Checkout.objects.create(buyer=buyer, expires_at=expires_at, ship_to=home_of(buyer))
    order_open(checkout, [Item(locked, size, locked.price_cents or 0)])
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
        lines = [(line.listing, line.price_cents) for line in order.lines.all()]
        order_price(order, address, lines)
        order.save(update_fields=PRICED)
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
    balance_give_back(locked)
    locked.status = Status.RELEASED
    locked.save(update_fields=["status"])
    _orders_close(locked)


def checkout_lock(checkout: Checkout) -> Checkout:
    """The checkout's row, locked until the transaction ends."""
    [locked] = _LOCKED.rows(pk=checkout.pk)
    return locked


def _locked(pk: int) -> QuerySet[Checkout]:
    return Checkout.objects.select_for_update(no_key=True).filter(pk=pk)


_LOCKED = Stencil("checkout_locked", _locked)


def checkout_total_cents(checkout: Checkout) -> int:
    """What the buyer pays for all orders of the checkout, in cents."""
    return sum(order.total_cents for order in checkout_orders(checkout))


def checkout_orders(checkout: Checkout) -> list[Order]:
    """The orders that the checkout pays for."""
    return _ORDERS.rows(checkout=checkout.pk)


def _orders(checkout: int) -> QuerySet[Order]:
    return Order.objects.filter(checkout=checkout).order_by("pk")


_ORDERS = Stencil("checkout_orders", _orders)


def checkout_due_cents(checkout: Checkout) -> int:
    """What of the total the attempt under way asks of the card, in cents."""
    return checkout_total_cents(checkout) - checkout.balance_cents


@transaction.atomic
def checkout_balance_use(*, checkout: Checkout, wanted: bool) -> None:
    """Whether to pay from the buyer's balance first. Raises CheckoutClosed."""
    locked = checkout_lock(checkout)
    require_open(locked)
    locked.uses_balance = wanted
    locked.save(update_fields=["uses_balance"])


def require_open(checkout: Checkout) -> None:
    """Raises CheckoutClosed unless the buyer can still change and pay it."""
    if checkout.is_over:
        raise CheckoutClosed("The time to pay is over, and the item is on sale again.")
    if checkout.status == Status.PAYING:
        raise CheckoutClosed("Your payment is under way; nothing can be changed now.")
    if checkout.status != Status.OPEN:
        raise CheckoutClosed("This is paid already.")


def release_expired(*listings: Listing) -> None:
    """Gives up unpaid checkouts of the items, which need not wait for the sweep."""
    if all(listing.is_available and not listing.in_sizes for listing in listings):
        return  # nobody holds any of them
    expired = Checkout.objects.filter(
        status=Status.OPEN, expires_at__lte=timezone.now(), orders__lines__listing__in=listings
    )
    for checkout in expired.distinct().order_by("pk"):
        checkout_release(checkout=checkout)


def home_of(buyer: User) -> dict[str, str] | None:
    """The buyer's usual address to begin a checkout with, when a parcel can reach it."""
    default = buyer.addresses.filter(is_default_to=True).first()
    if default is None or address_problems(PostalAddress.of(default)):
        return None
    return asdict(PostalAddress.of(default))


def _orders_close(checkout: Checkout) -> None:
    orders = list(checkout.orders.order_by("pk"))
    if len(orders) > 1:
        items_lock(checkout)
    for order in orders:
        items_release(order=order, was=ListingStatus.RESERVED, actor=None)
        order_move(order=order, to=OrderStatus.CANCELLED, actor=None, reason="not paid")
    events.checkout_over.send(sender=Checkout, checkout=checkout)
