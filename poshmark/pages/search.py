"""Search, and the places of the shop: brand, category and style pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import SiteRequest
from closets.selectors import unblocked
from closets.templatetags.money import money
from listings.models import Brand, Category, Listing, StyleTag
from listings.search.answer import Answer, search_answer
from listings.search.fits import fits_like
from listings.search.params import Search
from listings.search.suggestions import suggestions
from listings.services.brands import brand_find
from payments.offers.selectors import shipping_discounts_for
from poshmark.pages.cards import cards_for, viewer_of
from poshmark.pages.in_time import answered_in_time
from poshmark.pages.places import place_text
from poshmark.pages.recent import recent_keep, recent_searches
from poshmark.pages.search_frame import search_frame
from poshmark.pages.search_taste import taste_for
from social.selectors import follows_brand

LIKE_MM = 10
"""How far what fits like another piece may be off."""


@require_safe
@answered_in_time
def search(request: SiteRequest) -> HttpResponse:
    """Everything for sale, narrowed by words and facets."""
    asked = Search.from_query(request.GET)
    if model := _fitting_model(request):
        return redirect(f"{request.path}?{_fitting_like(asked, model).query_string()}")
    response = _results(request, asked)
    if asked.q and not asked.after and response.status_code == 200:
        recent_keep(request, response, asked.q)
    return response


@require_safe
@answered_in_time
def brand(request: SiteRequest, slug: str) -> HttpResponse:
    """A brand's listings and its follow button; one merged into another leads there."""
    row = Brand.objects.filter(slug=slug).first()
    if row is None:
        return _merged_brand(slug)
    asked = replace(Search.from_query(request.GET), brand=(row.slug,))
    follows = follows_brand(request.user.pk, row.pk)
    return _results(request, asked, place=row, brand=row, follows=follows)


@require_safe
@answered_in_time
def category(request: SiteRequest, path: str) -> HttpResponse:
    """A category's listings."""
    row = get_object_or_404(Category.objects.select_related("department", "parent"), path=path)
    asked = replace(
        Search.from_query(request.GET), department=row.department.slug, category=row.path
    )
    return _results(request, asked, place=row, category=row)


@require_safe
@answered_in_time
def style(request: SiteRequest, slug: str) -> HttpResponse:
    """A style's listings."""
    row = get_object_or_404(StyleTag, slug=slug)
    asked = replace(Search.from_query(request.GET), style=(row.slug,))
    return _results(request, asked, place=row, style=row)


@require_safe
@answered_in_time
def suggest(request: SiteRequest) -> HttpResponse:
    """Suggestions for the words in the search box, as a fragment."""
    rows = suggestions(request.GET.get("q", ""), request.user.pk, recent_searches(request))
    return render(request, "search/_suggestions.html", {"suggestions": rows})


def _merged_brand(slug: str) -> HttpResponse:
    """The brand that keeps the lost one's name. Raises Http404."""
    kept = brand_find(slug.replace("-", " "))
    if kept is None:
        raise Http404
    return redirect(kept, permanent=True)


def _fitting_model(request: SiteRequest) -> Listing | None:
    """The listing that others are to fit like ("like"), if the viewer may see such a one."""
    pk = request.GET.get("like", "")
    if not pk.isascii() or not pk.isdecimal() or len(pk) > 18:
        return None
    shown = Listing.objects.filter(unblocked("closet__user_id", request.user.pk))
    shown = shown.public() | shown.owned_by(request.user.pk)
    return shown.select_related("category").filter(pk=int(pk)).first()


def _fitting_like(asked: Search, model: Listing) -> Search:
    """What is measured like it, within a centimetre: an address to keep."""
    where = model.category.path if model.category else ""
    fits = fits_like(model, within_mm=LIKE_MM)
    return asked.with_(fit=fits, category=asked.category or where)


def _results(request: SiteRequest, asked: Search, **extra: Any) -> HttpResponse:
    viewer = viewer_of(request.user)
    discounts = shipping_discounts_for(viewer) if viewer else {}
    asked = replace(asked, discounted=tuple(discounts))
    try:
        answer = search_answer(asked, viewer, taste_for(viewer) if asked.q else None)
    except BadCursor:
        return redirect(f"{request.path}?{asked.query_string()}")
    context: dict[str, object] = {
        "search": answer.search,
        "asked": asked,
        "query": asked.q,
        "relaxed": answer.relaxed,
        "cards": cards_for(viewer, answer.results.rows, _whys(discounts)),
        "next_query": _next_query(answer),
    }
    if request.htmx and asked.after:
        return render(request, "search/_cards.html", context)
    fixed = next((name for name in ("brand", "category", "style") if name in extra), "")
    frame = search_frame(answer, viewer, fixed)
    if fixed and frame["is_indexed"]:
        extra["place_text"] = place_text(extra["place"], frame["facets"])
    return render(request, "search/search.html", context | frame | extra)


def _whys(discounts: Mapping[int, int]) -> dict[int, str]:
    return {pk: f"Seller pays {money(cents)} of shipping" for pk, cents in discounts.items()}


def _next_query(answer: Answer) -> str:
    cursor = answer.results.next_cursor
    query = answer.search.query_string()
    if not cursor:
        return ""
    return f"{query}&after={cursor}" if query else f"after={cursor}"
