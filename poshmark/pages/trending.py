"""What rose this week (B4): brands, categories, styles and pieces, each with its count."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
from closets.models import User
from closets.selectors import unblocked
from listings.models import Brand, Category, Listing, StyleTag
from poshmark.pages.cards import Card, cards_for, viewer_of
from poshmatch.models import Trend

NAMED = 8
PIECES = 24
PLACES: dict[str, tuple[type[Any], str]] = {
    Trend.Kind.STYLE: (StyleTag, "slug"),
    Trend.Kind.BRAND: (Brand, "slug"),
    Trend.Kind.CATEGORY: (Category, "path"),
}


@dataclass(frozen=True)
class Rise:
    """A place that rose, and by how much."""

    name: str
    url: str
    trend: Trend


@require_safe
def trending(request: SiteRequest) -> HttpResponse:
    """The page, in one query a kind and those of the cards."""
    trends = list(Trend.objects.order_by("-rise", "subject"))
    groups = [(kind.label, _places(kind, trends)) for kind in map(Trend.Kind, PLACES)]
    context = {
        "groups": [(label, rises) for label, rises in groups if rises],
        "cards": _pieces(trends, viewer_of(request.user)),
    }
    return render(request, "pages/trending.html", context)


def _places(kind: Trend.Kind, trends: list[Trend]) -> list[Rise]:
    model, column = PLACES[kind]
    risen = [trend for trend in trends if trend.kind == kind][:NAMED]
    rows = model.objects.in_bulk([trend.subject for trend in risen], field_name=column)
    known = [(rows[trend.subject], trend) for trend in risen if trend.subject in rows]
    return [Rise(_name(row), row.get_absolute_url(), trend) for row, trend in known]


def _name(row: Brand | Category | StyleTag) -> str:
    """A category's with its department's, which its path begins with."""
    if isinstance(row, Category):
        return f"{row.path.split('/')[0].title()}: {row.name}"
    return row.name


def _pieces(trends: list[Trend], viewer: User | None) -> list[Card]:
    """Pieces that rose and can still be bought, with the count as the card's reason."""
    why = {int(one.subject): one.why for one in trends if one.kind == Trend.Kind.LISTING}
    shown = Listing.objects.available().filter(pk__in=why, closet__user__is_active=True)
    shown = shown.filter(unblocked("closet__user_id", viewer.pk if viewer else None))
    found = {listing.pk: listing for listing in shown.for_cards()}
    return cards_for(viewer, [found[pk] for pk in why if pk in found][:PIECES], why)
