"""Day partitions of the signals (F2)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from poshmatch.models import Signal
from poshmatch.partitions import partitions_ensure
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
