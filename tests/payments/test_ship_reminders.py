"""Reminders to ship at 2, 4 and 6 days, by day where the seller lives (H6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from closets.models import User
from listings.models import Listing
from payments.models import Order, ShipReminder
from payments.orders.cancelling import order_cancel
from payments.orders.life import order_shipped
from payments.orders.reminding import ship_reminders_send
from social.news.choices import Wishes, wishes_set
from tests.payments.shop import bought

NOON = datetime(2026, 6, 1, 16, tzinfo=UTC)
"""Noon in New York, 9 in Los Angeles, 6 in Honolulu."""


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Sold at noon."""
    order = bought(buyer, dress)
    Order.objects.filter(pk=order.pk).update(placed_at=NOON)
    return Order.objects.get(pk=order.pk)


def sent(after: timedelta) -> int:
    with time_machine.travel(NOON + after, tick=False):
        return ship_reminders_send()


def days() -> list[int]:
    return list(ShipReminder.objects.order_by("pk").values_list("day", flat=True))


def test_a_seller_is_reminded_at_2_4_and_6_days_once_each(order: Order, ana: User) -> None:
    hours = range(0, 10 * 24, 6)
    assert sum(sent(timedelta(hours=hour)) for hour in hours) == 3
    assert days() == [2, 4, 6]
    texts = ana.news.filter(text__startswith="Please ship").order_by("pk")
    assert [row.text for row in texts] == [
        f"Please ship: your buyer has waited {day} days" for day in (2, 4, 6)
    ]
    assert order.mails.filter(subject__startswith="Please ship").count() == 3


def test_nobody_is_reminded_before_two_days(order: Order) -> None:
    assert sent(timedelta(days=2, seconds=-1)) == 0


@pytest.mark.parametrize(
    ("zone", "hour", "count"),
    [
        ("America/New_York", 12, 0),  # midnight there
        ("America/New_York", 21, 1),  # nine in the morning
        ("America/Los_Angeles", 23, 0),  # eight in the morning
        ("America/Los_Angeles", 24, 1),  # nine in the morning
        ("Pacific/Honolulu", 24, 0),  # six in the morning
    ],
)
def test_it_is_day_where_the_seller_lives(
    zone: str, hour: int, count: int, order: Order, ana: User
) -> None:
    wishes_set(user=ana, wishes=Wishes(zone=zone))
    assert sent(timedelta(days=2, hours=hour)) == count


def test_after_a_standstill_only_the_latest_is_sent(order: Order) -> None:
    assert sent(timedelta(days=5)) == 1
    assert sent(timedelta(days=5, minutes=5)) == 0
    assert days() == [4]


@pytest.mark.parametrize("act", ["ship", "cancel"])
def test_what_is_shipped_or_cancelled_is_left_alone(act: str, order: Order, ana: User) -> None:
    if act == "ship":
        order_shipped(order=order, at=NOON)
    else:
        order_cancel(order=order, actor=ana, reason="torn")
    assert sent(timedelta(days=6)) == 0
    assert days() == []
