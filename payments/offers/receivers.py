"""What offers do when their checkout is paid, refused or given up, or their item is gone."""

from typing import Any

from django.dispatch import receiver

from closets.lib.stencils import Stencil
from closets.templatetags.money import money
from listings.events import listing_status_changed
from listings.models import Listing
from listings.models import Status as ListingStatus
from payments.models import Checkout, Offer, Order
from payments.models.offer import OfferQuerySet
from payments.offers.moves import offer_move
from payments.offers.telling import offer_tell
from payments.offers.transitions import OfferStatus
from payments.orders import events
from payments.orders.telling import order_tell
from payments.queue import enqueue

OVER = {ListingStatus.SOLD, ListingStatus.NOT_FOR_SALE, ListingStatus.REMOVED}


@receiver(events.order_placed)
def offer_paid(sender: type[Order], *, order: Order, **_: Any) -> None:
    """The agreed price was paid."""
    for offer in _AGREED.rows(checkout=order.checkout_id):
        offer_move(offer=offer, to=OfferStatus.PAID, actor=order.buyer)


def _agreed(checkout: int) -> OfferQuerySet:
    return Offer.objects.filter(checkout=checkout, status=OfferStatus.ACCEPTED)


_AGREED = Stencil("offer_agreed", _agreed)


@receiver(events.checkout_over)
def offer_unpaid(sender: type[Checkout], *, checkout: Checkout, **_: Any) -> None:
    """The buyer did not pay what was agreed: both are told, and free of it."""
    offer = _accepted(checkout)
    if offer is None:
        return
    offer_move(offer=offer, to=OfferStatus.UNPAID, actor=None)
    text = f"Not paid in time: {offer.listing.title} is on sale again"
    offer_tell(offer, offer.closet.user, text)
    offer_tell(offer, offer.buyer, text)


@receiver(events.payment_refused)
def offer_card_failed(sender: type[Checkout], *, checkout: Checkout, **_: Any) -> None:
    """The stored card was refused while the buyer was away: the item is kept for another one."""
    offer = _accepted(checkout) if checkout.off_session else None
    if offer is None or offer.checkout is None:
        return
    order = offer.checkout.orders.select_related("buyer", "closet__user", "checkout").get()
    until = f"{offer.checkout.expires_at:%B} {offer.checkout.expires_at.day}, "
    until += f"{offer.checkout.expires_at:%H:%M} UTC"
    order_tell(
        order,
        offer.buyer,
        "Accepted, but your card was refused",
        f"{offer.closet.display_name} accepted {money(order.item_cents)}. Pay with another card "
        f"until {until}; the item is kept for you till then. You have not been charged.",
    )
    offer_tell(
        offer,
        offer.closet.user,
        f"The buyer's card was refused; {offer.listing.title} is kept for them until {until}",
    )


@receiver(listing_status_changed)
def offers_of_gone_items(sender: type[Listing], *, listing: Listing, **_: Any) -> None:
    """There may be thousands, so they are closed after the act, in the background."""
    if listing.status in OVER:
        enqueue("offers_close", listing.pk)


def _accepted(checkout: Checkout) -> Offer | None:
    offers = Offer.objects.for_pages().filter(checkout=checkout, status=OfferStatus.ACCEPTED)
    return offers.first()
