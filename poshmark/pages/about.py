"""About a closet (A2): who somebody is, how they sell, and who vouches for them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
from closets.models import Closet
from closets.views.identity import moved_closet
from listings.bulk.facets import closet_facets
from listings.bulk.selection import ClosetFilter
from payments.ratings.reputation import closet_reputation
from payments.ratings.selectors import love_notes_page
from social.people import known_followers
from social.selectors import counts_beside, with_community

NOTES, BRANDS = 3, 8


@require_safe
def closet_about(request: SiteRequest, handle: str) -> HttpResponse:
    """The page, in a fixed few queries."""
    visible = Closet.objects.visible_to(request.user.pk).named(handle)
    owner = with_community(visible.select_related("user", "vacation"), request.user.pk).first()
    if owner is None:
        return moved_closet(request, "closet_about", handle)
    context = {
        "closet": owner,
        "counts": counts_beside(owner),
        "facets": (facets := closet_facets(owner.pk, ClosetFilter())),
        "brands": facets.brands[:BRANDS],
        "follows": getattr(owner, "is_followed", False),
        "is_own": owner.user_id == request.user.pk,
        "known": known_followers(request.user.pk, owner),
        "notes": love_notes_page(owner, request.user.pk).rows[:NOTES],
        "reputation": closet_reputation(owner.pk),
    }
    return render(request, "pages/closet_about.html", context)
