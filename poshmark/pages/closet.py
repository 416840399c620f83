"""The closet page: who somebody is and what hangs there (A3)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor, page_after
from closets.lib.requests import MemberRequest, SiteRequest
from closets.models import Closet
from listings.models import Listing, Status
from poshmark.pages.cards import cards_for, viewer_of
from social.selectors import closet_counts_of, follows_closet

PAGE_SIZE = 48
SORTS = {
    "just_shared": ("Just shared", ["-shared_at", "-id"]),
    "just_in": ("Just in", ["-published_at", "-id"]),
    "price_up": ("Price: low to high", ["price_cents", "id"]),
    "price_down": ("Price: high to low", ["-price_cents", "-id"]),
}


@require_safe
def closet(request: SiteRequest, handle: str) -> HttpResponse:
    """A member's closet, 48 listings a page, sold ones included."""
    owner = get_object_or_404(
        Closet.objects.visible_to(request.user.pk).select_related("user"), handle__iexact=handle
    )
    sort = request.GET.get("sort", "")
    listings = Listing.objects.public().filter(closet=owner).for_cards()
    if request.GET.get("show") == "available":
        listings = listings.filter(status=Status.AVAILABLE)
    order = SORTS.get(sort, SORTS["just_shared"])[1]
    try:
        page = page_after(
            listings,
            order=order,
            cursor=request.GET.get("after", ""),
            size=PAGE_SIZE,
            salt="closet",
        )
    except BadCursor:
        return redirect(owner)
    context: dict[str, object] = {
        "closet": owner,
        "cards": cards_for(viewer_of(request.user), page.rows),
        "next_query": _next_query(request, page.next_cursor),
    }
    if request.htmx and request.GET.get("after"):
        return render(request, "search/_cards.html", context)
    return render(request, "pages/closet.html", context | _header(request, owner, sort))


@login_required
@require_safe
def my_closet(request: MemberRequest) -> HttpResponse:
    """The way to one's own closet."""
    return redirect(request.user.closet)


def _header(request: SiteRequest, owner: Closet, sort: str) -> dict[str, object]:
    listed = Listing.objects.public().filter(closet=owner)
    return {
        "counts": closet_counts_of(owner),
        "listings_count": listed.count(),
        "sold_count": listed.filter(status=Status.SOLD).count(),
        "follows": follows_closet(request.user.pk, owner.pk),
        "is_own": owner.user_id == request.user.pk,
        "sorts": [(key, name, key == (sort or "just_shared")) for key, (name, _) in SORTS.items()],
        "show": request.GET.get("show", ""),
    }


def _next_query(request: SiteRequest, cursor: str) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query["after"] = cursor
    return query.urlencode()
