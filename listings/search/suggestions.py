"""What the search box suggests while somebody types (B1)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from closets.models import Closet
from listings.models import Brand, Category, StyleTag

MOST = 8


@dataclass(frozen=True)
class Suggestion:
    """One row: which group it is in, its words, where it leads."""

    group: str
    text: str
    url: str


def suggestions(words: str, viewer_id: int | None) -> list[Suggestion]:
    """At most 8 brands, categories, styles and closets that begin with the words."""
    start = words.replace("\x00", "").strip()[:60]
    if len(start) < 2:
        return []
    rows = [*_brands(start), *_categories(start), *_styles(start), *_closets(start, viewer_id)]
    return rows[:MOST]


def _brands(start: str) -> list[Suggestion]:
    named = Brand.objects.filter(review=Brand.Review.APPROVED, name__istartswith=start)
    return [
        Suggestion("Brands", brand.name, brand.get_absolute_url())
        for brand in named.order_by("-popularity", "name")[:3]
    ]


def _categories(start: str) -> list[Suggestion]:
    named = Category.objects.filter(Q(name__istartswith=start) | Q(synonyms__contains=[start]))
    return [
        Suggestion("Categories", f"{row.name} in {row.department.name}", _search(row))
        for row in named.select_related("department")[:3]
    ]


def _search(category: Category) -> str:
    query = {"department": category.department.slug, "category": category.path}
    return f"{reverse('search')}?{urlencode(query)}"


def _styles(start: str) -> list[Suggestion]:
    named = StyleTag.objects.filter(name__istartswith=start)[:1]
    return [Suggestion("Styles", style.name, style.get_absolute_url()) for style in named]


def _closets(start: str, viewer_id: int | None) -> list[Suggestion]:
    named = Closet.objects.visible_to(viewer_id).filter(handle__istartswith=start)
    return [
        Suggestion("Closets", f"@{closet.handle}", closet.get_absolute_url())
        for closet in named[:2]
    ]
