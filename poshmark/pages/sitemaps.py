"""Sitemaps for search engines: what is on sale and where it hangs, in parts of fixed ranges of ids.

A part costs the same however many there are: nothing is counted and nothing skipped over.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max, Model, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
from closets.models import Closet
from listings.models import Brand, Category, Listing, StyleTag

RANGE = 40_000
"""Ids a part may hold; the protocol allows 50,000 addresses."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Entry(NamedTuple):
    """An address of ours without the host, and when it last changed, None for unknown."""

    path: str
    changed: datetime | None = None


def _listings(first: int) -> Iterator[Entry]:
    rows = Listing.objects.available().filter(closet__user__is_active=True)
    rows = rows.filter(pk__range=(first, first + RANGE - 1)).order_by("pk")
    for pk, changed in rows.values_list("pk", "published_at").iterator():
        yield Entry(f"/listings/{pk}/", changed)


def _closets(first: int) -> Iterator[Entry]:
    rows = Closet.objects.filter(user__is_active=True, pk__range=(first, first + RANGE - 1))
    for handle in rows.order_by("pk").values_list("handle", flat=True).iterator():
        yield Entry(reverse("closet", args=[handle]))


def _named(rows: QuerySet[Brand] | QuerySet[Category] | QuerySet[StyleTag]) -> Iterator[Entry]:
    return (Entry(row.get_absolute_url()) for row in rows)


def _brands(first: int) -> Iterator[Entry]:
    rows = Brand.objects.filter(review=Brand.Review.APPROVED)
    return _named(rows.filter(pk__range=(first, first + RANGE - 1)).order_by("pk"))


def _categories(first: int) -> Iterator[Entry]:
    return _named(Category.objects.filter(pk__range=(first, first + RANGE - 1)).order_by("pk"))


def _styles(first: int) -> Iterator[Entry]:
    return _named(StyleTag.objects.filter(pk__range=(first, first + RANGE - 1)).order_by("pk"))


def _pages(first: int) -> Iterator[Entry]:
    return (Entry(reverse(name)) for name in ("home", "search", "trending", "listings:wanted"))


SECTIONS: dict[str, tuple[type[Model] | None, Callable[[int], Iterator[Entry]]]] = {
    "pages": (None, _pages),
    "brands": (Brand, _brands),
    "categories": (Category, _categories),
    "styles": (StyleTag, _styles),
    "closets": (Closet, _closets),
    "listings": (Listing, _listings),
}


@require_safe
@cache_control(public=True, max_age=3600)
def index(request: SiteRequest) -> HttpResponse:
    """The list of all parts: one query a section, for its highest id."""
    places = [
        f"<sitemap><loc>{_address(reverse('sitemap_part', args=[name, number]))}</loc></sitemap>"
        for name, (model, _) in SECTIONS.items()
        for number in range(_parts(model))
    ]
    return _xml(f"<sitemapindex {SPACE}>\n" + "\n".join(places) + "\n</sitemapindex>\n")


@require_safe
@cache_control(public=True, max_age=3600)
def part(request: SiteRequest, section: str, part: int) -> HttpResponse:
    """The addresses of one range of ids, in one query; 404 beyond the last."""
    model, entries = SECTIONS.get(section, (None, None))
    if entries is None or part >= _parts(model):
        raise Http404
    lines = "\n".join(_line(entry) for entry in entries(part * RANGE))
    return _xml(f"<urlset {SPACE}>\n{lines}\n</urlset>\n")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: SiteRequest) -> HttpResponse:
    """What search engines may read: everything but what is somebody's own."""
    shut = ["/accounts/", "/staff/", "/searches/", "/news/", "/likes/", "/payments/", "/sell/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut), "Disallow: /*&after="]
    text = "\n".join([*lines, "", f"Sitemap: {_address(reverse('sitemap'))}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _parts(model: type[Model] | None) -> int:
    if model is None:
        return 1
    highest = model._default_manager.aggregate(most=Max("pk"))["most"]
    return 0 if highest is None else highest // RANGE + 1


def _line(entry: Entry) -> str:
    changed = f"<lastmod>{entry.changed:%Y-%m-%d}</lastmod>" if entry.changed else ""
    return f"<url><loc>{_address(entry.path)}</loc>{changed}</url>"


def _address(path: str) -> str:
    return escape(f"{settings.SITE_URL}{path}")


def _xml(body: str) -> HttpResponse:
    return HttpResponse(HEAD + body, content_type="application/xml; charset=utf-8")
