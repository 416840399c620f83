"""The embedded carrier's own books: parcels that it took on and the scans it will make.

The rest of shipping never reads them; it hears of scans through the signed webhook alone.
"""

import uuid

from django.db import models

from shipping.models.tracking import ScanKind


class EmbeddedParcel(models.Model):
    """A parcel in the simulated network; bought once per idempotency key."""

    idempotency_key = models.CharField(max_length=64, unique=True)
    tracking_number = models.CharField(max_length=40, unique=True)
    from_zip = models.CharField(max_length=5)
    to_zip = models.CharField(max_length=5)
    to_place = models.CharField(max_length=60)
    weight_lb = models.PositiveSmallIntegerField()
    bought_at = models.DateTimeField()
    expected_on = models.DateField()
    voided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.tracking_number


class EmbeddedScan(models.Model):
    """A scan planned for `due_at`; once due it is sent, and never changes again."""

    parcel = models.ForeignKey(EmbeddedParcel, on_delete=models.CASCADE, related_name="scans")
    event_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=ScanKind.choices)
    description = models.CharField(max_length=200)
    place = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["parcel", "position"], name="embedded_scan_position")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="embedded_scan_unsent",
                condition=models.Q(sent_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.parcel_id}/{self.position} {self.kind}"
