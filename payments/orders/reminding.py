"""Reminding sellers to ship (H6): by day where they live, and never once the carrier has it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from payments.models import Order, ShipReminder
from payments.models.order import OrderQuerySet
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderStatus
from social.news.choices import ZONES, Wishes

BATCH = 500
DAY = (time(9), time(20))
"""Between which hours, by the clock on the seller's wall, they are reminded."""


def ship_reminders_send() -> int:
    """Reminds those whose turn it is; returns how many.

    Who was not reminded in time (beat stood still) hears of the latest turn alone.
    """
    now = timezone.now()
    return sum(_remind(order, now) for order in _due(now).order_by("placed_at")[:BATCH])


def _due(now: datetime) -> OrderQuerySet:
    waiting = Order.objects.filter(status=OrderStatus.IN_PROCESS)
    return waiting.filter(_turn(now), _awake(now)).for_pages()


def _turn(now: datetime) -> Q:
    """The condition that a turn has come, and that neither it nor a later one was taken."""
    found = Q(pk=None)
    until = None
    for day in sorted(settings.SHIP_REMINDER_DAYS, reverse=True):
        sent = ShipReminder.objects.filter(order=OuterRef("pk"), day__gte=day)
        turn = Q(placed_at__lte=now - timedelta(days=day)) & Q(~Exists(sent))
        if until is not None:
            turn &= Q(placed_at__gt=now - timedelta(days=until))
        found, until = found | turn, day
    return found


def _awake(now: datetime) -> Q:
    """The condition that it is day where the seller lives."""
    zones = [zone for zone in ZONES if DAY[0] <= now.astimezone(ZoneInfo(zone)).time() < DAY[1]]
    awake = Q(closet__user__news_times__time_zone__in=zones)
    return awake | Q(closet__user__news_times=None) if Wishes().zone in zones else awake


@transaction.atomic
def _remind(order: Order, now: datetime) -> bool:
    """Once, and only while it is not shipped: a scan waits for this row, or this for the scan."""
    held = Order.objects.select_for_update(no_key=True).filter(
        pk=order.pk, status=OrderStatus.IN_PROCESS
    )
    if not held.exists() or order.placed_at is None:
        return False
    age = now - order.placed_at
    day = max(day for day in settings.SHIP_REMINDER_DAYS if age >= timedelta(days=day))
    _, is_new = ShipReminder.objects.get_or_create(order=order, day=day)
    if is_new:
        order_tell(
            order,
            order.closet.user,
            f"Please ship: your buyer has waited {day} days",
            f"Order {order.number} is not with the carrier yet. Print the label, pack the item and "
            "drop the parcel off. From the eighth day on the buyer may cancel.",
        )
    return is_new
