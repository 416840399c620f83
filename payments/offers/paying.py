"""The buyer's word behind an offer: where it goes, and which card is charged."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from payments.models import Offer, SavedCard
from payments.offers.moves import offer_lock
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import size_chosen
from shipping.addresses import PostalAddress, address_require


def require_can_pay(buyer: User, address: PostalAddress, card: SavedCard) -> dict[str, str]:
    """The address as it is kept. Raises ValidationError for one that no label can be made for,
    OfferRefused for a card that is somebody else's, removed or expired."""
    address_require(address)
    if card.customer.user_id != buyer.pk or card.removed_at:
        raise OfferRefused("Choose one of your cards.")
    if card.is_expired:
        raise OfferRefused("This card has expired. Choose another one.")
    return asdict(address)


@transaction.atomic
def offer_prepare(
    *,
    offer: Offer,
    buyer: User,
    address: PostalAddress,
    card: SavedCard,
    size_id: int | None = None,
) -> Offer:
    """Says where the item would go and what would be charged, before the buyer answers.

    Raises PermissionDenied, OfferRefused, ActRefused (no size), ValidationError.
    """
    locked = offer_lock(offer)
    if locked.buyer_id != buyer.pk:
        raise PermissionDenied
    if not locked.is_waiting or locked.status != OfferStatus.BUYER:
        raise OfferRefused("This offer does not wait for you any more.")
    locked.size = size_chosen(locked.listing, size_id)
    locked.ship_to = require_can_pay(buyer, address, card)
    locked.card = card
    locked.save(update_fields=["size", "ship_to", "card"])
    return locked
