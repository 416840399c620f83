"""From a seller's balance to their bank, through Stripe Connect (P4)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class ConnectedAccount(models.Model):
    """A seller's Stripe Connect account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="connected_account"
    )
    account = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)


class Payout(models.Model):
    """One payout a seller asked for. Amount in cents."""

    class Status(models.TextChoices):
        REQUESTED = "requested", "Requested"
        SENT = "sent", "On its way to your bank"
        PAID = "paid", "Paid"
        FAILED = "failed", "Failed, back in your balance"

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payouts"
    )
    amount_cents = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    stripe_transfer = models.CharField(max_length=64, blank=True)
    stripe_payout = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="payout_of_something"
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="payout_unsent",
                condition=models.Q(status="requested"),
            )
        ]

    def __str__(self) -> str:
        return f"Payout {self.reference.hex[:8]}"
