"""Items that were sold or taken off sale leave bundles, with a word (O3)."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from listings.models import Listing
from listings.models import Status as ListingStatus
from payments.bundles.agreed import offers_end
from payments.bundles.telling import bundle_tell
from payments.models import Bundle, BundleItem

GONE_STATES = [ListingStatus.SOLD, ListingStatus.NOT_FOR_SALE, ListingStatus.REMOVED]
GONE = Q(listing__status__in=GONE_STATES) | Q(listing__deleted_at__isnull=False)


def is_gone(listing: Listing) -> bool:
    """Whether nobody can buy it any more; what somebody is paying for may come back."""
    return listing.status in GONE_STATES or listing.deleted_at is not None


def bundles_drop(listing_id: int | None = None) -> int:
    """Takes what is gone (one listing, or all) out of open bundles; returns how many items left."""
    which = GONE if listing_id is None else GONE & Q(listing=listing_id)
    inside = BundleItem.objects.filter(which, left="", bundle__status=Bundle.Status.OPEN)
    return sum(item_drop(item) for item in inside.select_related("bundle__buyer", "listing"))


@transaction.atomic
def item_drop(item: BundleItem) -> int:
    """Takes one out and says so to the buyer; 1 when it was still in, else 0."""
    inside = BundleItem.objects.filter(pk=item.pk, left="")
    if not inside.update(left=BundleItem.Left.GONE, left_at=timezone.now()):
        return 0
    text = f"{item.listing.title} is not for sale any more and left the bundle."
    item.bundle.messages.create(body=text)
    offers_end(item.bundle)
    bundle_tell(item.bundle, item.bundle.buyer, text)
    return 1
