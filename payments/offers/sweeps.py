"""Offers that end by themselves: out of time, or their item gone."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from closets.models import User
from listings.models import Status as ListingStatus
from payments.models import Offer
from payments.offers.moves import offers_move_all
from payments.offers.telling import offer_tell, said
from payments.offers.transitions import WAITING, OfferStatus

BATCH = 500
GONE = Q(
    listing__status__in=[ListingStatus.SOLD, ListingStatus.NOT_FOR_SALE, ListingStatus.REMOVED]
) | Q(listing__deleted_at__isnull=False)


def offers_expire() -> int:
    """Ends offers that nobody answered in time; returns how many."""
    due = Q(expires_at__lte=timezone.now())
    return _all(lambda: _end(due, OfferStatus.EXPIRED, _tell_expired))


def offers_close_gone(listing_id: int | None = None) -> int:
    """Ends offers on what can no longer be bought (one listing's, or all); returns how many."""
    which = GONE if listing_id is None else GONE & Q(listing=listing_id)
    return _all(lambda: _end(which, OfferStatus.CLOSED, _tell_gone))


@transaction.atomic
def offer_expire(offer: Offer) -> None:
    """Ends one that is out of time and that the sweep has not come by yet."""
    _end(Q(pk=offer.pk, expires_at__lte=timezone.now()), OfferStatus.EXPIRED, _tell_expired)


def _all(end: Callable[[], int]) -> int:
    """Runs batches, each a transaction, until one is not full."""
    done = batch = end()
    while batch == BATCH:
        batch = end()
        done += batch
    return done


@transaction.atomic
def _end(which: Q, to: OfferStatus, tell: Callable[[Sequence[Offer]], None]) -> int:
    """Ends the first offers that somebody is asked for; those that are locked are left alone."""
    waiting = Offer.objects.filter(which, status__in=WAITING).for_pages()
    locked = waiting.select_for_update(of=("self",), no_key=True, skip_locked=True)
    ended = offers_move_all(offers=list(locked.order_by("pk")[:BATCH]), to=to)
    tell([offer for offer in ended if offer.buyer_cents])
    return len(ended)


def _tell_expired(offers: Sequence[Offer]) -> None:
    for offer in offers:
        for member in _both(offer):
            offer_tell(offer, member, f"The offer of {said(offer)} has expired")


def _tell_gone(offers: Sequence[Offer]) -> None:
    for offer in offers:
        offer_tell(offer, offer.buyer, f"Not for sale any more: {offer.listing.title}")


def _both(offer: Offer) -> tuple[User, User]:
    return offer.buyer, offer.closet.user
