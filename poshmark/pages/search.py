"""Search, and the places of the shop: brand, category and style pages."""

from dataclasses import replace
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import SiteRequest
from closets.models import User
from listings.models import Brand, Category, StyleTag
from listings.search.brands import brand_in, brand_near
from listings.search.chips import search_chips
from listings.search.facets import search_facets
from listings.search.params import AVAILABILITIES, SORTS, Search
from listings.search.results import search_results
from listings.search.suggestions import suggestions
from poshmark.pages.cards import cards_for, viewer_of
from social.selectors import follows_brand


@require_safe
def search(request: SiteRequest) -> HttpResponse:
    """Everything for sale, narrowed by words and facets."""
    asked = Search.from_query(request.GET)
    return _results(request, asked, **_brand_words(asked))


@require_safe
def brand(request: SiteRequest, slug: str) -> HttpResponse:
    """A brand's listings and its follow button."""
    row = get_object_or_404(Brand, slug=slug)
    asked = replace(Search.from_query(request.GET), brand=(row.slug,))
    follows = follows_brand(request.user.pk, row.pk)
    return _results(request, asked, place=row, brand=row, follows=follows)


@require_safe
def category(request: SiteRequest, path: str) -> HttpResponse:
    """A category's listings."""
    row = get_object_or_404(Category.objects.select_related("department", "parent"), path=path)
    asked = replace(
        Search.from_query(request.GET), department=row.department.slug, category=row.path
    )
    return _results(request, asked, place=row, category=row)


@require_safe
def style(request: SiteRequest, slug: str) -> HttpResponse:
    """A style's listings."""
    row = get_object_or_404(StyleTag, slug=slug)
    asked = replace(Search.from_query(request.GET), style=(row.slug,))
    return _results(request, asked, place=row, style=row)


@require_safe
def suggest(request: SiteRequest) -> HttpResponse:
    """Suggestions for the words in the search box, as a fragment."""
    rows = suggestions(request.GET.get("q", ""), request.user.pk)
    return render(request, "search/_suggestions.html", {"suggestions": rows})


def _results(request: SiteRequest, asked: Search, **extra: object) -> HttpResponse:
    viewer = viewer_of(request.user)
    try:
        page = search_results(asked, viewer)
    except BadCursor:
        return redirect(f"{request.path}?{asked.query_string()}")
    context: dict[str, object] = {
        "search": asked,
        "cards": cards_for(viewer, page.rows),
        "next_query": _next_query(asked, page.next_cursor),
    }
    if request.htmx and asked.after:
        return render(request, "search/_cards.html", context)
    context |= {"near": _near(asked) if not page.rows else []}
    return render(request, "search/search.html", context | _frame(asked, viewer, extra) | extra)


def _frame(asked: Search, viewer: User | None, extra: dict[str, object]) -> dict[str, object]:
    """What stands around the listings: facets, chips, sorts."""
    fixed = next((name for name in ("brand", "category", "style") if name in extra), "")
    hidden = parse_qsl(asked.with_(min_price=None, max_price=None).query_string())
    return {
        "facets": search_facets(asked, viewer),
        "chips": search_chips(asked, fixed=fixed),
        "sorts": _sorts(asked),
        "availabilities": [
            (asked.with_(availability=key).query_string(), name, key == asked.availability)
            for key, name in AVAILABILITIES.items()
        ],
        "my_size_query": asked.with_(my_size=not asked.my_size).query_string(),
        "price_hidden": hidden,
    }


def _next_query(asked: Search, cursor: str) -> str:
    if not cursor:
        return ""
    query = asked.query_string()
    return f"{query}&after={cursor}" if query else f"after={cursor}"


def _sorts(asked: Search) -> list[tuple[str, str, bool]]:
    """Address, name and whether it is on, for each sort that makes sense here."""
    return [
        (asked.with_(sort=sort).query_string(), name, sort == asked.sort)
        for sort, name in SORTS.items()
        if asked.q or sort != "relevance"
    ]


def _brand_words(asked: Search) -> dict[str, object]:
    """Offers the brand that the words name as a filter: taken by one tap, never forced."""
    found = brand_in(asked.q) if asked.q and not asked.brand else None
    if found is None:
        return {}
    row, left = found
    return {
        "brand_hint": row,
        "brand_query": asked.with_(q=left, brand=(row.slug,)).query_string(),
    }


def _near(asked: Search) -> list[tuple[str, str]]:
    """Ways out of an empty page: (address, words)."""
    ways = []
    misspelt = brand_near(asked.q) if asked.q else None
    if misspelt:
        query = Search(brand=(misspelt.slug,)).query_string()
        ways.append((query, f"Did you mean {misspelt.name}?"))
    if asked.q and asked != Search(q=asked.q, sort=asked.sort):
        ways.append((Search(q=asked.q).query_string(), f"“{asked.q}” without filters"))
    words = asked.q.split()
    if len(words) > 1:
        ways.append((Search(q=" ".join(words[:-1])).query_string(), " ".join(words[:-1])))
    return ways
