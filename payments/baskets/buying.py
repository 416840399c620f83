"""A basket to its checkout: all that is left is reserved, an order for each parcel (P1, P7)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing, Size
from payments.baskets.keeping import basket_lock
from payments.baskets.troubles import BUSY, Trouble, surroundings
from payments.bundles.pricing import bundle_price
from payments.models import Basket, BasketItem, BundleDiscount, Checkout, OrderLine
from payments.orders.checkout import checkout_release, home_of, release_expired
from payments.orders.opening import Item, SomebodyFaster, item_take, order_open
from payments.orders.parcels import parcels

Piece = tuple[Listing, Size | None]


@dataclass(frozen=True)
class Taken:
    """The checkout, None when nothing could be reserved, and a word for each item left out."""

    checkout: Checkout | None
    words: list[str]


@transaction.atomic
def basket_checkout(*, buyer: User) -> Taken:
    """Reserves what can be bought for ten minutes, or gives the running checkout of the same items.

    What is gone leaves the basket with a word, what is only held for now stays in it; the rest goes
    on. A running checkout of other items is given up first, unless its payment is under way.
    """
    locked = basket_lock(buyer)
    items = list(locked.items.select_related("size").order_by("listing", "pk"))
    running = _running(locked, items)
    if running:
        return Taken(running, [])
    release_expired(*[item.listing for item in items])
    pieces, words = _take(locked, items)
    return Taken(_open(locked, pieces) if pieces else None, words)


def _running(locked: Basket, items: Sequence[BasketItem]) -> Checkout | None:
    """The checkout to go on with; one that no longer is what the basket holds is released."""
    checkout = locked.checkout
    if checkout is None or checkout.is_over or checkout.status == Checkout.Status.PAID:
        return None
    if checkout.status == Checkout.Status.OPEN and not _holds(checkout, items):
        if checkout_release(checkout=checkout):
            return None
        checkout.refresh_from_db()
    return None if checkout.status == Checkout.Status.PAID else checkout


def _holds(checkout: Checkout, items: Sequence[BasketItem]) -> bool:
    lines = OrderLine.objects.filter(order__checkout=checkout)
    held = set(lines.values_list("listing_id", "size_id"))
    return held == {(item.listing_id, item.size_id) for item in items}


def _take(locked: Basket, items: Sequence[BasketItem]) -> tuple[list[Piece], list[str]]:
    """Reserves item by item in the order of their keys, each listing locked before."""
    listings = _lock(items)
    around = surroundings(locked.user, list(listings.values()))
    pieces, words, left = [], [], []
    for item in items:
        listing = listings[item.listing_id]
        trouble = around.trouble(listing, item.size) or _taken(listing, item.size, locked.user)
        if trouble is None:
            pieces.append((listing, item.size))
            continue
        words.append(f"“{listing.title}” {trouble.says}")
        left += [item.pk] if trouble.leaves else []
    locked.items.filter(pk__in=left).delete()
    return pieces, words


def _lock(items: Sequence[BasketItem]) -> dict[int, Listing]:
    rows = Listing.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("closet__user", "closet__vacation", "cover", "category", "size")
    locked = related.filter(pk__in=[item.listing_id for item in items]).order_by("pk")
    return {listing.pk: listing for listing in locked}


def _taken(listing: Listing, size: Size | None, buyer: User) -> Trouble | None:
    """Reserves it; the trouble when somebody holds it all the same."""
    try:
        item_take(listing, size, buyer)
    except SomebodyFaster:
        return Trouble(BUSY, leaves=False)
    return None


def _open(locked: Basket, pieces: Sequence[Piece]) -> Checkout:
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    checkout = Checkout.objects.create(
        buyer=locked.user, expires_at=expires_at, ship_to=home_of(locked.user)
    )
    for parcel in _parcels(pieces):
        order_open(checkout, parcel)
    locked.checkout = checkout
    locked.save(update_fields=["checkout"])
    return checkout


def _parcels(pieces: Sequence[Piece]) -> list[list[Item]]:
    """The items of each closet at its bundle price, in as many parcels as they need."""
    by_closet: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_closet[piece[0].closet_id].append(piece)
    rules = BundleDiscount.objects.filter(closet__in=by_closet).in_bulk(field_name="closet_id")
    found = []
    for closet_id, inside in by_closet.items():
        price = bundle_price([listing for listing, _ in inside], rules.get(closet_id))
        items = [Item(*piece, cents) for piece, cents in zip(inside, price.lines, strict=True)]
        found += parcels(items, lambda item: item.listing)
    return found
