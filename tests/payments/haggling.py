"""Offers for the tests: cards that are kept, and what buyers and sellers say."""

from typing import Any

from closets.models import User
from listings.models import Listing
from payments.cards import card_save
from payments.models import Checkout, Entry, Offer, OfferMove, Order, SavedCard
from payments.offers.making import offer_make
from payments.stripe_client import keyed, stripe_client
from shipping.addresses import PostalAddress
from social.models import News
from tests.payments.shop import AUSTIN, charged

HOME = PostalAddress(**AUSTIN)
GOOD_CARD = "pm_card_visa"
FAILS_LATER = "pm_card_chargeCustomerFail"
ASKS_LATER = "pm_card_authenticationRequired"
# $30.00 with $6.49 shipping to Texas: 6.25 % on both
OFFERED, OFFERED_TOTAL, OFFERED_EARNED = 3000, 3878, 2400


def kept_card(user: User, token: str = GOOD_CARD) -> SavedCard:
    """A card of the member that the site may charge later."""
    alias = token.removeprefix("pm_card_")
    made = stripe_client().v1.payment_methods.create(
        {"type": "card", "card": {"token": f"tok_{alias}"}}, keyed("card", user.pk, token)
    )
    card = card_save(user=user, payment_method=made.id, back="/").card
    assert card is not None
    return card


def offered(
    buyer: User, listing: Listing, cents: int = OFFERED, token: str = GOOD_CARD, **more: Any
) -> Offer:
    """The buyer's offer, with a kept card behind it."""
    card = kept_card(buyer, token)
    return offer_make(
        buyer=buyer, listing=listing, cents=cents, address=HOME, card=card, **more
    ).offer


def fresh(offer: Offer) -> Offer:
    """The offer as it is now."""
    return Offer.objects.for_pages().get(pk=offer.pk)


def history(offer: Offer) -> list[tuple[str, int]]:
    """(state, cents on the table) move by move."""
    moves = OfferMove.objects.filter(offer=offer)
    return list(moves.values_list("to_status", "amount_cents"))


def news_of(user: User) -> list[str]:
    """What the member was told of offers, in order."""
    rows = News.objects.filter(recipient=user, kind="offer").order_by("pk")
    return list(rows.values_list("text", flat=True))


def nothing_moved() -> bool:
    """No money, no order, no reservation."""
    listing_is_free = not Listing.objects.exclude(status="available").exists()
    return listing_is_free and not (
        charged() or Entry.objects.exists() or Checkout.objects.exists() or Order.objects.exists()
    )
