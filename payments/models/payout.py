"""From a seller's balance to their bank, through Stripe Connect (P4)."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

RECALL_DUE = models.Q(status="failed", recalled_at=None) & ~models.Q(stripe_transfer="")


class ConnectedAccount(models.Model):
    """A seller's Stripe Connect account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="connected_account"
    )
    account = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)


class PayoutQuerySet(models.QuerySet["Payout"]):
    """Payouts, shaped for sweeps."""

    def unsent(self) -> Self:
        return self.filter(status="requested")

    def to_recall(self) -> Self:
        """Failed, with the money still at the seller's Stripe account."""
        return self.filter(RECALL_DUE)


class Payout(models.Model):
    """One payout a seller asked for. Amount in cents, of which `fee_cents` for an instant one.

    Money that reached the seller's Stripe account but not their bank is recalled from there;
    `recalled_at` says when that was done.
    """

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
    fee_cents = models.PositiveIntegerField(default=0)
    is_instant = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    stripe_transfer = models.CharField(max_length=64, blank=True)
    stripe_payout = models.CharField(max_length=64, null=True, unique=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    objects = PayoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=models.F("fee_cents")),
                name="payout_of_something",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="payout_unsent",
                condition=models.Q(status="requested"),
            ),
            models.Index(fields=["created_at"], name="payout_to_recall", condition=RECALL_DUE),
        ]

    def __str__(self) -> str:
        return f"Payout {self.reference.hex[:8]}"

    @property
    def sent_cents(self) -> int:
        """What goes to the bank."""
        return self.amount_cents - self.fee_cents
