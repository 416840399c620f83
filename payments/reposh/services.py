"""One press lists a bought item again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from listings.models import Listing
from listings.services.drafts import listing_relist
from payments.models import OrderLine, Reposh
from payments.orders.transitions import OrderRefused, OrderStatus


@transaction.atomic
def reposh_start(*, actor: User, line: OrderLine) -> Listing:
    """A draft in the buyer's closet of what the line sold, priced by nobody yet.

    The same draft or listing again for a second press, unless it is in the bin. Raises
    PermissionDenied for anybody but the buyer, OrderRefused before the order is complete.
    """
    if line.order.buyer_id != actor.pk:
        raise PermissionDenied
    if line.order.status != OrderStatus.COMPLETE:
        raise OrderRefused("You can sell it again once the order is complete.")
    locked = OrderLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    former = Reposh.objects.filter(line=locked).select_related("listing").first()
    if former and former.listing.deleted_at is None:
        return former.listing
    if former:
        _forget(former)
    listing = listing_relist(actor=actor, source=line.listing, size=line.size)
    Reposh.objects.create(listing=listing, line=locked)
    return listing


def _forget(former: Reposh) -> None:
    """A listing in the bin gives up its history to the one that takes its place."""
    Listing.objects.filter(pk=former.listing_id).update(is_reposh=False)
    former.delete()
