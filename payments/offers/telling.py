"""News of an offer, written with the act it tells of."""

from collections.abc import Sequence

from closets.models import User
from closets.templatetags.money import money
from listings.models import Listing
from payments.models import Offer
from social.models import News
from social.services.news import news_add, news_add_many


def offer_tell(offer: Offer, member: User, text: str, *, by: User | None = None) -> None:
    """Tells one side; `by` is who did it, whose name stands before the text."""
    news_add(
        recipient_id=member.pk,
        kind=News.Kind.OFFER,
        actor=by,
        listing=offer.listing,
        text=text[:200],
        url=offer.get_absolute_url(),
    )


def offers_tell_all(offers: Sequence[Offer], listing: Listing, *, by: User) -> None:
    """Tells each buyer of the seller's offer of one price for one listing."""
    if not offers:
        return
    news_add_many(
        urls={offer.buyer_id: offer.get_absolute_url() for offer in offers},
        kind=News.Kind.OFFER,
        actor=by,
        listing=listing,
        text=f"offers you {money(offers[0].amount_cents)} for {listing.title}"[:200],
    )


def other_side(offer: Offer, actor: User) -> User:
    """Whom the actor deals with."""
    return offer.closet.user if actor.pk == offer.buyer_id else offer.buyer


def said(offer: Offer) -> str:
    """The price on the table and the item, for a line of news."""
    return f"{money(offer.amount_cents)} for {offer.listing.title}"
