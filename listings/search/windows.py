"""Pages in the order "Relevance": windows of candidates, each ranked in itself.

A window is the next WINDOW matches by `ranked_at` or, where those are far between, SMALL; its
bounds stand in the cursor, so that a row that is sold or published meanwhile moves no other row
from one page to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import F, Q
from django.utils import timezone

from closets.lib.cursors import BadCursor
from listings.search.ranking import COLUMNS, Ranked, Taste, ranked
from listings.search.spans import affordable, ranked_rows
from listings.search.wanted import Sql, Wanted

WINDOW, SMALL = 480, 144
"""Candidates ranked together, and how many where each is dear to find: three pages."""
SALT = "search:relevance"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_TIME = timedelta(0)
"""Added to a moment that spans find already, so that no index on it is walked for each of them."""
Edge = tuple[int, int]
"""A place in the order by `ranked_at`: microseconds since 1970, listing id."""


@dataclass(frozen=True)
class Place:
    """Where a page begins. now: microseconds, when the first page was asked for; below: the edge
    above the window, which is not in it; down_to: its last listing, None before it is known;
    after: total score and id of the last listing shown of it; is_last: nothing lies below it;
    taste: key of the kept tastes."""

    now: int
    below: Edge | None = None
    down_to: Edge | None = None
    after: tuple[int, int] | None = None
    is_last: bool = False
    taste: str = ""

    def dumped(self) -> str:
        """For the address, signed."""
        values = (self.now, self.below, self.down_to, self.after, self.is_last, self.taste)
        return signing.dumps(values, salt=SALT, compress=True)

    @classmethod
    def loaded(cls, cursor: str) -> "Place":
        """Raises BadCursor."""
        try:
            now, below, down_to, after, is_last, taste = signing.loads(cursor, salt=SALT)
        except (signing.BadSignature, ValueError) as error:
            raise BadCursor from error
        return cls(now, _pair(below), _pair(down_to), _pair(after), is_last, taste)


@dataclass(frozen=True)
class RankedPage:
    """Listings in order with their scores, and where the next page begins, None at the end."""

    rows: list[Ranked]
    following: Place | None


def first_place(taste: str = "") -> Place:
    """Before everything, as of now."""
    return Place(now=_micros(timezone.now()), taste=taste)


def window_page(
    wanted: Wanted, words: Sequence[str], place: Place, *, size: int, taste: Taste | None
) -> RankedPage:
    """`size` listings from `place` on; a page at the end of a window goes on in the next."""
    rows: list[Ranked] = []
    following: Place | None = place
    while following and len(rows) < size:
        more, following = _read(wanted, words, following, size - len(rows), taste)
        rows += more
    return RankedPage(rows, following)


def _read(
    wanted: Wanted, words: Sequence[str], place: Place, size: int, taste: Taste | None
) -> tuple[list[Ranked], Place | None]:
    """What is left of the place's window, at most `size`, and where to go on."""
    most = affordable(wanted, most=WINDOW, least=min(SMALL, WINDOW))
    window = ranked(_statement(wanted, place, most), words, taste, EPOCH + _micro(place.now))
    if place.down_to is None:
        window, place = _bounded(window, place, most)
    left = [one for one in window if place.after is None or one.order < place.after]
    shown = left[:size]
    if len(left) > size:
        return shown, replace(place, after=shown[-1].order)
    if place.is_last:
        return shown, None
    return shown, replace(place, below=place.down_to, down_to=None, after=None)


def _bounded(window: list[Ranked], place: Place, most: int) -> tuple[list[Ranked], Place]:
    """A window read for the first time, one row too many if there is more, and its bounds."""
    if len(window) <= most:
        return window, replace(place, is_last=True, down_to=(0, 0))
    lowest = sorted(map(_edge, window))
    kept = [one for one in window if _edge(one) != lowest[0]]
    return kept, replace(place, down_to=lowest[1])


def _statement(wanted: Wanted, place: Place, most: int) -> tuple[str, list[Any]]:
    """Whoever is published after the first page was asked for waits for the next search."""
    all_found = wanted.listings(Sql("span.query")).alias(moment=F("ranked_at") + NO_TIME)
    found = all_found.filter(published_at__lte=EPOCH + _micro(place.now))
    latest = earliest = None
    if place.below:
        latest = EPOCH + _micro(place.below[0])
        above = Q(ranked_at__lt=latest) | Q(pk__lt=place.below[1])
        found = found.filter(above, moment__lte=latest)
    if place.down_to:
        earliest = EPOCH + _micro(place.down_to[0])
        beneath = Q(ranked_at__gt=earliest) | Q(pk__gte=place.down_to[1])
        found = found.filter(beneath, moment__gte=earliest)
    return ranked_rows(
        found.values_list(*COLUMNS),
        wanted,
        most=2 * WINDOW if place.down_to else most + 1,
        between=(latest, earliest),
    )


def _edge(row: Ranked) -> Edge:
    return _micros(row.ranked_at), row.pk


def _micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _micro(number: int) -> timedelta:
    return timedelta(microseconds=number)


def _pair(values: Any) -> tuple[int, int] | None:
    return (values[0], values[1]) if values else None
