"""The home page: the feed that learns (F1), for visitors too (F5)."""

from time import perf_counter

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
from poshmatch.feed.pages import FeedPage, feed_page
from poshmatch.services.impressions import impression_record

CARDS = 24
DRAFTS_SHOWN = 6


@require_safe
def home(request: SiteRequest) -> HttpResponse:
    """24 cards of the viewer's feed, and the next page by a cursor."""
    viewer = viewer_of(request.user)
    cursor = request.GET.get("after", "")[:500]
    page = _page(viewer, cursor)
    context = {
        "cards": cards_for(viewer, page.listings, page.why, page.name),
        "next_query": f"after={page.next_cursor}" if page.next_cursor else "",
        "is_first": not cursor,
        "drafts": _DRAFTS.rows(member=viewer.pk) if viewer and not cursor else (),
    }
    template = "search/_cards.html" if request.htmx and cursor else "pages/home.html"
    return render(request, template, context)


def _page(viewer: User | None, cursor: str) -> FeedPage:
    """The page of the feed, written down as shown."""
    started = perf_counter()
    page = feed_page(viewer, cursor=cursor, size=CARDS)
    took_ms = 1000 * (perf_counter() - started)
    impression_record(user_id=viewer.pk if viewer else 0, page=page, took_ms=took_ms)
    return page


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
