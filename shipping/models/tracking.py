"""What carriers report: their webhooks as they came, and the scans read from them."""

from django.db import models

from shipping.models.shipment import Shipment
from shipping.transitions import Status


class ScanKind(models.TextChoices):
    """What a scan says; all but a notice name the state that it proves."""

    NOTICE = "notice", "Notice"
    ACCEPTED = Status.ACCEPTED.value, "Accepted"
    IN_TRANSIT = Status.IN_TRANSIT.value, "In transit"
    OUT_FOR_DELIVERY = Status.OUT_FOR_DELIVERY.value, "Out for delivery"
    DELIVERED = Status.DELIVERED.value, "Delivered"
    RETURNED = Status.RETURNED.value, "Returned to the sender"


class TrackingEvent(models.Model):
    """One scan, append-only; `occurred_at` is the carrier's time, `received_at` ours."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="events")
    carrier_event_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=ScanKind.choices)
    description = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["occurred_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "carrier_event_id"], name="tracking_event_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ScanKind.values), name="tracking_event_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_at:%Y-%m-%d %H:%M}"


class CarrierWebhook(models.Model):
    """A signed message from a carrier, stored as it came, once, and handled once."""

    carrier = models.CharField(max_length=20)
    event_id = models.CharField(max_length=100)
    body = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carrier", "event_id"], name="carrier_webhook_once")
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="carrier_webhook_unhandled",
                condition=models.Q(handled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.event_id}"
