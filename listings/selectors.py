"""Reads that pages about listings need, each in a fixed number of queries."""

from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from django.db.models import BooleanField, DateTimeField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from closets.lib.cursors import Page, page_after
from closets.lib.stencils import Stencil
from closets.models import User
from closets.selectors import unblocked
from listings.measures.shapes import measured_lines
from listings.models import (
    Brand,
    Category,
    Department,
    Listing,
    ListingStock,
    ListingTransition,
    Photo,
    PriceChange,
    Status,
)
from listings.models.listing import PUBLIC_STATUSES, ListingQuerySet
from listings.services.bin import BIN_DAYS

BRANDS_OFFERED = 12
DRAFTS_A_PAGE = 60
SIMILAR = 6
BESIDE: list[str] = []
"""Single rows of higher floors that come with the listing of a page, as `select_related` names
them; each floor adds its own when it starts."""


@dataclass(frozen=True)
class ListingPage:
    """What the listing's page shows: photos that are ready, where it hangs, the prices it had.

    stock: the sizes of a boutique's listing; moves: its history, for its owner alone.
    """

    listing: Listing
    gallery: list[Photo]
    breadcrumbs: list[Department | Category]
    price_history: list[PriceChange]
    stock: list[ListingStock]
    measured: list[tuple[str, str]]
    moves: list[ListingTransition]
    is_own: bool


def listing_for_page(listing_id: int, viewer: User | None) -> ListingPage:
    """The listing as `viewer` (None: not signed in) may see it, in 4 queries.

    Raises Listing.DoesNotExist for drafts, the bin, closets that are suspended or blocked; what
    staff removed is still shown to its owner.
    """
    viewer_id = viewer.pk if viewer else 0
    found = _SEEN.rows(pk=listing_id, viewer=viewer_id)
    if not found:
        raise Listing.DoesNotExist
    [listing] = found
    is_own = listing.closet.user_id == viewer_id
    places = [listing.department, listing.category, listing.subcategory]
    return ListingPage(
        listing=listing,
        gallery=_GALLERY.rows(listing=listing.pk),
        breadcrumbs=[place for place in places if place],
        price_history=_PRICES.rows(listing=listing.pk),
        stock=pieces_of(listing),
        measured=measured_lines(listing.measurements),
        moves=list(listing.transitions.all()) if is_own else [],
        is_own=is_own,
    )


def _seen(pk: int, viewer: int) -> ListingQuerySet:
    visible = Q(status__in=PUBLIC_STATUSES) | Q(status=Status.REMOVED, closet__user=viewer)
    return (
        Listing.objects.filter(visible, pk=pk, deleted_at=None, closet__user__is_active=True)
        .filter(unblocked("closet__user_id", viewer))
        .select_related(*("closet__vacation", "brand", "size"), *BESIDE)
        .select_related(*("department", "category", "subcategory"))
        .defer("search_vector", "size_ids", "typed")
    )


def _gallery(listing: int) -> QuerySet[Photo]:
    return Photo.objects.filter(listing=listing, state=Photo.State.READY)


def _prices(listing: int) -> QuerySet[PriceChange]:
    return PriceChange.objects.filter(listing=listing)


_SEEN = Stencil("listing_seen", _seen)
_GALLERY = Stencil("listing_gallery", _gallery)
_PRICES = Stencil("listing_prices", _prices)


def pieces_of(listing: Listing) -> list[ListingStock]:
    """The sizes of a boutique's listing that can be bought; a single item costs no query."""
    if not listing.in_sizes:
        return []
    return list(listing.stock.filter(quantity__gt=0).select_related("size"))


def beside(listing: Listing, similar: list[int], limit: int) -> list[Listing]:
    """The similar listings in the order of their ids, then `limit` more of the same closet, the
    last shared first; for cards, in one query. What cannot be bought any more is left out."""
    found = _NEAR.rows(similar=similar, closet=listing.closet_id, listing=listing.pk, most=limit)
    place = {pk: place for place, pk in enumerate(similar)}
    by_time = sorted(found, key=attrgetter("shared_at", "pk"), reverse=True)
    return sorted(by_time, key=lambda row: place.get(row.pk, len(place)))


_BESIDE = """
listings_listing.id = ANY (ARRAY (
    SELECT unnest(%s::bigint[])
    UNION ALL (
        SELECT id FROM listings_listing
        WHERE closet_id = %s AND status = 'available' AND deleted_at IS NULL AND id <> %s
        ORDER BY shared_at DESC, id DESC LIMIT %s)))
"""


def _near(similar: list[int], closet: int, listing: int, most: int) -> ListingQuerySet:
    values = [similar, closet, listing, most]
    chosen = RawSQL(_BESIDE, values, output_field=BooleanField())  # noqa: S611 - no words of others
    return Listing.objects.available().filter(chosen).for_cards()


_NEAR = Stencil("listing_near", _near)


def similar_by_category(listing: Listing, viewer: User | None = None) -> list[int]:
    """Ids of up to six things of others in the same subcategory (or category), the last shared
    first."""
    numbers = {"closet": listing.closet_id, "viewer": viewer.pk if viewer else 0}
    if listing.subcategory_id:
        found = _OF_SUBCATEGORY.rows(category=listing.subcategory_id, **numbers)
    else:
        found = _OF_CATEGORY.rows(category=listing.category_id or 0, **numbers)
    return [row.pk for row in found]


def _of_subcategory(category: int, closet: int, viewer: int) -> ListingQuerySet:
    return _of_others(Listing.objects.filter(subcategory=category), closet, viewer)


def _of_category(category: int, closet: int, viewer: int) -> ListingQuerySet:
    return _of_others(Listing.objects.filter(category=category), closet, viewer)


def _of_others(listings: ListingQuerySet, closet: int, viewer: int) -> ListingQuerySet:
    others = listings.available().exclude(closet=closet)
    others = others.filter(unblocked("closet__user_id", viewer), closet__user__is_active=True)
    return others.only("pk").order_by("-shared_at", "-id")[:SIMILAR]


_OF_SUBCATEGORY = Stencil("listing_of_subcategory", _of_subcategory)
_OF_CATEGORY = Stencil("listing_of_category", _of_category)


def drafts_of(user: User) -> ListingQuerySet:
    """The member's drafts, newest first."""
    drafts = Listing.objects.owned_by(user.pk).filter(status=Status.DRAFT)
    return drafts.select_related("cover").order_by("-id")


def drafts_page(user: User, cursor: str = "") -> Page[Listing]:
    """A page of the member's drafts, however many there are, newest first. Raises BadCursor."""
    return page_after(
        drafts_of(user), order=["-id"], cursor=cursor, size=DRAFTS_A_PAGE, salt="drafts"
    )


def bin_page(user: User, cursor: str = "") -> Page[Listing]:
    """A page of what the member deleted, last deleted first. Raises BadCursor."""
    order = ["-deleted_at", "-id"]
    return page_after(binned_of(user), order=order, cursor=cursor, size=DRAFTS_A_PAGE, salt="bin")


def binned_of(user: User) -> ListingQuerySet:
    """What the member deleted within the bin's days, last deleted first; gone_at: until when."""
    since = timezone.now() - timedelta(days=BIN_DAYS)
    binned = Listing.objects.filter(closet__user=user, deleted_at__gte=since)
    gone_at = ExpressionWrapper(F("deleted_at") + timedelta(days=BIN_DAYS), DateTimeField())
    return binned.select_related("cover").annotate(gone_at=gone_at).order_by("-deleted_at")


def brands_starting(text: str) -> list[str]:
    """Names of catalogue brands for what was typed so far: those that start with it first."""
    text = " ".join(text.split())[:80]
    approved = Brand.objects.filter(review=Brand.Review.APPROVED).order_by("-popularity", "name")
    if not text:
        return list(approved.values_list("name", flat=True)[:BRANDS_OFFERED])
    starts = list(
        approved.filter(name__istartswith=text).values_list("name", flat=True)[:BRANDS_OFFERED]
    )
    rest = approved.filter(name__icontains=text).exclude(name__istartswith=text)
    room = BRANDS_OFFERED - len(starts)
    return starts + list(rest.values_list("name", flat=True)[:room]) if room else starts
