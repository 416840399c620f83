"""Day partitions of the signals table."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

AHEAD = timedelta(days=7)


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


def _ensure(day: date) -> bool:
    name = f"poshmatch_signal_{day:%Y%m%d}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone() != (None,):
            return False
        cursor.execute(
            f'CREATE TABLE "{name}" PARTITION OF poshmatch_signal FOR VALUES FROM (%s) TO (%s)',
            [day.isoformat(), (day + timedelta(days=1)).isoformat()],
        )
    return True
