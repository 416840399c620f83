"""Saved searches that are narrowed to what their member wears (A5)."""

from django.db.models import Exists, OuterRef, Q

from closets.models import MySize
from listings.models import Listing, Size


def wearers(listing: Listing) -> Q:
    """Saved searches not narrowed to My Size, and those of members whom the listing fits.

    As in search: who gave no size for its group is not narrowed, nor is what has no size.
    """
    sizes = list(Size.objects.filter(pk__in=listing.size_ids).values_list("group", "label"))
    if not sizes:
        return Q()
    theirs = MySize.objects.filter(user=OuterRef("user_id"))
    fits = Q()
    for group, label in sizes:
        fits |= Q(group=group, label=label)
    named = theirs.filter(group__in={group for group, _ in sizes})
    return Q(my_size=False) | Exists(theirs.filter(fits)) | ~Exists(named)
