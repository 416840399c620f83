"""An order's items: locked together, and back on sale."""

from contextlib import suppress

from django.utils import timezone

from closets.lib.sql import Prepared
from closets.models import User
from listings.models import Status
from listings.services.stock import item_release
from listings.transitions import TransitionRefused
from payments.models import Checkout, Order

_LOCK = Prepared(
    "lock_items",
    {"checkout": "bigint"},
    """SELECT 1 FROM listings_listing WHERE id IN (
        SELECT line.listing_id FROM payments_orderline line
        JOIN payments_order ON payments_order.id = line.order_id
        WHERE payments_order.checkout_id = %(checkout)s)
    ORDER BY id FOR NO KEY UPDATE""",
)


def items_lock(checkout: Checkout) -> None:
    """Locks the listings of all orders of a checkout in the order of their keys.

    Orders of several closets share a checkout, and go through their own items one after the other.
    """
    _LOCK.rows({"checkout": checkout.pk})


def items_release(*, order: Order, was: Status, actor: User | None) -> None:
    """Puts items that still are `was` back on sale and frees them for another order.

    What staff removed meanwhile stays removed.
    """
    lines = order.lines.filter(released_at=None).select_related("listing", "size")
    for line in lines.order_by("listing_id"):
        with suppress(TransitionRefused):
            item_release(listing=line.listing, size=line.size, was=was, actor=actor)
    lines.update(released_at=timezone.now())
