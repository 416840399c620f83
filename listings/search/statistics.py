"""How many listings a query finds, about: from what Postgres itself counts of search vectors."""

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from listings.models import Listing
from listings.search.tokens import unit_of
from listings.search.wanted import Ask

KEEP_SECONDS = 600.0
ROW = 8
"""Reading a listing costs as much as so many entries of the index."""
_ROWS = "SELECT reltuples FROM pg_class WHERE oid = 'listings_listing'::regclass"
_STATUSES = """
SELECT counted.status, counted.share
FROM pg_stats,
    unnest(most_common_vals::text::text[], most_common_freqs) AS counted (status, share)
WHERE schemaname = current_schema() AND tablename = 'listings_listing' AND attname = 'status'
"""
STATUSES = {"available": ["available"], "sold": ["sold"], "gone": ["sold", "reserved"]}
"""What each availability looks at; all of them any other."""
FEWEST = 0.001
"""The share of listings of a status that Postgres counted none of."""
_FACTS = """
SELECT counted.fact, counted.share
FROM pg_stats,
    unnest(most_common_elems::text::text[], most_common_elem_freqs) AS counted (fact, share)
WHERE schemaname = current_schema() AND tablename = 'listings_listing'
    AND attname = 'search_vector' AND counted.fact LIKE '=%%'
"""


@dataclass(frozen=True)
class Statistics:
    """rows: listings there are, about; shares: of them that have a token, by token; newest: the
    unit of time that the latest `ranked_at` lies in; statuses: shares by status."""

    rows: float = float("inf")
    shares: Mapping[str, float] = field(default_factory=dict)
    newest: int = 0
    statuses: Mapping[str, float] = field(default_factory=dict)

    def among(self, availability: str) -> "Statistics":
        """The same of the listings that one availability looks at."""
        statuses = STATUSES.get(availability, ["available", "sold", "reserved"])
        share = sum(self.statuses.get(status, FEWEST) for status in statuses)
        return replace(self, rows=self.rows * share)

    def share(self, tokens: Iterable[str]) -> float:
        """Of the listings that have one of the tokens."""
        return min(1.0, sum(self.shares.get(token, self.least) for token in tokens))

    def matching(self, ask: Ask) -> float:
        """The share that is found; words may be in all listings.

        Facts go together (a size, a category): each further one narrows by the root of the root
        of what it would alone.
        """
        shares = sorted(map(self.share, ask.groups))
        return math.prod(math.pow(share, 0.5**place) for place, share in enumerate(shares))

    def at_once(self, ask: Ask) -> float:
        """What reading all matches costs, in entries of the index: those of the rarest fact, and
        the listings."""
        rarest = min(map(self.share, ask.groups), default=1.0)
        return self.rows * (rarest + ROW * self.matching(ask))

    def by_spans(self, ask: Ask, most: int) -> float:
        """The same for reading the latest `most` span by span."""
        return most / self.matching(ask) + ROW * most

    @property
    def least(self) -> float:
        """The share of what is too rare to have been counted."""
        return min(self.shares.values(), default=1.0)


class _Kept:
    """The statistics of this process."""

    statistics = Statistics()
    read_at = float("-inf")


def statistics() -> Statistics:
    """Those of the last ten minutes; infinitely many listings before the first ANALYZE."""
    now = time.monotonic()
    if now - _Kept.read_at >= KEEP_SECONDS:
        _Kept.statistics, _Kept.read_at = _read(), now
    return _Kept.statistics


def statistics_forget() -> None:
    """Has the next search read them anew."""
    _Kept.read_at = float("-inf")


def _read() -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        rows = cursor.fetchone()[0]
        cursor.execute(_FACTS)
        shares = dict(cursor.fetchall())
        cursor.execute(_STATUSES)
        statuses = dict(cursor.fetchall())
    latest = Listing.objects.available().aggregate(latest=Max("ranked_at"))["latest"]
    newest = unit_of(latest or timezone.now())
    return Statistics(rows, shares, newest, statuses) if shares else Statistics(newest=newest)
