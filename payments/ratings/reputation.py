"""A closet's reputation: its stars, how fast it ships, what badges it has earned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from closets.lib.sql import Prepared
from closets.models import Closet
from payments.models import ClosetReputation
from payments.models.rating import BEST, STARS
from payments.ratings import rules
from payments.ratings.rules import Badge

LATEST = 100
"""How many orders of a closet its figures look back on."""
LEAST_SHIPPED = 3
"""A figure from one parcel tells nothing."""
_REPUTATION = Prepared(
    "closet_reputation",
    {"closet": "bigint", "since": "timestamptz", "latest": "int"},
    """
SELECT coalesce(r.stars_1, 0), coalesce(r.stars_2, 0), coalesce(r.stars_3, 0),
    coalesce(r.stars_4, 0), coalesce(r.stars_5, 0), o.seconds, o.shipped, o.accepted
FROM (
    SELECT extract(epoch FROM avg(shipped_at - placed_at))::float8 AS seconds,
        count(shipped_at) AS shipped,
        count(*) FILTER (WHERE status = 'complete' AND completed_at > %(since)s) AS accepted
    FROM (
        SELECT placed_at, shipped_at, status, completed_at FROM payments_order
        WHERE closet_id = %(closet)s AND placed_at IS NOT NULL ORDER BY id DESC LIMIT %(latest)s
    ) AS latest
) AS o
LEFT JOIN payments_closetreputation AS r ON r.closet_id = %(closet)s
""",
)


@dataclass(frozen=True)
class Reputation:
    """stars: how many ratings of 1 to 5 stars, in that order.

    ship_days: from sale to the carrier's first scan, on average; None for too few parcels.
    """

    stars: tuple[int, ...]
    ship_days: float | None = None
    badges: Sequence[Badge] = ()

    @property
    def count(self) -> int:
        return sum(self.stars)

    @property
    def average(self) -> float | None:
        """Stars on average; None for none."""
        return _average(self.stars)

    @property
    def by_stars(self) -> list[tuple[int, int, int]]:
        """(stars, how many, percent of all), the best first."""
        most = self.count or 1
        pairs = zip(STARS, self.stars, strict=True)
        return [(stars, count, round(100 * count / most)) for stars, count in pairs][::-1]


def closet_reputation(closet_id: int) -> Reputation:
    """What everybody may know of a closet, as it stands now. One query."""
    since = timezone.now() - timedelta(days=rules.TOP_DAYS)
    [row] = _REPUTATION.rows({"closet": closet_id, "since": since, "latest": LATEST})
    stars, (seconds, shipped, accepted) = tuple(row[:BEST]), row[BEST:]
    days = max(0.0, seconds / 86_400) if shipped >= LEAST_SHIPPED else None
    return Reputation(stars, days, _badges(stars, days, shipped, accepted))


def stars_beside(closet: Closet) -> Reputation:
    """The stars alone, of a closet that was loaded with its `reputation`. No query."""
    kept = getattr(closet, "reputation", None) or ClosetReputation(pk=closet.pk)
    return Reputation(tuple(getattr(kept, f"stars_{stars}") for stars in STARS))


def _badges(stars: tuple[int, ...], days: float | None, shipped: int, accepted: int) -> list[Badge]:
    average = _average(stars)
    earned = {
        rules.FIVE_STARS: average is not None
        and average >= rules.FIVE_STAR_AVERAGE
        and sum(stars) >= rules.FIVE_STAR_RATINGS,
        rules.FAST: days is not None and days <= rules.FAST_DAYS and shipped >= rules.FAST_ORDERS,
        rules.TOP: accepted >= rules.TOP_SALES,
    }
    return [badge for badge in rules.BADGES if earned[badge]]


def _average(stars: tuple[int, ...]) -> float | None:
    count = sum(stars)
    return sum(n * of for n, of in zip(STARS, stars, strict=True)) / count if count else None


def reputation_shift(closet: Closet, changes: Mapping[int, int]) -> None:
    """Adds to the closet's counts: {stars: by how much}. In the act's transaction."""
    moved = {f"stars_{stars}": by for stars, by in changes.items() if by}
    if not moved:
        return
    row, is_new = ClosetReputation.objects.get_or_create(closet=closet, defaults=_zero(moved))
    if not is_new:
        fields: dict[str, Any] = {name: F(name) + by for name, by in moved.items()}
        ClosetReputation.objects.filter(pk=row.pk).update(**fields)


def _zero(moved: Mapping[str, int]) -> Mapping[str, int]:
    """A first row holds what comes in."""
    return {name: max(by, 0) for name, by in moved.items()}
