"""A label: bought once from a carrier, kept as the bytes that were printed."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shipping.models.shipment import Shipment

VOID_UNSENT = Q(voided_at__isnull=False, bought_at__isnull=False, carrier_voided_at__isnull=True)


class LabelQuerySet(models.QuerySet["Label"]):
    """Labels, shaped for pages and sweeps."""

    def printable(self) -> Self:
        """Bought and not voided."""
        return self.filter(voided_at=None, bought_at__isnull=False)

    def void_due(self) -> Self:
        """Voided here and not yet given back to the carrier."""
        return self.filter(VOID_UNSENT)


class Label(models.Model):
    """One purchase at a carrier. The row comes first, the carrier is asked after.

    A live label is one that nobody voided; a shipment has at most one. The three hashes name files
    in the default storage.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="labels")
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    carrier = models.CharField(max_length=20)
    weight_class = models.PositiveSmallIntegerField()
    tracking_number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    cost_cents = models.PositiveIntegerField(null=True, blank=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    letter_hash = models.CharField(max_length=64, blank=True)
    png_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    bought_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    carrier_voided_at = models.DateTimeField(null=True, blank=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shipment"],
                condition=Q(voided_at__isnull=True),
                name="label_one_live_per_shipment",
            ),
            models.CheckConstraint(
                condition=Q(bought_at__isnull=True)
                | (Q(tracking_number__isnull=False) & ~Q(pdf_hash="")),
                name="label_bought_is_complete",
            ),
        ]
        indexes = [
            models.Index(
                fields=["voided_at"],
                name="label_void_unsent",
                condition=VOID_UNSENT,
            )
        ]

    def __str__(self) -> str:
        return f"Label {self.tracking_number or 'being made'}"
