"""The home page: the feed that learns (F1), for visitors too (F5)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
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
        "cards": cards_for(viewer, page.listings, page.why),
        "next_query": f"after={page.next_cursor}" if page.next_cursor else "",
        "is_first": not cursor,
        "drafts": drafts_of(viewer)[:DRAFTS_SHOWN] if viewer and not cursor else (),
    }
    template = "search/_cards.html" if request.htmx and cursor else "pages/home.html"
    return render(request, template, context)
