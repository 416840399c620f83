"""Off sale, on sale again, into the bin."""

from closets.models import User
from listings.bulk.acts.base import Act, BulkRefused, Change, Params
from listings.models import Listing, Status
from listings.refusals import ListingLocked
from listings.services.bin import listing_delete, listing_restore
from listings.services.status import listing_hold, listing_offer_again
from listings.transitions import TransitionRefused

MOVED_ON = "It has moved on since."


def _move(actor: User, listing: Listing, to: Status) -> Change:
    before = listing.status
    move = listing_hold if to == Status.NOT_FOR_SALE else listing_offer_again
    try:
        move(listing=listing, actor=actor)
    except TransitionRefused as refusal:
        raise BulkRefused(MOVED_ON) from refusal
    return Change({"status": before}, {"status": str(to)})


def _require(listing: Listing, status: Status) -> None:
    if listing.status != status or listing.deleted_at:
        raise BulkRefused(f"It is {listing.get_status_display().lower()}.")


def _check_hide(listing: Listing, params: Params) -> str:
    _require(listing, Status.AVAILABLE)
    return "Available → Not for sale"


def _hide(actor: User, listing: Listing, params: Params) -> Change:
    _check_hide(listing, params)
    return _move(actor, listing, Status.NOT_FOR_SALE)


def _check_show(listing: Listing, params: Params) -> str:
    _require(listing, Status.NOT_FOR_SALE)
    return "Not for sale → Available"


def _show(actor: User, listing: Listing, params: Params) -> Change:
    _check_show(listing, params)
    return _move(actor, listing, Status.AVAILABLE)


def _move_back(actor: User, listing: Listing, change: Change) -> None:
    if listing.status != change.after["status"] or listing.deleted_at:
        raise BulkRefused(MOVED_ON)
    _move(actor, listing, Status(change.before["status"]))


def _check_delete(listing: Listing, params: Params) -> str:
    if listing.status in (Status.RESERVED, Status.SOLD):
        raise BulkRefused("It is sold or being paid for.")
    if listing.deleted_at:
        raise BulkRefused("It is in the bin already.")
    return "Into the bin, for 30 days"


def _delete(actor: User, listing: Listing, params: Params) -> Change:
    _check_delete(listing, params)
    try:
        listing_delete(actor=actor, listing=listing)
    except ListingLocked as locked:
        raise BulkRefused(str(locked)) from locked
    return Change({}, {})


def _restore(actor: User, listing: Listing, change: Change) -> None:
    try:
        listing_restore(actor=actor, listing=listing)
    except ListingLocked as locked:
        raise BulkRefused(str(locked)) from locked


HIDE = Act("hide", "Mark not for sale", "Marked not for sale", _check_hide, _hide, _move_back)
SHOW = Act("show", "Put back on sale", "Put back on sale", _check_show, _show, _move_back)
DELETE = Act("delete", "Delete", "Deleted", _check_delete, _delete, _restore)
