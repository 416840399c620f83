"""The rules of time hold to the second, whatever the clocks on the wall do (P4, P6, X3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.orders.clock import (
    acceptance_ends,
    buyer_may_cancel,
    is_overdue,
    may_undo,
    undo_ends,
)

ZONES = ["UTC", "America/New_York", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"]
SECOND = timedelta(seconds=1)
# around the nights on which the clocks of New York and Lord Howe go forward and back in 2026
NIGHTS = [datetime(2026, *day, 6, tzinfo=UTC) for day in [(3, 8), (11, 1), (4, 4), (10, 3)]]

moments = st.builds(
    lambda night, seconds, zone: (night + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone)),
    st.sampled_from(NIGHTS),
    st.integers(-30 * 86_400, 30 * 86_400),
    st.sampled_from(ZONES),
)
ages = st.integers(0, 30 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


def later(moment: datetime, age: timedelta, zone: str) -> datetime:
    """So much real time later, as a clock in another place shows it."""
    return (moment.astimezone(UTC) + age).astimezone(ZoneInfo(zone))


@given(moments, ages, st.sampled_from(ZONES))
def test_only_elapsed_time_counts(placed: datetime, age: timedelta, zone: str) -> None:
    now = later(placed, age, zone)
    assert may_undo(placed, now) == (age < timedelta(minutes=10))
    within, waited = age < timedelta(hours=3), age >= timedelta(days=7)
    assert buyer_may_cancel(placed, now) == (within or waited)
    assert is_overdue(placed, now) == (age >= timedelta(days=21))


@given(moments, st.sampled_from(ZONES))
def test_each_edge_is_to_the_second(placed: datetime, zone: str) -> None:
    def at(age: timedelta) -> datetime:
        return later(placed, age, zone)

    assert buyer_may_cancel(placed, at(timedelta(hours=3) - SECOND))
    assert not buyer_may_cancel(placed, at(timedelta(hours=3)))
    assert not buyer_may_cancel(placed, at(timedelta(days=7) - SECOND))
    assert buyer_may_cancel(placed, at(timedelta(days=7)))
    assert not is_overdue(placed, at(timedelta(days=21) - SECOND))
    assert may_undo(placed, undo_ends(placed.astimezone(UTC)) - SECOND)


@given(moments)
def test_a_buyer_has_72_hours_to_accept(delivered: datetime) -> None:
    utc = delivered.astimezone(UTC)
    assert acceptance_ends(utc) - utc == timedelta(hours=72)


@pytest.mark.parametrize(
    ("placed", "edge"),
    [
        ("2026-03-08T01:30:00-05:00", "2026-03-08T05:30:00-04:00"),  # the night has 23 hours
        ("2026-11-01T00:30:00-04:00", "2026-11-01T02:30:00-05:00"),  # and this one 25
    ],
)
def test_three_hours_in_a_night_when_the_clock_jumps(placed: str, edge: str) -> None:
    start, end = datetime.fromisoformat(placed), datetime.fromisoformat(edge)
    assert buyer_may_cancel(start, end - SECOND)
    assert not buyer_may_cancel(start, end)
