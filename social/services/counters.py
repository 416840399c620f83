"""Counters that move in the transaction of the act they count, and never make it wait."""

from dataclasses import dataclass

from django.db import connection, transaction

from closets.lib.sql import rows

FOLDED = 1000
"""Counter rows folded in one transaction."""
_ADD = """
WITH taken AS (
    UPDATE {table} SET {field} = {field} + %(by)s
    WHERE {key} = (SELECT {key} FROM {table} WHERE {key} = %(pk)s FOR NO KEY UPDATE SKIP LOCKED)
        AND {field} + %(by)s >= 0
    RETURNING 1)
INSERT INTO {deltas} ({key}, {fields})
SELECT %(pk)s, {values} WHERE NOT EXISTS (SELECT FROM taken)
"""
_WAITING = "SELECT DISTINCT {key} FROM {deltas} ORDER BY 1 LIMIT %(most)s"
_MISSING = """
INSERT INTO {table} ({key}, {fields})
SELECT id, {zeros} FROM {owners} WHERE id = ANY(%(ids)s) ORDER BY id ON CONFLICT DO NOTHING
"""
_LOCK = "SELECT FROM {table} WHERE {key} = ANY(%(ids)s) ORDER BY {key} FOR NO KEY UPDATE"
_FOLD = """
WITH gone AS (DELETE FROM {deltas} WHERE {key} = ANY(%(ids)s) RETURNING *),
s AS (SELECT {key}, {sums} FROM gone GROUP BY {key})
UPDATE {table} AS c SET {added} FROM s WHERE c.{key} = s.{key}
"""


@dataclass(frozen=True)
class Counters:
    """A table of counters, the table of its deltas, the table of what is counted, its key and its
    columns."""

    table: str
    deltas: str
    owners: str
    key: str
    columns: tuple[str, ...]

    def sql(self, template: str, **more: str) -> str:
        """The template with the names of these tables and columns put in."""
        return template.format(
            table=self.table,
            deltas=self.deltas,
            owners=self.owners,
            key=self.key,
            fields=", ".join(self.columns),
            zeros=", ".join("0" for _ in self.columns),
            sums=", ".join(f"sum({name}) AS {name}" for name in self.columns),
            added=", ".join(f"{name} = c.{name} + s.{name}" for name in self.columns),
            **more,
        )


LISTINGS = Counters(
    table="social_listingcounts",
    deltas="social_listingdelta",
    owners="listings_listing",
    key="listing_id",
    columns=("likes", "shares", "comments"),
)
CLOSETS = Counters(
    table="social_closetcounts",
    deltas="social_closetdelta",
    owners="closets_closet",
    key="closet_id",
    columns=("followers", "following"),
)


def listing_count(listing_id: int, field: str, by: int) -> None:
    """Adds `by` to the listing's `likes`, `shares` or `comments`."""
    _add(LISTINGS, listing_id, field, by)


def closet_count(closet_id: int, field: str, by: int) -> None:
    """Adds `by` to the closet's `followers` or `following`."""
    _add(CLOSETS, closet_id, field, by)


def counts_fold() -> int:
    """Folds deltas into their rows; returns how many rows it moved, 0 when none waits."""
    return _fold(LISTINGS) + _fold(CLOSETS)


def _add(counters: Counters, pk: int, field: str, by: int) -> None:
    """Moves the counter when its row is free, and leaves a delta when it is held or not there.

    The row never goes below 0 by itself: it may wait for a delta that another act left.
    """
    values = ", ".join("%(by)s" if name == field else "0" for name in counters.columns)
    with connection.cursor() as cursor:
        cursor.execute(counters.sql(_ADD, field=field, values=values), {"pk": pk, "by": by})


@transaction.atomic
def _fold(counters: Counters) -> int:
    """Locks the rows first and reads the deltas after, so that their sum is never below 0."""
    waiting = [pk for (pk,) in rows(counters.sql(_WAITING), {"most": FOLDED})]
    with connection.cursor() as cursor:
        for step in (_MISSING, _LOCK, _FOLD) if waiting else ():
            cursor.execute(counters.sql(step), {"ids": waiting})
    return len(waiting)
