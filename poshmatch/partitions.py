"""Day partitions of the signals table."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

AHEAD = timedelta(days=7)
_CREATE = """
CREATE TABLE "{name}" (
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    user_id bigint NOT NULL,
    listing_id bigint,
    brand_id bigint,
    closet_id bigint,
    taken_back boolean NOT NULL DEFAULT false,
    kind varchar(16) NOT NULL,
    CONSTRAINT signal_has_one_subject CHECK (num_nonnulls(listing_id, brand_id, closet_id) = 1)
)
"""
"""In an order that needs no padding, which takes 8 bytes of each row in the parent's."""
_NAMES = "created_at, user_id, listing_id, brand_id, closet_id, taken_back, kind"
_MOVE = f"""
WITH moved AS (DELETE FROM poshmatch_signal_default
               WHERE created_at >= %s AND created_at < %s RETURNING {_NAMES})
INSERT INTO "{{name}}" ({_NAMES}) SELECT {_NAMES} FROM moved
"""  # noqa: S608 - names of our own
_ATTACH = 'ALTER TABLE poshmatch_signal ATTACH PARTITION "{name}" FOR VALUES FROM (%s) TO (%s)'


def partitions_ensure(*, first: date | None = None, last: date | None = None) -> int:
    """Creates the missing partitions from `first` (today) to `last` (a week ahead); how many.

    A row of a day without a partition lands in the default one, so nothing is ever refused.
    """
    today = timezone.now().date()
    day, last = first or today, last or today + AHEAD
    made = 0
    while day <= last:
        made += _ensure(day)
        day += timedelta(days=1)
    return made


def partition_name(day: date) -> str:
    """The table that holds a day's signals, UTC."""
    return f"poshmatch_signal_{day:%Y%m%d}"


@transaction.atomic
def _ensure(day: date) -> bool:
    """Makes the day's partition and moves into it what the default one kept for that day."""
    name = partition_name(day)
    span = [day.isoformat(), (day + timedelta(days=1)).isoformat()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone() != (None,):
            return False
        cursor.execute(_CREATE.format(name=name))
        cursor.execute(_MOVE.format(name=name), span)
        cursor.execute(_ATTACH.format(name=name), span)
    return True
