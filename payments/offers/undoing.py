"""Taking a "no" back (S7): for ten minutes who declined is asked again, within the old time."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from closets.models import User
from payments.models import Offer
from payments.offers.answering import side_of
from payments.offers.moves import offer_lock, offer_move
from payments.offers.telling import offer_tell, other_side, said
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import require_may_buy, require_on_sale


def may_restore(offer: Offer, actor: User) -> bool:
    """Whether the member declined it a moment ago and may still be asked."""
    now = timezone.now()
    is_fresh = offer.moved_at + timedelta(minutes=settings.UNDO_MINUTES) > now
    if offer.status != OfferStatus.DECLINED or not is_fresh or offer.expires_at <= now:
        return False
    last = offer.moves.order_by("-pk").first()
    return last is not None and last.actor_id == actor.pk


@transaction.atomic
def offer_restore(*, offer: Offer, actor: User) -> Offer:
    """The member's own "no" is as if it was never said; they are asked again until the old time.

    Raises PermissionDenied for strangers, OfferRefused (too late, another offer stands), ActRefused
    and SomebodyFaster; then nothing is changed.
    """
    locked = offer_lock(offer)
    side = side_of(locked, actor)
    if not may_restore(locked, actor):
        raise OfferRefused("It is too late to take that back.")
    require_may_buy(locked.buyer, locked.listing)
    require_on_sale(locked.listing)
    try:
        with transaction.atomic():
            offer_move(offer=locked, to=side, actor=actor, values={"expires_at": locked.expires_at})
    except IntegrityError as error:
        raise OfferRefused("There is a newer offer for this item.") from error
    offer_tell(locked, other_side(locked, actor), f"thinks again about {said(locked)}", by=actor)
    return locked
