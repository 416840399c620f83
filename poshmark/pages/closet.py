"""The closet page: who somebody is and what hangs there (A3)."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor, Page, first_page, page_after
from closets.lib.requests import MemberRequest, SiteRequest
from closets.lib.stencils import Stencil
from closets.models import Closet
from closets.views.identity import moved_closet
from listings.bulk.facets import ClosetFacets, closet_facets
from listings.bulk.selection import SORTS, ClosetFilter
from listings.models import Listing
from listings.models.listing import ListingQuerySet
from payments.ratings.reputation import closet_reputation
from poshmark.pages.cards import cards_for, viewer_of
from social.selectors import counts_beside, with_community

PAGE_SIZE = 48
SALT = "closet"


@require_safe
def closet(request: SiteRequest, handle: str) -> HttpResponse:
    """A member's closet, 48 listings a page, sold ones included."""
    found = _OWNER.rows(handle=handle, viewer=request.user.pk or 0)
    if not found:
        return moved_closet(request, "closet", handle)
    [owner] = found
    chosen = ClosetFilter.from_query(request.GET)
    after = request.GET.get("after", "")
    try:
        page = _page(owner, chosen, after)
    except BadCursor:
        return redirect(owner)
    context: dict[str, object] = {
        "closet": owner,
        "cards": cards_for(viewer_of(request.user), page.rows),
        "next_query": _next_query(chosen, page.next_cursor),
    }
    if request.htmx and after:
        return render(request, "search/_cards.html", context)
    return render(request, "pages/closet.html", context | _frame(request, owner, chosen))


def _owner(handle: str, viewer: int) -> QuerySet[Closet]:
    visible = Closet.objects.visible_to(viewer).named(handle)
    return with_community(visible.select_related("user", "vacation"), viewer)


def _page(owner: Closet, chosen: ClosetFilter, after: str) -> Page[Listing]:
    """A page of what passes the filters. Raises BadCursor."""
    order = chosen.order
    if chosen == ClosetFilter() and not after:
        found = _NEWEST.rows(closet=owner.pk)
        return first_page(found, order=order, size=PAGE_SIZE, salt=SALT)
    listings = chosen.narrow(_hanging(owner.pk))
    return page_after(listings, order=order, cursor=after, size=PAGE_SIZE, salt=SALT)


def _hanging(closet: int) -> ListingQuerySet:
    return Listing.objects.public().filter(closet=closet).for_cards()


def _newest(closet: int) -> ListingQuerySet:
    return _hanging(closet).order_by(*ClosetFilter().order)[: PAGE_SIZE + 1]


_OWNER = Stencil("closet_owner", _owner)
_NEWEST = Stencil("closet_newest", _newest)


@require_safe
@login_required
def my_closet(request: MemberRequest) -> HttpResponse:
    """The way to one's own closet."""
    return redirect(request.user.closet)


def _frame(request: SiteRequest, owner: Closet, chosen: ClosetFilter) -> dict[str, object]:
    """What stands around the listings: header, filters, sorts."""
    facets = closet_facets(owner.pk, chosen)
    return {
        "counts": counts_beside(owner),
        "facets": facets,
        "filter": chosen,
        "follows": getattr(owner, "is_followed", False),
        "is_own": owner.user_id == request.user.pk,
        "reputation": closet_reputation(owner.pk),
        "sorts": [
            (chosen.with_(sort=key).query_string(), name, key == chosen.sort)
            for key, (name, _) in SORTS.items()
        ],
        "chips": _chips(chosen, facets),
    }


def _chips(chosen: ClosetFilter, facets: ClosetFacets) -> list[tuple[str, str]]:
    """(address without it, words) for each filter that is on."""
    choices = {
        "category": facets.categories,
        "brand": facets.brands,
        "size": facets.sizes,
        "availability": facets.availabilities,
    }
    chips = [
        (chosen.with_(**{name: ""}).query_string(), choice.name)
        for name, options in choices.items()
        for choice in options
        if choice.is_on
    ]
    if chosen.min_price is not None:
        chips.append((chosen.with_(min_price=None).query_string(), f"From ${chosen.min_price:,}"))
    if chosen.max_price is not None:
        chips.append((chosen.with_(max_price=None).query_string(), f"To ${chosen.max_price:,}"))
    return chips


def _next_query(chosen: ClosetFilter, cursor: str) -> str:
    if not cursor:
        return ""
    query = chosen.query_string()
    return f"{query}&after={cursor}" if query else f"after={cursor}"
