"""Drafts (L3): a row from the first moment, saved as fields arrive, never overwritten unseen."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from closets.models import Closet, User
from listings.models import Category, Listing, Size, Status
from listings.refusals import StaleVersion
from listings.services.brands import brand_find
from listings.services.photos import photos_copy
from listings.services.status import require_owner
from listings.services.stock import stock_copy

COPIED = [
    *("title", "description", "department", "category", "subcategory", "brand", "size"),
    *("size_custom", "colours", "condition", "style_tags", "original_price_cents", "price_cents"),
    *("quantity", "in_sizes", "measurements", "typed"),
]
NOT_THE_BUYERS = {"price_cents", "quantity", "in_sizes", "typed"}


def draft_start(*, actor: User) -> Listing:
    """A new, empty draft in the member's own closet. Raises Closet.DoesNotExist."""
    return Listing.objects.create(closet=Closet.objects.get(user=actor))


def draft_save(
    *,
    actor: User,
    listing: Listing,
    values: Mapping[str, Any],
    typed: Mapping[str, Any],
    version: int,
    editor: str = "",
    turn: int = 0,
) -> Listing:
    """Saves what is valid and keeps, as typed, what is not (yet).

    values: by field of `Listing`, except `category`, the chosen category or subcategory, and
    `brand_name`; typed: what else was typed, by form field; version: of the copy that was edited;
    editor: names the open form, whose own saves may overtake each other; turn: grows with each of
    them (0: the form does not count), and what comes after a later one changes nothing.
    Raises PermissionDenied, and StaleVersion when the draft was published, or saved from elsewhere.
    """
    require_owner(listing, actor)
    columns = listing_columns(values)
    kept = dict(typed)
    if name := values.get("brand_name"):
        columns["brand"] = brand_find(name)
        kept |= {} if columns["brand"] else {"brand": name}
    columns |= {"typed": kept, "editor": editor, "editor_turn": turn, "version": F("version") + 1}
    drafts = Listing.objects.filter(pk=listing.pk, status=Status.DRAFT, deleted_at=None)
    mine = Q(editor=editor) & ~Q(editor="")
    later = mine & Q(editor_turn__gte=turn) if turn else Q(pk=None)
    saved = drafts.filter(mine | Q(version=version)).exclude(later).update(**columns)
    if not saved and not drafts.filter(later).exists():
        raise StaleVersion
    return Listing.objects.get(pk=listing.pk)


def listing_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Form values as columns: the category's place in the tree, a size only of that category."""
    columns = {name: value for name, value in values.items() if name != "brand_name"}
    if "brand_name" in values:
        columns["brand"] = None
    if "category" in columns:
        columns |= category_columns(columns["category"])
        columns["size"] = _fitting(columns.get("size"), values["category"])
    return columns


def category_columns(chosen: Category | None) -> dict[str, Any]:
    """department, category and subcategory of the chosen node; all None for none."""
    if chosen is None:
        return {"department": None, "category": None, "subcategory": None}
    return {
        "department": chosen.department,
        "category": chosen.parent or chosen,
        "subcategory": chosen if chosen.parent_id else None,
    }


def _fitting(size: Size | None, category: Category | None) -> Size | None:
    return size if size and category and size.group == category.size_group else None


@transaction.atomic
def listing_relist(*, actor: User, source: Listing, size: Size | None) -> Listing:
    """A draft in the buyer's closet of what they bought: no price, and one piece.

    size: the one that they bought of a listing with several. The caller knows that it was bought.
    """
    copied = {name: getattr(source, name) for name in COPIED if name not in NOT_THE_BUYERS}
    closet = Closet.objects.get(user=actor)
    bought = {"size": size or source.size, "is_reposh": True}
    listing = Listing.objects.create(closet=closet, **copied | bought)
    photos_copy(source=source, target=listing)
    return listing


@transaction.atomic
def listing_copy(*, actor: User, listing: Listing) -> Listing:
    """A new draft with the listing's fields and photos. Raises PermissionDenied."""
    require_owner(listing, actor)
    copied = {name: getattr(listing, name) for name in COPIED}
    copy = Listing.objects.create(closet=listing.closet, **copied)
    photos_copy(source=listing, target=copy)
    stock_copy(source=listing, target=copy)
    return copy
