"""Copying: a draft of each, to change and list again."""

from closets.models import User
from listings.bulk.acts.base import Act, BulkRefused, Change, Params
from listings.models import Listing, Status
from listings.services.bin import listing_delete
from listings.services.drafts import listing_copy


def _check(listing: Listing, params: Params) -> str:
    if listing.deleted_at:
        raise BulkRefused("It is in the bin.")
    return "A draft with the same fields and photos"


def _do(actor: User, listing: Listing, params: Params) -> Change:
    _check(listing, params)
    made = listing_copy(actor=actor, listing=listing)
    return Change({}, {"copy": made.pk, "version": made.version})


def _undo(actor: User, listing: Listing, change: Change) -> None:
    """The draft goes to the bin, unless somebody has worked on it."""
    drafts = Listing.objects.select_for_update(no_key=True, of=("self",)).select_related("closet")
    untouched = drafts.filter(status=Status.DRAFT, deleted_at=None, version=change.after["version"])
    copy = untouched.filter(pk=change.after["copy"]).first()
    if copy is None:
        raise BulkRefused("Its copy was changed, published or deleted since.")
    listing_delete(actor=actor, listing=copy)


COPY = Act("copy", "Copy", "Copied to drafts", _check, _do, _undo)
