"""Buying a bundle: all its items in one order with one label, at the bundle's price (O3)."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.bundles.agreed import agreed_cents
from payments.bundles.gone import is_gone, item_drop
from payments.bundles.making import BundleRefused, bundle_lock, require_open
from payments.bundles.pricing import bundle_price, bundle_weight
from payments.models import Bundle, BundleDiscount, BundleItem, Checkout
from payments.orders.checkout import home_of, release_expired
from payments.orders.opening import Item, item_lock, item_take, order_open, require_may_buy


@transaction.atomic
def bundle_checkout(*, buyer: User, bundle: Bundle) -> Checkout | None:
    """Reserves every item for ten minutes, or gives the running checkout of the bundle.

    None when an item is gone: it has left the bundle, nothing is reserved, and the buyer looks at
    the rest first. Raises PermissionDenied for anybody but the buyer, BundleRefused, ActRefused and
    SomebodyFaster (somebody is paying for one of them); then nothing is changed.
    """
    locked = bundle_lock(bundle)
    if locked.buyer_id != buyer.pk:
        raise PermissionDenied
    if locked.is_open and locked.checkout and not locked.checkout.is_over:
        return locked.checkout
    require_open(locked, buyer)
    items = _items(locked)
    if _dropped(items):
        return None
    return _checkout(locked, items)


def _items(locked: Bundle) -> list[BundleItem]:
    """What is in it, each listing locked, in the order of their keys."""
    inside = locked.items.filter(left="").select_related("listing__closet", "size", "bundle__buyer")
    items = list(inside.order_by("listing"))
    if not items:
        raise BundleRefused("There is nothing in this bundle.")
    for item in items:
        release_expired(item.listing)
    for item in items:
        item.listing = item_lock(item.listing)
    return items


def _dropped(items: list[BundleItem]) -> int:
    return sum(item_drop(item) for item in items if is_gone(item.listing))


def _checkout(locked: Bundle, items: list[BundleItem]) -> Checkout:
    discount = BundleDiscount.objects.filter(closet=locked.closet_id).first()
    listings = [item.listing for item in items]
    require_may_buy(locked.buyer, listings[0])
    if bundle_weight(listings) is None:
        raise BundleRefused("It is too heavy for one parcel. Take something out.")
    for item in items:
        item_take(item.listing, item.size, locked.buyer)
    price = bundle_price(listings, discount, agreed_cents(locked))
    taken = [
        Item(item.listing, item.size, cents) for item, cents in zip(items, price.lines, strict=True)
    ]
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    checkout = Checkout.objects.create(
        buyer=locked.buyer, expires_at=expires_at, ship_to=home_of(locked.buyer)
    )
    order_open(checkout, taken)
    locked.checkout = checkout
    locked.save(update_fields=["checkout"])
    return checkout
