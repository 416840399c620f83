"""A listing's life: the only code that changes `Listing.status`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.lib.moves import row_move
from closets.models import User
from listings import events
from listings.models import Listing, ListingTransition, Status
from listings.transitions import TransitionRefused, sources_of


def listing_move(*, listing: Listing, to: Status, actor: User | None) -> Listing:
    """Moves the listing by a conditional update and writes its history.

    Raises TransitionRefused when its present state (or somebody faster) does not allow it; then
    nothing is changed.
    """
    before = Status(listing.status)
    with transaction.atomic(savepoint=False):
        if _moved(listing, before, to, actor):
            events.listing_status_changed.send(
                sender=Listing, listing=listing, actor=actor, from_status=before
            )
            return listing
    # Outside of the block, so that callers may go on in the transaction that they are in.
    raise TransitionRefused(f"{before} -> {to}")


def _moved(listing: Listing, before: Status, to: Status, actor: User | None) -> bool:
    sold_at = timezone.now() if to == Status.SOLD else None
    return before in sources_of(to) and row_move(
        listing,
        before=before,
        changes={"status": to, "sold_at": sold_at},
        history=ListingTransition(listing=listing, from_status=before, to_status=to, actor=actor),
        still_null=["deleted_at"],
    )


def listing_reserve(*, listing: Listing, actor: User) -> Listing:
    """Takes the item off sale while somebody pays (P7). Raises TransitionRefused."""
    return listing_move(listing=listing, to=Status.RESERVED, actor=actor)


def listing_release(*, listing: Listing, actor: User | None = None) -> Listing:
    """Puts an unpaid or cancelled item back on sale. Raises TransitionRefused."""
    return listing_move(listing=listing, to=Status.AVAILABLE, actor=actor)


def listing_sell(*, listing: Listing, actor: User | None) -> Listing:
    """Marks a paid item sold. Raises TransitionRefused."""
    return listing_move(listing=listing, to=Status.SOLD, actor=actor)


def listing_remove(*, listing: Listing, actor: User) -> Listing:
    """Staff take a listing off the site (the decision's row is the social floor's)."""
    return listing_move(listing=listing, to=Status.REMOVED, actor=actor)


def listing_hold(*, listing: Listing, actor: User) -> Listing:
    """The seller marks it not for sale. Raises PermissionDenied, TransitionRefused."""
    require_owner(listing, actor)
    return listing_move(listing=listing, to=Status.NOT_FOR_SALE, actor=actor)


def listing_offer_again(*, listing: Listing, actor: User) -> Listing:
    """The seller puts a held item back on sale. Raises PermissionDenied, TransitionRefused."""
    require_owner(listing, actor)
    if listing.status != Status.NOT_FOR_SALE:
        raise TransitionRefused(listing.status)
    return listing_move(listing=listing, to=Status.AVAILABLE, actor=actor)


def require_owner(listing: Listing, actor: User) -> None:
    """Raises PermissionDenied unless the listing hangs in the actor's own closet."""
    if listing.closet.user_id != actor.pk:
        raise PermissionDenied
