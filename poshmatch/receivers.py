"""Signals and styles that follow from what happens on the floors below."""

from typing import Any

from django.dispatch import receiver

from closets.models import Closet, User
from listings import events as listing_events
from listings.models import Brand, Listing, Status
from payments.bundles import events as bundle_events
from payments.models import BundleItem, Offer, Order, OrderLine
from payments.offers import events as offer_events
from payments.orders import events as order_events
from poshmatch.models import Signal
from poshmatch.selectors import unwanted_by
from poshmatch.services.signals import signal_record
from poshmatch.services.styles import listing_bump, listing_leave, listing_restyle
from social import events as social_events

Kind = Signal.Kind


@receiver(social_events.listing_liked)
def liked(sender: Any, *, user: User, listing: Listing, taken_back: bool, **_: Any) -> None:
    signal_record(user_id=user.pk, kind=Kind.LIKE, listing_id=listing.pk, taken_back=taken_back)


@receiver(social_events.listing_commented)
def commented(sender: Any, *, user: User, listing: Listing, taken_back: bool, **_: Any) -> None:
    if listing.closet.user_id != user.pk:
        signal_record(
            user_id=user.pk, kind=Kind.COMMENT, listing_id=listing.pk, taken_back=taken_back
        )


@receiver(social_events.listing_shared)
def shared(sender: Any, *, user: User, listing: Listing, taken_back: bool, **_: Any) -> None:
    listing_bump(listing_id=listing.pk, to=listing.shared_at if taken_back else None)
    if listing.closet.user_id != user.pk:
        signal_record(
            user_id=user.pk, kind=Kind.SHARE, listing_id=listing.pk, taken_back=taken_back
        )


@receiver(social_events.closet_followed)
def closet_followed(sender: Any, *, user: User, closet: Closet, taken_back: bool, **_: Any) -> None:
    signal_record(
        user_id=user.pk, kind=Kind.FOLLOW_CLOSET, closet_id=closet.pk, taken_back=taken_back
    )


@receiver(social_events.brand_followed)
def brand_followed(sender: Any, *, user: User, brand: Brand, taken_back: bool, **_: Any) -> None:
    signal_record(user_id=user.pk, kind=Kind.FOLLOW_BRAND, brand_id=brand.pk, taken_back=taken_back)


@receiver(order_events.order_placed)
def bought(sender: Any, *, order: Order, lines: list[OrderLine], **_: Any) -> None:
    for line in lines:
        signal_record(user_id=order.buyer_id, kind=Kind.PURCHASE, listing_id=line.listing_id)


@receiver(offer_events.offer_made)
def offered(sender: Any, *, offer: Offer, **_: Any) -> None:
    signal_record(user_id=offer.buyer_id, kind=Kind.OFFER, listing_id=offer.listing_id)


@receiver(bundle_events.bundle_grew)
def bundled(sender: Any, *, item: BundleItem, **_: Any) -> None:
    if item.added_by_id == item.bundle.buyer_id:
        signal_record(user_id=item.added_by_id, kind=Kind.BUNDLE, listing_id=item.listing_id)


@receiver(listing_events.listing_published)
@receiver(listing_events.listing_edited)
def published(sender: Any, *, listing: Listing, **_: Any) -> None:
    listing_restyle(listing=listing)


@receiver(listing_events.listing_status_changed)
def status_changed(sender: Any, *, listing: Listing, **_: Any) -> None:
    if listing.status == Status.AVAILABLE:
        listing_restyle(listing=listing)
    else:
        listing_leave(listing_id=listing.pk)


@receiver(social_events.unwanted_asked)
def muted(sender: Any, *, user_id: int, **_: Any) -> social_events.Unwanted:
    """What the member hid from the feed is not suggested elsewhere either (F3)."""
    return unwanted_by(user_id)
