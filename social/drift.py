"""The nightly look at the counters: each one against the rows it counts."""

import logging
from dataclasses import dataclass

from django.db import connection, transaction

from social.services.counters import CLOSETS, LISTINGS, Counters

log = logging.getLogger(__name__)
LISTED = 1000
_DRIFTED = """
SELECT coalesce(n.pk, x.pk), coalesce(n.shown, 0), coalesce(x.counted, 0) FROM (
    SELECT pk, sum(shown) AS shown FROM (
        SELECT {key} AS pk, {field} AS shown FROM {table}
        UNION ALL SELECT {key}, {field} FROM {deltas}) AS parts
    GROUP BY pk) AS n
FULL JOIN (SELECT pk, count(*) AS counted FROM ({acts}) AS acts GROUP BY pk) AS x ON x.pk = n.pk
WHERE coalesce(n.shown, 0) <> coalesce(x.counted, 0) ORDER BY 1 LIMIT %s
"""

COUNTED: tuple[tuple[str, Counters, str], ...] = (
    ("likes", LISTINGS, "SELECT listing_id AS pk FROM social_like"),
    ("shares", LISTINGS, "SELECT listing_id AS pk FROM social_share"),
    ("comments", LISTINGS, "SELECT listing_id AS pk FROM social_comment WHERE deleted_at IS NULL"),
    ("followers", CLOSETS, "SELECT closet_id AS pk FROM social_closetfollow"),
    (
        "following",
        CLOSETS,
        "SELECT c.id AS pk FROM social_closetfollow x JOIN closets_closet c USING (user_id)",
    ),
)
"""Each counter, where it is, and the rows it counts."""


@dataclass(frozen=True)
class Drift:
    """A counter that says `shown` where there are `counted` rows; pk: of the listing or closet."""

    field: str
    pk: int
    shown: int
    counted: int

    def __str__(self) -> str:
        return f"{self.field} of {self.pk}: shown {self.shown}, counted {self.counted}"


@transaction.atomic
def drifts() -> list[Drift]:
    """The first thousand of each counter that drifted; [] when all are exact. Takes minutes at the
    full size, and locks nothing."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for field, counters, acts in COUNTED:
            cursor.execute(counters.sql(_DRIFTED, field=field, acts=acts), [LISTED])
            found += [Drift(field, *row) for row in cursor.fetchall()]
    return found


def drifts_log() -> int:
    """Logs each drift as an error; returns how many there are."""
    found = drifts()
    for drift in found:
        log.error("counter drifted: %s", drift)
    return len(found)
