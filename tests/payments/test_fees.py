"""What the seller pays and earns (P2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from payments.fees import fee_cents, fee_schedules_keep, net_cents
from payments.models import FeeSchedule


@pytest.mark.parametrize(
    ("price", "fee"),
    [
        (300, 295),
        (1499, 295),
        (1500, 300),
        (1502, 300),
        (1503, 301),
        (4000, 800),
        (100, 100),
        (0, 0),
    ],
)
def test_the_fee_is_flat_below_15_dollars_and_a_fifth_above(price: int, fee: int) -> None:
    assert fee_cents(price) == fee
    assert net_cents(price) == price - fee


def test_half_a_cent_rounds_up() -> None:
    card = FeeSchedule(threshold_cents=0, flat_cents=0, rate_bp=50)
    assert (card.fee_cents(99), card.fee_cents(100), card.fee_cents(101)) == (0, 1, 1)


def test_it_refuses_a_negative_price() -> None:
    with pytest.raises(ValueError, match="never negative"):
        fee_cents(-1)


@given(st.integers(0, 10**9))
def test_the_seller_never_earns_less_than_nothing(price: int) -> None:
    assert 0 <= net_cents(price) <= price


def test_a_dated_row_takes_over_at_its_moment(db: None) -> None:
    change = timezone.now() + timedelta(days=1)
    FeeSchedule.objects.create(
        effective_from=change, threshold_cents=2000, flat_cents=350, rate_bp=1500, note="Test"
    )
    fee_schedules_keep([], seconds=-1)
    assert fee_cents(4000) == 800
    assert fee_cents(4000, at=change - timedelta(seconds=1)) == 800
    assert fee_cents(4000, at=change) == 600
    assert fee_cents(1999, at=change) == 350


def test_the_card_is_read_once_for_many_prices(db: None, django_assert_num_queries: Any) -> None:
    fee_schedules_keep([], seconds=-1)
    with django_assert_num_queries(1):
        assert [fee_cents(price) for price in (1500, 1550)] == [300, 310]
