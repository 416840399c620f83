"""Changes of a price: public, append-only, and news only when the drop is real (L9)."""

from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings import events
from listings.models import Listing, PriceChange, Status
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS
from listings.pricing import drop_is_real
from listings.refusals import ListingLocked, PriceRefused
from listings.services.index import listing_index
from listings.services.status import require_owner


@transaction.atomic
def price_change(*, actor: User, listing: Listing, price_cents: int) -> PriceChange | None:
    """Sets the price of a published listing and writes its history; the same price is no change.

    Raises PermissionDenied, PriceRefused (outside $3 to $50,000) and ListingLocked (sold, or
    somebody is paying); then nothing is changed.
    """
    require_owner(listing, actor)
    if not MIN_PRICE_CENTS <= price_cents <= MAX_PRICE_CENTS:
        raise PriceRefused("Set a price between $3 and $50,000.")
    locked = Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
    if locked.status not in (Status.AVAILABLE, Status.NOT_FOR_SALE) or locked.deleted_at:
        raise ListingLocked("The price cannot be changed now.")
    old = locked.price_cents
    if old is None or old == price_cents:
        return None
    return _write(locked, actor, old, price_cents)


@transaction.atomic
def price_undo(*, actor: User, listing: Listing, change_id: int) -> PriceChange | None:
    """Puts back the price before this change, as one more change: the history stays public.

    Raises PermissionDenied, and ListingLocked when it is not the last change any more, or the price
    cannot be changed now; then nothing is changed.
    """
    require_owner(listing, actor)
    Listing.objects.select_for_update(no_key=True).only("pk").get(pk=listing.pk)
    last = listing.price_changes.last()
    if last is None or last.pk != change_id:
        raise ListingLocked("The price was changed again since.")
    if last.is_drop:
        events.price_drop_undone.send(
            sender=Listing, listing=listing, actor=actor, since=last.created_at
        )
    return price_change(actor=actor, listing=listing, price_cents=last.old_cents)


def _write(listing: Listing, actor: User, old: int, new: int) -> PriceChange:
    earlier = list(listing.price_changes.all())
    Listing.objects.filter(pk=listing.pk).update(price_cents=new)
    listing.price_cents = new
    listing_index(listing)
    change = PriceChange.objects.create(listing=listing, old_cents=old, new_cents=new)
    if change.is_drop:
        real = drop_is_real(earlier, old=old, new=new, now=timezone.now())
        events.price_dropped.send(
            sender=Listing, listing=listing, actor=actor, old_cents=old, is_real=real
        )
    return change
