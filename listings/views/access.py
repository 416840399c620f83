"""A seller reaches her own listings alone; somebody else's does not exist for her."""

from django.shortcuts import get_object_or_404

from closets.lib.requests import MemberRequest
from listings.models import Listing

RELATED = ("closet", "brand", "category", "subcategory", "size", "cover")


def own(request: MemberRequest, listing_id: int) -> Listing:
    """The member's own listing, not in the bin; Http404 otherwise."""
    mine = Listing.objects.owned_by(request.user.pk).select_related(*RELATED)
    return get_object_or_404(mine, pk=listing_id)


def own_binned(request: MemberRequest, listing_id: int) -> Listing:
    """What the member deleted; Http404 otherwise."""
    binned = Listing.objects.filter(closet__user=request.user, deleted_at__isnull=False)
    return get_object_or_404(binned.select_related("closet"), pk=listing_id)
