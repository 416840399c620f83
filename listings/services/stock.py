"""A boutique's pieces: how many of each size, each reserved and sold by itself.

A single item has no stock and is reserved and sold as a whole, by its status. Whoever takes or
gives back a piece holds the listing's row until the transaction ends.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Sum

from closets.models import User
from listings.models import Listing, ListingStock, Size, Status
from listings.refusals import ListingLocked
from listings.services.index import listing_index
from listings.services.status import (
    listing_move,
    listing_release,
    listing_reserve,
    listing_sell,
    require_owner,
)
from listings.transitions import TransitionRefused

MOST_PIECES = 999
ON_SITE = (Status.AVAILABLE, Status.RESERVED, Status.SOLD)


@transaction.atomic
def stock_set(*, actor: User, listing: Listing, pieces: Mapping[Size, int]) -> Listing:
    """Says how many pieces of each size are on sale (0 to 999); sizes not named have none.

    None at all makes a draft a single item again. What was sold out is on sale again when pieces
    came. Raises PermissionDenied, and ListingLocked when nothing would be left of what is
    published, or a number is out of range; then nothing is changed.
    """
    require_owner(listing, actor)
    locked = _locked(listing)
    wanted = {size: count for size, count in pieces.items() if count}
    if any(not 0 < count <= MOST_PIECES for count in wanted.values()):
        raise ListingLocked(f"Say a number from 0 to {MOST_PIECES} for each size.")
    if locked.status == Status.REMOVED or locked.deleted_at:
        raise ListingLocked("This listing cannot be changed now.")
    if not wanted and locked.status != Status.DRAFT:
        raise ListingLocked("Keep at least one piece, or mark the listing not for sale.")
    _write(locked, wanted)
    if locked.status in (Status.SOLD, Status.RESERVED):
        listing_move(listing=locked, to=Status.AVAILABLE, actor=actor)
    return locked


def _write(listing: Listing, wanted: Mapping[Size, int]) -> None:
    if not listing.in_sizes and listing.status in (Status.RESERVED, Status.SOLD):
        raise ListingLocked("This listing is sold or being paid for as it is.")
    listing.stock.update(quantity=0)
    for size, count in wanted.items():
        listing.stock.update_or_create(size=size, defaults={"quantity": count})
    listing.stock.filter(quantity=0, held=0).delete()
    listing.in_sizes = bool(wanted)
    listing.quantity = sum(wanted.values()) or 1
    listing.size, listing.size_custom = None, _span(list(wanted))
    listing.version += 1
    listing.save(update_fields=["in_sizes", "quantity", "size", "size_custom", "version"])
    listing_index(listing)


def _span(sizes: list[Size]) -> str:
    """What cards show of the sizes that can be bought: "S to L"."""
    ordered = sorted(sizes, key=lambda size: (size.system, size.position))
    ends = dict.fromkeys([ordered[0].label, ordered[-1].label]) if ordered else {}
    return " to ".join(ends)[:20]


def item_reserve(*, listing: Listing, size: Size | None, actor: User) -> Listing:
    """Takes the item, or one piece of a size, off sale while somebody pays (P7).

    Raises TransitionRefused when it, or the last of the size, is gone.
    """
    if size is None:
        return listing_reserve(listing=listing, actor=actor)
    locked = _locked(listing)
    if not locked.is_available or not _count(locked, size, quantity=-1, held=1):
        raise TransitionRefused(f"no {size} of listing {listing.pk} is on sale")
    if not locked.quantity:
        listing_move(listing=locked, to=Status.RESERVED, actor=actor)
    return locked


def item_sell(*, listing: Listing, size: Size | None, actor: User | None) -> Listing:
    """Marks the paid item, or a piece of it, sold. Raises TransitionRefused."""
    if size is None:
        return listing_sell(listing=listing, actor=actor)
    locked = _locked(listing)
    if locked.status == Status.REMOVED or not _count(locked, size, held=-1):
        raise TransitionRefused(f"no {size} of listing {listing.pk} is held")
    left = locked.stock.aggregate(pieces=Sum(F("quantity") + F("held")))["pieces"]
    if not left and locked.status in ON_SITE:
        listing_move(listing=locked, to=Status.SOLD, actor=actor)
    return locked


def item_release(
    *, listing: Listing, size: Size | None, was: Status, actor: User | None
) -> Listing:
    """Puts an unpaid (was RESERVED) or cancelled (was SOLD) item or piece back on sale.

    Raises TransitionRefused, changing nothing, for a single item that is not `was` any more. A
    piece of what staff removed comes back to the stock and is not for sale.
    """
    if size is None:
        if listing.status != was:
            raise TransitionRefused(f"{listing.status} is not {was}")
        return listing_release(listing=listing, actor=actor)
    locked = _locked(listing)
    locked.stock.get_or_create(size=size, defaults={"quantity": 0})
    _count(locked, size, quantity=1, held=-1 if was == Status.RESERVED else 0)
    if locked.status in (Status.RESERVED, Status.SOLD):
        listing_move(listing=locked, to=Status.AVAILABLE, actor=actor)
    return locked


def _locked(listing: Listing) -> Listing:
    rows = Listing.objects.select_for_update(of=("self",), no_key=True).select_related("closet")
    return rows.get(pk=listing.pk)


def _count(locked: Listing, size: Size, *, quantity: int = 0, held: int = 0) -> bool:
    """Changes both counts of a size, unless one would fall below 0; whether it did."""
    enough = ListingStock.objects.filter(
        listing=locked, size=size, quantity__gte=-quantity, held__gte=-held
    )
    if not enough.update(quantity=F("quantity") + quantity, held=F("held") + held):
        return False
    left = locked.stock.filter(quantity__gt=0).select_related("size")
    locked.quantity += quantity
    locked.size_custom = _span([row.size for row in left]) or locked.size_custom
    locked.save(update_fields=["quantity", "size_custom"])
    listing_index(locked)
    return True


def stock_copy(*, source: Listing, target: Listing) -> None:
    """Gives a copy the pieces that its original has on sale."""
    rows = source.stock.filter(quantity__gt=0)
    ListingStock.objects.bulk_create(
        ListingStock(listing=target, size_id=row.size_id, quantity=row.quantity) for row in rows
    )
