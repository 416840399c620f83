"""What the trainer reads of members' signals."""

from datetime import timedelta

import numpy as np
from django.utils import timezone

from closets.models import User
from poshmatch.models import Signal
from poshmatch.rows import day_of
from poshmatch.services.history import signals_since
from poshmatch.services.signals import signal_record

Kind = Signal.Kind


def test_signals_are_read_as_columns(ana: User, bea: User) -> None:
    signal_record(user_id=ana.pk, kind=Kind.LIKE, listing_id=7)
    signal_record(user_id=bea.pk, kind=Kind.PURCHASE, listing_id=8)
    signal_record(user_id=bea.pk, kind=Kind.FOLLOW_BRAND, brand_id=9)
    read = signals_since(timezone.now() - timedelta(days=1))
    assert list(zip(read.member, read.item, read.weight, strict=True)) == [
        (ana.pk, 7, 0.5),
        (bea.pk, 8, 1.0),
    ]
    first = Signal.objects.earliest("created_at").created_at
    assert np.isclose(read.day[0], day_of(first), atol=1e-9)


def test_the_newest_of_a_kind_is_the_one_that_holds(ana: User) -> None:
    for listing_id, kinds in {1: "+-", 2: "+-+", 3: "-"}.items():
        for sign in kinds:
            signal_record(
                user_id=ana.pk, kind=Kind.LIKE, listing_id=listing_id, taken_back=sign == "-"
            )
    signal_record(user_id=ana.pk, kind=Kind.SHARE, listing_id=1)
    read = signals_since(timezone.now() - timedelta(days=1))
    assert sorted(read.item) == [1, 2]
    assert len(read) == 2


def test_what_is_too_long_ago_is_not_read(ana: User) -> None:
    signal_record(user_id=ana.pk, kind=Kind.LIKE, listing_id=7)
    assert len(signals_since(timezone.now() + timedelta(seconds=1))) == 0


def test_of_too_many_signals_those_of_some_members_are_read_whole(ana: User) -> None:
    for user_id in range(1000, 1400):
        for listing_id in (1, 2):
            signal_record(user_id=user_id, kind=Kind.LIKE, listing_id=listing_id)
    since = timezone.now() - timedelta(days=1)
    read, again = (signals_since(since, most=400) for _ in range(2))
    assert 300 < len(read) < 500
    assert set(np.unique(read.member, return_counts=True)[1]) == {2}
    assert np.array_equal(read.member, again.member)
    assert len(signals_since(since, most=800)) == 800
