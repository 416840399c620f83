"""What bundles do when they are paid, or when one of their items goes."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from listings.events import listing_status_changed
from listings.models import Listing
from payments.bundles.gone import GONE_STATES
from payments.models import Bundle, Order
from payments.orders.events import order_placed
from payments.queue import enqueue


@receiver(order_placed)
def bundle_bought(sender: type[Order], *, order: Order, **_: Any) -> None:
    """The bundle's order was paid; the pair may start another one."""
    Bundle.objects.filter(checkout=order.checkout_id, status=Bundle.Status.OPEN).update(
        status=Bundle.Status.BOUGHT, moved_at=timezone.now()
    )


@receiver(listing_status_changed)
def bundles_of_gone_items(sender: type[Listing], *, listing: Listing, **_: Any) -> None:
    """It leaves other people's bundles after the act, in the background."""
    if listing.status in GONE_STATES:
        enqueue("bundles_drop", listing.pk)
