"""Day partitions of the signals (F2)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from closets.lib.sql import rows
from poshmatch.models import Signal
from poshmatch.partitions import (
    IMPRESSIONS,
    impressions_drop,
    partitions_ensure,
    signals_merge,
)
from poshmatch.services.signals import signal_record

MEMBER = 9_000_000_001
"""Nobody: what other tests committed is of members with small ids."""


def partition_of(user_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM poshmatch_signal WHERE user_id = %s", [user_id]
        )
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_signal_is_kept_by_its_day_or_in_the_default_before() -> None:
    signal_record(user_id=MEMBER, kind=Signal.Kind.LIKE, listing_id=1)
    assert partition_of(MEMBER) == "poshmatch_signal_default"
    tomorrow = timezone.now().date() + timedelta(days=1)
    assert partitions_ensure(first=tomorrow) == 7
    assert partitions_ensure(first=tomorrow) == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO poshmatch_signal (user_id, kind, listing_id, created_at)"
            " VALUES (%s, 'like', 1, %s)",
            [MEMBER + 1, tomorrow],
        )
    assert partition_of(MEMBER + 1) == f"poshmatch_signal_{tomorrow:%Y%m%d}"


@pytest.mark.django_db
def test_what_the_default_kept_moves_into_its_day() -> None:
    signal_record(user_id=MEMBER, kind=Signal.Kind.LIKE, listing_id=1)
    today = timezone.now().date()
    assert partitions_ensure(first=today, last=today) == 1
    assert partition_of(MEMBER) == f"poshmatch_signal_{today:%Y%m%d}"
    assert Signal.objects.filter(user_id=MEMBER).count() == 1


@pytest.mark.django_db
def test_old_impressions_are_dropped_by_the_day() -> None:
    today = date(2020, 3, 1)
    partitions_ensure(IMPRESSIONS, first=today - timedelta(days=33), last=today)
    assert impressions_drop(today) == 3
    assert impressions_drop(today) == 0
    [(left,)] = rows("SELECT count(*) FROM pg_class WHERE relname ~ 'impression_2020....$'", [])
    assert left == 31


@pytest.mark.django_db
def test_an_old_month_of_signals_becomes_one_partition_of_what_stands() -> None:
    partitions_ensure(first=date(2020, 1, 1), last=date(2020, 1, 31))
    for day, kind, taken_back in [(2, "like", False), (3, "like", True), (4, "view", False)]:
        _insert(1, kind, date(2020, 1, day), taken_back)
    _insert(2, "like", date(2020, 1, 5))
    assert signals_merge(date(2020, 7, 29)) == 0
    assert signals_merge(date(2020, 8, 1)) == 1
    assert signals_merge(date(2020, 8, 1)) == 0
    assert partition_of(MEMBER) == "poshmatch_signal_202001"
    kept = Signal.objects.filter(user_id=MEMBER).order_by("listing_id")
    assert [(one.listing_id, one.kind, one.taken_back) for one in kept] == [
        (1, "like", True),
        (2, "like", False),
    ]


def _insert(listing: int, kind: str, day: date, taken_back: bool = False) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO poshmatch_signal (user_id, kind, listing_id, taken_back, created_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            [MEMBER, kind, listing, taken_back, day],
        )
