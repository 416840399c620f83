"""An order's items back on sale."""

from contextlib import suppress

from django.utils import timezone

from closets.models import User
from listings.models import Status
from listings.services.status import listing_release
from listings.transitions import TransitionRefused
from payments.models import Order


def items_release(*, order: Order, was: Status, actor: User | None) -> None:
    """Puts items that still are `was` back on sale and frees them for another order.

    What staff removed meanwhile stays removed.
    """
    for line in order.lines.select_related("listing").order_by("listing_id"):
        if line.listing.status == was:
            with suppress(TransitionRefused):
                listing_release(listing=line.listing, actor=actor)
    order.lines.update(released_at=timezone.now())
