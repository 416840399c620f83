"""The listings of a search, page by page."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.db.models import F, Q

from closets.lib.cursors import Page, page_after
from closets.models import User
from listings.models import Listing
from listings.models.listing import ListingQuerySet
from listings.search.params import Search
from listings.search.ranking import Score, Taste
from listings.search.reading import Reading, reading_of
from listings.search.wanted import Wanted, wanted
from listings.search.windows import Place, first_place, window_page

PAGE_SIZE = 48
KEEP_SECONDS = 3600
ORDERS = {
    "just_shared": ["-shared_at", "-id"],
    "just_in": ["-published_at", "-id"],
    "price_up": ["price_cents", "id"],
    "price_down": ["-price_cents", "-id"],
    "most_liked": ["-likes_sort", "-id"],
}
UNLIKED = "0~"
"""Before a cursor of "Most liked": all that follow have no likes."""


@dataclass(frozen=True)
class Results:
    """A page: listings in order, the next page's cursor ("" at the end), and in the order
    "Relevance" what each listing's score is made of, by its id."""

    rows: list[Listing]
    next_cursor: str
    scores: Mapping[int, Score] = field(default_factory=dict)


def search_results(
    search: Search,
    viewer: User | None,
    *,
    reading: Reading | None = None,
    taste: Taste | None = None,
    size: int = PAGE_SIZE,
) -> Results:
    """The page of listings after the search's cursor. Raises BadCursor.

    reading: of the search's words, when it is at hand; taste: of the viewer, for "Relevance".
    """
    reading = reading or reading_of(search)
    asked = wanted(search, reading, viewer)
    if search.sort == "relevance" and search.q:
        return _by_relevance(asked, reading.weighed, search.after, size, taste)
    sort = "just_shared" if search.sort == "relevance" else search.sort
    listings = asked.matching().for_cards()
    if sort == "most_liked":
        page = _most_liked(listings, search.after, size)
    else:
        page = page_after(
            listings, order=ORDERS[sort], cursor=search.after, size=size, salt="search"
        )
    return Results(page.rows, page.next_cursor)


def _by_relevance(
    asked: Wanted, words: Sequence[str], cursor: str, size: int, taste: Taste | None
) -> Results:
    place = Place.loaded(cursor) if cursor else first_place(secrets.token_urlsafe(9))
    page = window_page(asked, words, place, size=size, taste=_kept(taste, place))
    by_id = Listing.objects.for_cards().in_bulk([one.pk for one in page.rows])
    return Results(
        rows=[by_id[one.pk] for one in page.rows if one.pk in by_id],
        next_cursor=page.following.dumped() if page.following else "",
        scores={one.pk: one.score for one in page.rows},
    )


def _kept(taste: Taste | None, place: Place) -> Taste | None:
    """The taste as of the first page: a like between two pages changes neither's order."""
    if taste is None:
        return None

    def kept(ids: Sequence[int]) -> Mapping[int, float]:
        name = f"search:{place.taste}:{place.below}"
        known: Mapping[int, float] | None = cache.get(name)
        if known is None:
            known = taste(ids)
            cache.set(name, known, KEEP_SECONDS)
        return known

    return kept


def _most_liked(listings: ListingQuerySet, cursor: str, size: int) -> Page[Listing]:
    """Those with likes by the index on likes, then those without, the newest first."""
    rows: list[Listing] = []
    if not cursor.startswith(UNLIKED):
        liked = listings.filter(counts__likes__gt=0).annotate(likes_sort=F("counts__likes"))
        page = page_after(
            liked, order=ORDERS["most_liked"], cursor=cursor, size=size, salt="search"
        )
        if page.next_cursor:
            return page
        rows, cursor = page.rows, UNLIKED
    rest = listings.filter(Q(counts=None) | Q(counts__likes=0))
    page = page_after(
        rest,
        order=["-id"],
        cursor=cursor.removeprefix(UNLIKED),
        size=size - len(rows) or 1,
        salt="search:unliked",
    )
    following = UNLIKED + page.next_cursor if page.next_cursor else ""
    if len(rows) == size:
        return Page(rows, UNLIKED if page.rows else "")
    return replace(page, rows=rows + page.rows, next_cursor=following)
