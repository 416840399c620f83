"""The seller's private floor, and what it answers for them (O4)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from closets.models import User
from listings.models import Listing
from payments.models import Offer, PriceFloor
from payments.offers.agreeing import offer_agree
from payments.offers.moves import offer_move
from payments.offers.rules import require_within, seller_range
from payments.offers.telling import offer_tell, said
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import SomebodyFaster
from social.guards import ActRefused

Below, AtFloor = PriceFloor.Below, PriceFloor.AtFloor
NOT_NOW = (ActRefused, SomebodyFaster, OfferRefused, ValidationError)


@transaction.atomic
def floor_set(
    *,
    actor: User,
    listing: Listing,
    floor_cents: int,
    at_floor: str,
    below: str,
    counter_cents: int | None = None,
) -> PriceFloor:
    """Says what is done with offers from `floor_cents` on, and under it.

    Raises PermissionDenied, and OfferRefused for amounts that make no sense; then nothing is
    changed.
    """
    _require_own(actor, listing)
    price = listing.price_cents or 0
    if not 0 < floor_cents < price:
        raise OfferRefused("The floor lies between nothing and your price.")
    if below == Below.COUNTER and not floor_cents <= (counter_cents or 0) < price:
        raise OfferRefused("Counter with at least your floor and less than your price.")
    row, _ = PriceFloor.objects.update_or_create(
        listing=listing,
        defaults={
            "floor_cents": floor_cents,
            "at_floor": AtFloor(at_floor),
            "below": Below(below),
            "counter_cents": counter_cents if below == Below.COUNTER else None,
        },
    )
    return row


def floor_clear(*, actor: User, listing: Listing) -> None:
    """Has every offer wait for the seller again. Raises PermissionDenied."""
    _require_own(actor, listing)
    PriceFloor.objects.filter(listing=listing).delete()


def floor_answer(offer: Offer) -> bool:
    """Answers a buyer's offer as its seller has said beforehand; whether it did.

    Inside the offer's transaction. What cannot be answered now (somebody is paying) waits.
    """
    floor = PriceFloor.objects.filter(listing=offer.listing_id).first()
    if floor is None:
        return False
    try:
        with transaction.atomic():
            return _answer(offer, floor)
    except NOT_NOW:
        offer.refresh_from_db()
        return False


def _answer(offer: Offer, floor: PriceFloor) -> bool:
    seller = offer.closet.user
    if offer.amount_cents >= floor.floor_cents:
        if floor.at_floor == AtFloor.ASK:
            return False
        offer_agree(offer, actor=seller, buyer_is_here=True)
        _report(offer, "accepted")
        return True
    if floor.below == Below.DECLINE:
        offer_move(offer=offer, to=OfferStatus.DECLINED, actor=seller)
        offer_tell(offer, offer.buyer, f"declined {said(offer)}", by=seller)
        _report(offer, "declined")
        return True
    return floor.below == Below.COUNTER and _counter(offer, floor.counter_cents or 0)


def _counter(offer: Offer, cents: int) -> bool:
    """Counters once; when that was not enough for the buyer, the seller decides."""
    if offer.seller_cents is not None:
        return False
    price, was = offer.listing.price_cents or 0, said(offer)
    require_within(cents, seller_range(price, said_cents=offer.amount_cents, asked_cents=None))
    offer_move(
        offer=offer,
        to=OfferStatus.BUYER,
        actor=offer.closet.user,
        values={"seller_cents": cents, "amount_cents": cents},
    )
    offer_tell(offer, offer.buyer, f"counters with {said(offer)}", by=offer.closet.user)
    offer_tell(offer, offer.closet.user, f"offered {was}; countered for you", by=offer.buyer)
    return True


def _report(offer: Offer, done: str) -> None:
    text = f"offered {said(offer)}; {done} for you"
    offer_tell(offer, offer.closet.user, text, by=offer.buyer)


def _require_own(actor: User, listing: Listing) -> None:
    if listing.closet.user_id != actor.pk:
        raise PermissionDenied
