"""The 30-day bin: deleting a listing hides it, restoring undoes that, then it is gone."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils import timezone

from closets.models import User
from listings.models import Listing, ListingStock, Status
from listings.refusals import ListingLocked
from listings.services.status import require_owner

BIN_DAYS = 30


def listing_delete(*, actor: User, listing: Listing) -> None:
    """Moves it to the bin; doing it twice is doing it once.

    Raises PermissionDenied, and ListingLocked for what is sold or being paid.
    """
    require_owner(listing, actor)
    mine = Listing.objects.filter(pk=listing.pk)
    free = mine.exclude(status__in=[Status.RESERVED, Status.SOLD])
    free = free.exclude(Exists(ListingStock.objects.filter(listing=OuterRef("pk"), held__gt=0)))
    if free.filter(deleted_at=None).update(deleted_at=timezone.now()):
        return
    if mine.filter(deleted_at=None).exists():
        raise ListingLocked("A listing that is sold or being paid for cannot be deleted.")


def listing_restore(*, actor: User, listing: Listing) -> None:
    """Takes it out of the bin, in the state it had. Raises PermissionDenied, ListingLocked."""
    require_owner(listing, actor)
    since = timezone.now() - timedelta(days=BIN_DAYS)
    binned = Listing.objects.filter(pk=listing.pk, deleted_at__gte=since)
    if not binned.update(deleted_at=None):
        raise ListingLocked("It is not in the bin any more.")


def bin_purge() -> int:
    """Deletes for good what lay in the bin for 30 days; returns how many.

    What an order (or a staff decision) still names stays in the bin, unseen.
    """
    before = timezone.now() - timedelta(days=BIN_DAYS)
    old = Listing.objects.filter(deleted_at__lt=before).order_by("pk").only("pk")
    return sum(_purge(listing) for listing in old.iterator(chunk_size=500))


def _purge(listing: Listing) -> bool:
    try:
        with transaction.atomic():
            listing.delete()
    except ProtectedError:
        return False
    return True
