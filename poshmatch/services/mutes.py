"""What a member does not want to see (F3)."""

from django.db import transaction

from closets.models import Closet, User
from listings.models import Brand, Listing
from poshmatch.models import Mute, Signal
from poshmatch.services.signals import signal_record


@transaction.atomic
def less_of(*, user: User, listing: Listing) -> Mute:
    """Hides the listing and tells the taste to move away from its like."""
    mute, is_new = Mute.objects.get_or_create(user=user, listing=listing, brand=None, closet=None)
    if is_new:
        signal_record(user_id=user.pk, kind=Signal.Kind.LESS, listing_id=listing.pk)
    return mute


@transaction.atomic
def brand_mute(*, user: User, brand: Brand) -> Mute:
    """The brand never appears in the member's feed from the next request on."""
    mute, is_new = Mute.objects.get_or_create(user=user, brand=brand, closet=None, listing=None)
    if is_new:
        signal_record(user_id=user.pk, kind=Signal.Kind.LESS, brand_id=brand.pk)
    return mute


def closet_mute(*, user: User, closet: Closet) -> Mute:
    """The closet never appears in the member's feed from the next request on."""
    mute, _ = Mute.objects.get_or_create(user=user, closet=closet, brand=None, listing=None)
    return mute


@transaction.atomic
def mute_undo(*, user: User, mute_id: int) -> bool:
    """Takes one of the member's mutes back, with the signal it made; False when there is none."""
    mute = Mute.objects.select_for_update().filter(user=user, pk=mute_id).first()
    if mute is None:
        return False
    if mute.listing_id or mute.brand_id:
        signal_record(
            user_id=user.pk,
            kind=Signal.Kind.LESS,
            listing_id=mute.listing_id,
            brand_id=mute.brand_id,
            taken_back=True,
        )
    mute.delete()
    return True
