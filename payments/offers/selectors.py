"""What pages about offers show, each in a fixed number of queries."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from closets.lib.cursors import Page, page_after
from closets.models import Address, User
from listings.models import Listing
from payments.amounts import OrderAmounts
from payments.fees import net_cents
from payments.models import LikersOffer, Offer, OfferMove, PriceFloor, SavedCard
from payments.offers.answering import counter_range
from payments.offers.likers import lowest_by_liker
from payments.offers.rules import Range, likers_most_cents
from payments.offers.transitions import OfferStatus
from payments.offers.undoing import may_restore
from payments.orders.pricing import listings_amounts
from shipping.addresses import PostalAddress
from social.models import Like

MOST_DISCOUNTS = 500
"""Newest offers looked at for shipping discounts."""


@dataclass(frozen=True)
class OfferPage:
    """One side's view of an offer. Amounts in cents.

    costs: what accepting charges the buyer, None while nobody knows where it goes; earns_cents:
    what the seller gets of it; counter: what the viewer can name; order_url: of a paid offer;
    may_restore: the viewer can take their "no" back.
    """

    offer: Offer
    moves: list[OfferMove]
    is_seller: bool
    is_asked: bool
    is_ready: bool
    costs: OrderAmounts | None
    earns_cents: int
    counter: Range | None
    order_url: str
    may_restore: bool


def cards_of(user: User) -> QuerySet[SavedCard]:
    """The member's cards, newest first."""
    return SavedCard.objects.usable().filter(customer__user=user).select_related("customer")


def shipping_discounts_for(user: User) -> dict[int, int]:
    """Cents of shipping that sellers offer the member to pay, by listing id, newest first."""
    asked = Offer.objects.waiting().filter(buyer=user, status=OfferStatus.BUYER)
    found = asked.filter(shipping_discount_cents__gt=0).order_by("-id")
    return dict(found.values_list("listing_id", "shipping_discount_cents")[:MOST_DISCOUNTS])


def addresses_of(user: User) -> QuerySet[Address]:
    """Where the member can receive, the usual address first."""
    return user.addresses.order_by("-is_default_to", "-id")


def costs_of(
    listing: Listing, cents: int, address: PostalAddress | None, discount_cents: int = 0
) -> OrderAmounts | None:
    """What the item costs all in at `cents`, sent to `address`; None when that is not known."""
    if address is None:
        return None
    return listings_amounts(
        [(listing, cents)],
        state=address.state,
        zip_code=address.zip_code,
        shipping_discount_cents=min(discount_cents, net_cents(cents)),
    )


def offer_page(offer: Offer, viewer: User) -> OfferPage:
    """What an offer's page shows to its buyer or its seller."""
    is_seller = offer.closet.user_id == viewer.pk
    asked = OfferStatus.SELLER if is_seller else OfferStatus.BUYER
    is_asked = offer.is_waiting and offer.status == asked
    address = offer.address or (None if is_seller else _home(viewer))
    cents, discount = offer.agreed_cents, offer.shipping_discount_cents
    counter = counter_range(offer) if is_asked else None
    order = offer.checkout.orders.first() if offer.checkout else None
    return OfferPage(
        offer=offer,
        moves=list(offer.moves.select_related("actor__closet")),
        is_seller=is_seller,
        is_asked=is_asked,
        is_ready=offer.card is not None and offer.ship_to is not None,
        costs=costs_of(offer.listing, cents, address, discount),
        earns_cents=net_cents(cents) - min(discount, net_cents(cents)),
        counter=None if counter is None or counter.is_empty else counter,
        order_url=order.get_absolute_url() if order and order.placed_at else "",
        may_restore=may_restore(offer, viewer),
    )


def _home(viewer: User) -> PostalAddress | None:
    found = addresses_of(viewer).filter(is_default_to=True).first()
    return PostalAddress.of(found) if found else None


def buying_page(user: User, cursor: str = "") -> Page[Offer]:
    """Offers that the member made or got as a buyer, newest first. Raises BadCursor."""
    rows = Offer.objects.filter(buyer=user).for_pages()
    return page_after(rows, order=["-id"], cursor=cursor, size=20, salt="offers-buying")


def selling_page(user: User, cursor: str = "") -> Page[Offer]:
    """Offers in which a buyer has said something, newest first. Raises BadCursor."""
    said = Q(buyer_cents__isnull=False) | Q(checkout__isnull=False) | Q(campaign=None)
    rows = Offer.objects.filter(said, closet__user=user).for_pages()
    return page_after(rows, order=["-id"], cursor=cursor, size=20, salt="offers-selling")


def offers_asked(user: User) -> int:
    """How many offers wait for the member, as buyer or seller."""
    mine = Q(buyer=user, status=OfferStatus.BUYER)
    mine |= Q(closet__user=user, status=OfferStatus.SELLER)
    return Offer.objects.waiting().filter(mine).count()


def campaigns_of(user: User) -> list[LikersOffer]:
    """The seller's last offers to likers, newest first, with how many bought."""
    bought = Count("offers", filter=Q(offers__status=OfferStatus.PAID))
    rows = LikersOffer.objects.filter(listing__closet__user=user).annotate(bought=bought)
    return list(rows.select_related("listing__cover").order_by("-id")[:10])


@dataclass(frozen=True)
class LikersPage:
    """Whom an Offer to Likers reaches: `most_cents` reaches who has no lower offer of 90 days;
    `all_cents` everybody (None when that is the same)."""

    likers: int
    most_cents: int
    limited: int
    all_cents: int | None


def likers_page(listing: Listing) -> LikersPage:
    """The rules of an Offer to Likers of this listing, before anything is typed. Two queries."""
    likes = Like.objects.filter(listing=listing, user__is_active=True)
    ids = list(likes.order_by("-id").values_list("user_id", flat=True)[: settings.LIKERS_MOST])
    price = listing.price_cents or 0
    most = likers_most_cents(price)
    lower = [
        likers_most_cents(price, cents)
        for cents in lowest_by_liker(listing, ids).values()
        if likers_most_cents(price, cents) < most
    ]
    return LikersPage(len(ids), most, len(lower), min(lower, default=None))


def floor_of(listing: Listing) -> PriceFloor | None:
    """The seller's floor, for the seller alone."""
    return PriceFloor.objects.filter(listing=listing).first()


def offer_between(user: User, listing: Listing) -> Offer | None:
    """The member's live offer on a listing, if any, for its page."""
    live = Offer.objects.live().filter(buyer=user, listing=listing).first()
    return live if live and live.status_now != OfferStatus.EXPIRED else None


def campaign_running(listing: Listing) -> LikersOffer | None:
    """The last Offer to Likers of a listing that likers can still accept."""
    rows = LikersOffer.objects.filter(listing=listing, expires_at__gt=timezone.now())
    return rows.order_by("-id").first()
