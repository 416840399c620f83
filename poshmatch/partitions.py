"""Day partitions of what is only ever appended: made ahead, and let go when they are old."""

import re
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from closets.lib.sql import rows

SIGNALS, IMPRESSIONS = "poshmatch_signal", "poshmatch_impression"
AHEAD = timedelta(days=7)
IMPRESSIONS_KEPT = timedelta(days=30)
"""By then each day has been rolled up, see services/feed_days.py."""
SIGNALS_KEPT = timedelta(days=180)
"""So far back a training looks. A month that is older is merged into one partition."""
_CREATE = 'CREATE TABLE "{name}" (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
_MOVE = """
WITH moved AS (DELETE FROM {table}_default
               WHERE created_at >= %s AND created_at < %s RETURNING *)
INSERT INTO "{name}" SELECT * FROM moved
"""
_ATTACH = 'ALTER TABLE {table} ATTACH PARTITION "{name}" FOR VALUES FROM (%s) TO (%s)'
_DETACH = 'ALTER TABLE {table} DETACH PARTITION "{name}"'
_NET = """
INSERT INTO "{name}"
SELECT DISTINCT ON (user_id, kind, listing_id, brand_id, closet_id) * FROM poshmatch_signal
WHERE created_at >= %s AND created_at < %s AND kind NOT IN ('view', 'search')
ORDER BY user_id, kind, listing_id, brand_id, closet_id, created_at DESC
"""
_PARTITIONS = """
SELECT c.relname FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent = %s::regclass ORDER BY c.relname
"""


def partitions_ensure(
    table: str = SIGNALS, *, first: date | None = None, last: date | None = None
) -> int:
    """Creates the missing partitions from `first` (today) to `last` (a week ahead); how many.

    A row of a day without a partition lands in the default one, so nothing is ever refused.
    """
    today = timezone.now().date()
    day, last = first or today, last or today + AHEAD
    made = 0
    while day <= last:
        made += _ensure(table, day)
        day += timedelta(days=1)
    return made


def partition_name(day: date, table: str = SIGNALS) -> str:
    """The table that holds a day's rows, UTC."""
    return f"{table}_{day:%Y%m%d}"


def impressions_drop(today: date) -> int:
    """Drops the days that are older than IMPRESSIONS_KEPT; how many."""
    old = [day for day in _days(IMPRESSIONS) if day < today - IMPRESSIONS_KEPT]
    for day in old:
        _drop(IMPRESSIONS, [partition_name(day, IMPRESSIONS)])
    return len(old)


def signals_merge(today: date) -> int:
    """Merges months that are older than SIGNALS_KEPT, a partition for each; how many.

    Of what a member did twice or took back, the last stands; looks and searches are let go. So a
    member who comes back after a year finds their taste, and ten years are 120 partitions.
    """
    days = _days(SIGNALS)
    months = sorted({day.replace(day=1) for day in days})
    old = [month for month in months if _month_after(month) <= today - SIGNALS_KEPT]
    for month in old:
        _merge(month, [day for day in days if day.replace(day=1) == month])
    return len(old)


def _days(table: str) -> list[date]:
    """The days that have a partition."""
    names = [name for (name,) in rows(_PARTITIONS, [table])]
    found = (re.fullmatch(rf"{table}_(\d{{4}})(\d\d)(\d\d)", name) for name in names)
    return [date(int(one[1]), int(one[2]), int(one[3])) for one in found if one]


def _month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


@transaction.atomic
def _merge(month: date, days: list[date]) -> None:
    """Rows of these days into the month's partition, which takes the days' place at once."""
    name, span = f"{SIGNALS}_{month:%Y%m}", [month.isoformat(), _month_after(month).isoformat()]
    parts = [partition_name(day) for day in days]
    with connection.cursor() as cursor:
        for part in parts:
            cursor.execute(f'LOCK TABLE "{part}" IN SHARE ROW EXCLUSIVE MODE')
        cursor.execute("SET LOCAL statement_timeout = 0")  # a month of a large shop takes a while
        cursor.execute(_CREATE.format(name=name, table=SIGNALS))
        cursor.execute(_NET.format(name=name), span)
        _drop(SIGNALS, parts)
        cursor.execute(_MOVE.format(name=name, table=SIGNALS), span)
        cursor.execute(_ATTACH.format(name=name, table=SIGNALS), span)


@transaction.atomic
def _drop(table: str, parts: list[str]) -> None:
    with connection.cursor() as cursor:
        for part in parts:
            cursor.execute(_DETACH.format(table=table, name=part))
            cursor.execute(f'DROP TABLE "{part}"')


@transaction.atomic
def _ensure(table: str, day: date) -> bool:
    """Makes the day's partition and moves into it what the default one kept for that day."""
    name = partition_name(day, table)
    span = [day.isoformat(), (day + timedelta(days=1)).isoformat()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone() != (None,):
            return False
        cursor.execute(_CREATE.format(name=name, table=table))
        cursor.execute(_MOVE.format(name=name, table=table), span)
        cursor.execute(_ATTACH.format(name=name, table=table), span)
    return True
