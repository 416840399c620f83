"""Reminders to ship (H6): one row for each that was sent, so that none is sent twice."""

from django.db import models
from django.utils import timezone

from payments.models.order import Order


class ShipReminder(models.Model):
    """The seller was reminded on this day after the sale."""

    order = models.ForeignKey(
        Order, on_delete=models.CASCADE, related_name="ship_reminders", db_index=False
    )
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "day"], name="ship_reminder_once")]
