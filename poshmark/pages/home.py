"""The home page: the feed that learns (F1), for visitors too (F5)."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
from closets.lib.stencils import Stencil
from closets.models import User
from listings.models import Listing
from listings.selectors import drafts_of
from poshmark.pages.cards import cards_for, viewer_of
from poshmatch.feed.pages import feed_page

CARDS = 24
DRAFTS_SHOWN = 6


@require_safe
def home(request: SiteRequest) -> HttpResponse:
    """24 cards of the viewer's feed, and the next page by a cursor."""
    viewer = viewer_of(request.user)
    cursor = request.GET.get("after", "")[:500]
    page = feed_page(viewer, cursor=cursor, size=CARDS)
    context = {
        "cards": cards_for(viewer, page.listings, page.why, page.name),
        "next_query": f"after={page.next_cursor}" if page.next_cursor else "",
        "is_first": not cursor,
        "drafts": _DRAFTS.rows(member=viewer.pk) if viewer and not cursor else (),
    }
    template = "search/_cards.html" if request.htmx and cursor else "pages/home.html"
    return render(request, template, context)


def _drafts(member: int) -> QuerySet[Listing]:
    """The newest drafts, with what their strip shows."""
    shown = (
        "title",
        "cover__state",
        "cover__content_hash",
        "cover__crop_key",
        "cover__placeholder",
    )
    return drafts_of(User(pk=member)).only(*shown)[:DRAFTS_SHOWN]


_DRAFTS = Stencil("home_drafts", _drafts)
