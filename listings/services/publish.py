"""Publishing a draft and editing what is published."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from closets.models import User
from listings import events
from listings.models import Condition, Listing, Photo, Size, Status
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS
from listings.refusals import ListingIncomplete, ListingLocked, StaleVersion
from listings.services.brands import brand_named
from listings.services.drafts import listing_columns
from listings.services.index import listing_index
from listings.services.prices import price_change
from listings.services.status import listing_move, require_owner

EDITABLE = (Status.AVAILABLE, Status.NOT_FOR_SALE)
STILL_INVALID = "Please correct this."


@transaction.atomic
def listing_publish(*, actor: User, listing: Listing) -> Listing:
    """Puts a draft on sale. Raises PermissionDenied, TransitionRefused when it is no draft, and
    ListingIncomplete with a message for each field that is missing; then nothing is changed.
    """
    require_owner(listing, actor)
    problems = {field: STILL_INVALID for field in listing.typed if field != "brand"}
    problems |= listing_problems(listing)
    if problems:
        raise ListingIncomplete(problems)
    now = timezone.now()
    proposed = listing.typed.get("brand")
    brand = brand_named(proposed) if proposed else listing.brand
    Listing.objects.filter(pk=listing.pk, status=Status.DRAFT).update(
        published_at=now, shared_at=now, brand=brand, typed={}, version=F("version") + 1
    )
    listing_move(listing=listing, to=Status.AVAILABLE, actor=actor)
    return _published(listing, actor)


def _published(listing: Listing, actor: User) -> Listing:
    listing_index(listing)
    fresh = Listing.objects.get(pk=listing.pk)
    events.listing_published.send(sender=Listing, listing=fresh, actor=actor)
    return fresh


@transaction.atomic
def listing_edit(
    *, actor: User, listing: Listing, values: Mapping[str, Any], version: int
) -> Listing:
    """Changes a published listing; a changed price goes through `price_change`.

    values and version as for `draft_save`. Raises PermissionDenied, ListingLocked, StaleVersion,
    ListingIncomplete; then nothing is changed.
    """
    require_owner(listing, actor)
    columns = listing_columns(values)
    if name := values.get("brand_name"):
        columns["brand"] = brand_named(name)
    price = columns.pop("price_cents", listing.price_cents)
    _require_complete(listing, columns | {"price_cents": price})
    _write(listing, columns, version)
    price_change(actor=actor, listing=listing, price_cents=price)
    listing_index(listing)
    fresh = Listing.objects.get(pk=listing.pk)
    events.listing_edited.send(sender=Listing, listing=fresh, actor=actor)
    return fresh


def _require_complete(listing: Listing, columns: Mapping[str, Any]) -> None:
    wanted = Listing.objects.get(pk=listing.pk)
    for name, value in columns.items():
        setattr(wanted, name, value)
    if problems := listing_problems(wanted):
        raise ListingIncomplete(problems)


def _write(listing: Listing, columns: Mapping[str, Any], version: int) -> None:
    mine = Listing.objects.select_for_update(no_key=True).filter(pk=listing.pk, deleted_at=None)
    status = mine.values_list("status", flat=True).first()
    if status not in EDITABLE:
        raise ListingLocked("This listing cannot be changed now.")
    fresh = Listing.objects.filter(pk=listing.pk, version=version)
    if not fresh.update(**columns, version=F("version") + 1):
        raise StaleVersion


def listing_problems(listing: Listing) -> dict[str, str]:
    """What a listing lacks before anybody may see it: a message by form field, {} for nothing."""
    price = listing.price_cents
    checks = {
        "photos": (_has_photo(listing), "Add at least one photo."),
        "title": (bool(listing.title), "Give it a title."),
        "category": (_stock_fits(listing), "Say again how many of each size you have."),
        "size": (_has_size(listing), "Choose a size."),
        "condition": (listing.condition in Condition.values, "Say what condition it is in."),
        "price": (
            price is not None and MIN_PRICE_CENTS <= price <= MAX_PRICE_CENTS,
            "Set a price between $3 and $50,000.",
        ),
    }
    problems = {field: message for field, (holds, message) in checks.items() if not holds}
    return problems if listing.category_id else problems | {"category": "Choose a category."}


def _has_photo(listing: Listing) -> bool:
    return listing.photos.exclude(state=Photo.State.FAILED).exists()


def _has_size(listing: Listing) -> bool:
    """True too for a category whose things come in no sizes."""
    if listing.size_id or listing.size_custom or listing.category is None:
        return True
    group = (listing.subcategory or listing.category).size_group
    return not Size.objects.filter(group=group).exists()


def _stock_fits(listing: Listing) -> bool:
    """False when the pieces come in sizes of another category."""
    if not listing.in_sizes or listing.category is None:
        return True
    group = (listing.subcategory or listing.category).size_group
    return not listing.stock.exclude(size__group=group).exists()
