"""What the pages of saved searches show."""

from collections import defaultdict
from dataclasses import dataclass, field

from closets.models import User
from listings.alerts.demand import Wish, wanted_board
from listings.models import (
    Brand,
    Category,
    Colour,
    Condition,
    Department,
    Listing,
    SavedSearch,
    SearchAlert,
    StyleTag,
)
from listings.models.listing import AVAILABLE
from listings.search.chips import search_chips
from listings.search.params import Search

FINDS = 6
LOOKED_AT = 300


@dataclass(frozen=True)
class Kept:
    """A saved search and the newest of its finds that are still on sale."""

    saved: SavedSearch
    finds: list[Listing] = field(default_factory=list)


def searches_of(user: User) -> list[Kept]:
    """The member's saved searches, newest first, in two queries."""
    saved = user.saved_searches.filter(deleted_at=None).order_by("-id")
    finds = _finds(user)
    return [Kept(one, finds[one.pk][:FINDS]) for one in saved]


def _finds(user: User) -> dict[int | None, list[Listing]]:
    alerts = SearchAlert.objects.filter(user=user, saved__deleted_at=None)
    on_sale = Listing.objects.filter(AVAILABLE).values("pk")
    newest = alerts.filter(listing__in=on_sale).select_related("listing__cover").order_by("-id")
    finds: dict[int | None, list[Listing]] = defaultdict(list)
    for alert in newest[:LOOKED_AT]:
        finds[alert.saved_id].append(alert.listing)
    return finds


def search_name(search: Search) -> str:
    """What a search is called before its member names it: "silk dress, Free People"."""
    bare = search.with_(q="", availability="available")
    names = [name for _, name in search_chips(bare)]
    return ", ".join(filter(None, [search.q, *names]))[:60]


@dataclass(frozen=True)
class Wanted:
    """A line of the wanted board: what it is, where it is found, how many wait."""

    name: str
    query: str
    buyers: int


def wanted_lines() -> list[Wanted]:
    """The board with its names, in six queries however long it is."""
    wishes = wanted_board()
    names = _Names(wishes)
    return [Wanted(names.of(one.search), one.search.query_string(), one.buyers) for one in wishes]


class _Names:
    """Names of the slugs in many searches."""

    def __init__(self, wishes: list[Wish]) -> None:
        asked = [wish.search for wish in wishes]
        self.departments = _by(Department, "slug", [one.department for one in asked])
        self.categories = _by(Category, "path", [one.category for one in asked])
        self.brands = _by(Brand, "slug", [slug for one in asked for slug in one.brand])
        self.styles = _by(StyleTag, "slug", [slug for one in asked for slug in one.style])

    def of(self, search: Search) -> str:
        """ "Free People, Dresses, size M, up to $50"."""
        colours, conditions = dict(Colour.choices), dict(Condition.choices)
        parts = [
            *(self.brands.get(slug, slug) for slug in search.brand),
            *(self.styles.get(slug, slug) for slug in search.style),
            *(colours.get(one, one) for one in search.colour),
            self.categories.get(search.category) or self.departments.get(search.department, ""),
            *(f"size {label}" for label in search.size),
            *(conditions.get(one, one) for one in search.condition),
            f"from ${search.min_price:,}" if search.min_price else "",
            f"up to ${search.max_price:,}" if search.max_price else "",
        ]
        return ", ".join(str(part) for part in parts if part)


def _by(
    model: type[Department] | type[Category] | type[Brand] | type[StyleTag],
    column: str,
    values: list[str],
) -> dict[str, str]:
    rows = model._default_manager.filter(**{f"{column}__in": set(filter(None, values))})
    return dict(rows.values_list(column, "name"))
