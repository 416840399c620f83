"""A buyer makes an offer, with their word to pay behind it (O1)."""

import uuid

from django.db import IntegrityError, transaction

from closets.models import User
from listings.models import Listing
from payments.models import Offer, SavedCard
from payments.offers import events
from payments.offers.answering import Answer, answered
from payments.offers.floors import floor_answer
from payments.offers.moves import expiry
from payments.offers.paying import require_can_pay
from payments.offers.rules import first_range, require_within
from payments.offers.sweeps import offer_expire
from payments.offers.telling import offer_tell, said
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import require_may_buy, require_on_sale, size_chosen
from shipping.addresses import PostalAddress

OPEN_AT_ONCE = 100
"""Live offers of one buyer: each is a promise to pay."""


class OfferRunning(OfferRefused):
    """The buyer has a live offer for the item, which is `offer`."""

    def __init__(self, offer: Offer) -> None:
        super().__init__("You have an offer on this item already.")
        self.offer = offer


def offer_make(
    *,
    buyer: User,
    listing: Listing,
    cents: int,
    address: PostalAddress,
    card: SavedCard,
    size_id: int | None = None,
    reference: uuid.UUID | None = None,
) -> Answer:
    """Offers `cents` for the item; the seller's floor may answer, and charge the card, at once.

    The same reference again gives the same offer. Raises ActRefused (own, blocked, away, not for
    sale, no size), SomebodyFaster, OfferRefused (amount, card), OfferRunning, and ValidationError
    for an address that no label can be made for; then nothing is changed.
    """
    reference = reference or uuid.uuid4()
    earlier = Offer.objects.for_pages().filter(reference=reference, buyer=buyer)
    if again := earlier.first():
        return Answer(again)
    try:
        return answered(*_make(buyer, listing, size_id, cents, address, card, reference))
    except IntegrityError:  # another tab was faster
        if again := earlier.first():
            return Answer(again)
        _require_free(buyer, listing)
        raise


@transaction.atomic
def _make(
    buyer: User,
    listing: Listing,
    size_id: int | None,
    cents: int,
    address: PostalAddress,
    card: SavedCard,
    reference: uuid.UUID,
) -> tuple[Offer, bool]:
    """The new offer, and whether its payment was claimed."""
    require_may_buy(buyer, listing)
    require_on_sale(listing)
    size = size_chosen(listing, size_id)
    require_within(cents, first_range(listing.price_cents or 0))
    ship_to = require_can_pay(buyer, address, card)
    _require_free(buyer, listing)
    offer = Offer.objects.create(
        reference=reference,
        listing=listing,
        size=size,
        closet=listing.closet,
        buyer=buyer,
        status=OfferStatus.SELLER,
        amount_cents=cents,
        buyer_cents=cents,
        ship_to=ship_to,
        card=card,
        expires_at=expiry(),
    )
    offer.moves.create(from_status="", to_status=offer.status, amount_cents=cents, actor=buyer)
    events.offer_made.send(sender=Offer, offer=offer)
    return _told(offer)


def _told(offer: Offer) -> tuple[Offer, bool]:
    if floor_answer(offer):
        return offer, offer.status == OfferStatus.ACCEPTED
    offer_tell(offer, offer.closet.user, f"offers {said(offer)}", by=offer.buyer)
    return offer, False


def _require_free(buyer: User, listing: Listing) -> None:
    """One live offer for the pair, and not too many promises at once."""
    running = Offer.objects.live().filter(buyer=buyer, listing=listing).first()
    if running and running.status_now == OfferStatus.EXPIRED:
        offer_expire(running)
    elif running:
        raise OfferRunning(running)
    promised = Offer.objects.waiting().filter(buyer=buyer, status=OfferStatus.SELLER)
    if promised.count() >= OPEN_AT_ONCE:
        raise OfferRefused(f"You have {OPEN_AT_ONCE} open offers. Wait for an answer first.")
