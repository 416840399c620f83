"""What people do who haggle: offers, answers to them, cards that fail then, and bundles.

A person who was interrupted looks first at what is there already.
"""

from contextlib import suppress
from random import Random

from closets.models import User
from listings.models import Listing
from payments.bundles.buying import bundle_checkout
from payments.bundles.making import BundleRefused, bundle_start
from payments.cards import CardRefused
from payments.models import Checkout, Offer, SavedCard
from payments.offers.answering import offer_accept, offer_counter, offer_decline
from payments.offers.making import offer_make
from payments.offers.selectors import cards_of
from payments.offers.transitions import OfferRefused
from payments.orders.payment import checkout_pay
from tests.payments.haggling import FAILS_LATER, GOOD_CARD, HOME, kept_card
from tests.payments.simulation.acts import Act, friendly, orders_of
from tests.payments.simulation.world import World

NOT_SO = (OfferRefused, BundleRefused, CardRefused)


def offering(world: World, number: int) -> Act:
    """A buyer offers seven tenths of a dress's price, and its seller answers."""

    def act() -> None:
        luck = world.luck("offer", number)
        buyer, listing = luck.choice(world.buyers), _listing(world, number)
        with suppress(*NOT_SO):
            _answer(_offer(buyer, listing, luck), luck)
            _pay_another_way(buyer, listing, luck)

    return friendly(act)


def bundling(world: World, number: int) -> Act:
    """A buyer puts a dress and others of its closet in a bundle and buys it."""

    def act() -> None:
        luck = world.luck("bundle", number)
        buyer, first = luck.choice(world.buyers), _listing(world, number)
        same = [row for row in world.listings if row.closet_id == first.closet_id]
        if orders_of(world, number):
            return
        with suppress(*NOT_SO):
            bundle = bundle_start(actor=buyer, buyer=buyer, listing=first)
            for other in luck.sample(same, min(2, len(same))):
                bundle_start(actor=buyer, buyer=buyer, listing=_fresh(other))
            checkout = bundle_checkout(buyer=buyer, bundle=bundle)
            if checkout:
                checkout_pay(checkout=checkout, payment_method="pm_card_visa")

    return friendly(act)


def _offer(buyer: User, listing: Listing, luck: Random) -> Offer:
    live = Offer.objects.live().filter(buyer=buyer, listing=listing).for_pages().first()
    return (
        live
        or offer_make(
            buyer=buyer,
            listing=listing,
            cents=(listing.price_cents or 0) * 7 // 10,
            address=HOME,
            card=_card(buyer, luck.choice([GOOD_CARD] * 4 + [FAILS_LATER])),
        ).offer
    )


def _answer(offer: Offer, luck: Random) -> None:
    """One in six says no, one in three names another price first."""
    seller, chance = offer.closet.user, luck.random()
    if chance < 1 / 6:
        offer_decline(offer=offer, actor=seller)
    elif chance < 1 / 2:
        with suppress(OfferRefused):  # said already
            price = offer.listing.price_cents or 0
            offer_counter(offer=offer, actor=seller, cents=price * 8 // 10)
        offer_accept(offer=offer, actor=offer.buyer)
    else:
        offer_accept(offer=offer, actor=seller)


def _pay_another_way(buyer: User, listing: Listing, luck: Random) -> None:
    """After a refusal most take another card; the others let the time run out."""
    waiting = Checkout.objects.filter(
        buyer=buyer, status=Checkout.Status.OPEN, offer__listing=listing
    )
    for checkout in waiting:
        if luck.random() < 0.7:
            checkout_pay(checkout=checkout, payment_method="pm_card_visa")


def _card(buyer: User, token: str) -> SavedCard:
    last4 = "0341" if token == FAILS_LATER else "4242"
    return cards_of(buyer).filter(last4=last4).first() or kept_card(buyer, token)


def _listing(world: World, number: int) -> Listing:
    return _fresh(world.listings[number])


def _fresh(listing: Listing) -> Listing:
    return Listing.objects.select_related("closet__user").get(pk=listing.pk)
