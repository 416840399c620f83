"""What pages about bundles show, each in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Q

from closets.lib.cursors import Page, page_after
from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing
from payments.amounts import OrderAmounts
from payments.bundles.agreed import offer_live
from payments.bundles.gone import is_gone
from payments.bundles.pricing import BundlePrice, Weight, bundle_price, bundle_weight
from payments.fees import net_cents
from payments.models import (
    Bundle,
    BundleDiscount,
    BundleItem,
    BundleMessage,
    BundleOffer,
    Order,
)
from payments.models.bundle import BundleQuerySet
from payments.offers.rules import Range, first_range
from payments.offers.selectors import addresses_of
from payments.orders.pricing import listings_amounts
from social.models import Like

NEAR = 12


@dataclass(frozen=True)
class Line:
    """An item with its price in the bundle, in cents; `is_busy`: somebody is paying for it."""

    item: BundleItem
    cents: int
    is_busy: bool


@dataclass(frozen=True)
class BundlePage:
    """One side's view of a bundle. costs: all in to the buyer's home, None without one.

    offer: the price that waits for an answer or holds; allowed: what the viewer can name.
    """

    bundle: Bundle
    lines: list[Line]
    left: list[BundleItem]
    price: BundlePrice
    weight: Weight | None
    discount: BundleDiscount | None
    costs: OrderAmounts | None
    messages: list[BundleMessage]
    more: list[Listing]
    is_seller: bool
    order: Order | None
    offer: BundleOffer | None
    allowed: Range | None

    @property
    def can_buy(self) -> bool:
        """Whether its buyer can press Buy now."""
        return bool(self.lines) and self.weight is not None and not self.is_seller

    @property
    def is_asked(self) -> bool:
        """Whether the viewer is to answer the price on the table."""
        waits = self.offer is not None and not self.offer.is_agreed
        return waits and self.offer is not None and self.offer.by_seller != self.is_seller

    @property
    def offer_net_cents(self) -> int:
        """What the seller earns of the price on the table."""
        return net_cents(self.offer.amount_cents) if self.offer else 0

    @property
    def items_to_discount(self) -> int:
        """How many more items it takes until the seller's discount applies; 0 when it does."""
        return max(0, self.discount.from_items - len(self.lines)) if self.discount else 0


def bundle_page(bundle: Bundle, viewer: User) -> BundlePage:
    """What a bundle's page shows to its buyer or its seller."""
    items = list(
        bundle.items.select_related("listing__cover", "listing__category", "listing__size", "size")
    )
    inside = [item for item in items if not item.left and not _goes(bundle, item)]
    listings = [item.listing for item in inside]
    discount = BundleDiscount.objects.filter(closet=bundle.closet_id).first()
    offer = offer_live(bundle) if bundle.is_open else None
    agreed = offer.amount_cents if offer and offer.is_agreed else None
    price = bundle_price(listings, discount, agreed)
    allowed = first_range(price.item_cents) if listings and agreed is None else None
    weight = bundle_weight(listings) if listings else None
    is_seller = bundle.closet.user_id == viewer.pk
    return BundlePage(
        bundle=bundle,
        lines=[
            Line(item, cents, not item.listing.is_available)
            for item, cents in zip(inside, price.lines, strict=True)
        ],
        left=[item for item in items if item not in inside],
        price=price,
        weight=weight,
        discount=discount,
        costs=_costs(viewer, listings, price) if weight and not is_seller else None,
        messages=list(bundle.messages.select_related("author__closet").order_by("-id")[:100])[::-1],
        more=_more(bundle, listings),
        is_seller=is_seller,
        order=bundle.checkout.orders.first() if bundle.is_bought and bundle.checkout else None,
        offer=offer,
        allowed=None if allowed is None or allowed.is_empty else allowed,
    )


def buying_page(user: User, cursor: str = "") -> Page[Bundle]:
    """The member's bundles as a buyer, newest first. Raises BadCursor."""
    return _page(Bundle.objects.filter(buyer=user), cursor, "bundles-buying")


def selling_page(user: User, cursor: str = "") -> Page[Bundle]:
    """Bundles in the member's closet, newest first. Raises BadCursor."""
    return _page(Bundle.objects.filter(closet__user=user), cursor, "bundles-selling")


def likers_to_bundle(listing: Listing) -> list[User]:
    """The newest who like the item, for whom its seller may start a bundle."""
    likes = Like.objects.filter(listing=listing, user__is_active=True)
    likes = likes.filter(unblocked("user_id", listing.closet.user_id))
    return [like.user for like in likes.select_related("user__closet").order_by("-id")[:48]]


def discount_of(user: User) -> BundleDiscount | None:
    """The member's own rule."""
    return BundleDiscount.objects.filter(closet__user=user).first()


def _goes(bundle: Bundle, item: BundleItem) -> bool:
    """Whether the item is about to leave: gone, and not by this bundle's own order."""
    return bundle.is_open and is_gone(item.listing)


def _page(bundles: BundleQuerySet, cursor: str, salt: str) -> Page[Bundle]:
    counted = bundles.annotate(size=Count("items", filter=Q(items__left="")))
    return page_after(counted.for_pages(), order=["-id"], cursor=cursor, size=20, salt=salt)


def _costs(viewer: User, listings: list[Listing], price: BundlePrice) -> OrderAmounts | None:
    home = addresses_of(viewer).filter(is_default_to=True).first()
    if home is None or not listings:
        return None
    pairs = list(zip(listings, price.lines, strict=True))
    return listings_amounts(pairs, state=home.state, zip_code=home.zip_code)


def _more(bundle: Bundle, inside: list[Listing]) -> list[Listing]:
    """What else the closet has on sale as single items, what the buyer likes first."""
    if not bundle.is_open:
        return []
    others = Listing.objects.available().filter(closet=bundle.closet_id, in_sizes=False)
    others = others.exclude(pk__in=[listing.pk for listing in inside])
    liked = Count("likes", filter=Q(likes__user=bundle.buyer_id))
    return list(others.annotate(liked=liked).for_cards().order_by("-liked", "-shared_at")[:NEAR])
