"""Disputes (chargebacks): a buyer's bank takes a payment back."""

from typing import Self

from django.db import models
from django.utils import timezone

from payments.models.order import Checkout


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Disputes, shaped for guards."""

    def open(self) -> Self:
        return self.filter(status="open")


class Dispute(models.Model):
    """One chargeback of one payment. Amount in cents, without Stripe's fee for it.

    While it is open the money lies with the bank; nothing of the payment is released, cancelled or
    refunded.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        WON = "won", "Won"
        LOST = "lost", "Lost"

    stripe_dispute = models.CharField(max_length=64, unique=True)
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="disputes")
    payment_intent = models.CharField(max_length=64, db_index=True)
    amount_cents = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    due_by = models.DateTimeField(null=True, help_text="Evidence is due by then.")
    opened_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, help_text="When our evidence was sent.")
    closed_at = models.DateTimeField(null=True)
    borne_cents = models.PositiveIntegerField(default=0, help_text="Of a lost one, what we bear.")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", closed_at=None)
                | models.Q(status__in=["won", "lost"], closed_at__isnull=False),
                name="dispute_closed_has_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["checkout"], name="dispute_open", condition=models.Q(status="open")
            )
        ]

    def __str__(self) -> str:
        return f"Dispute {self.stripe_dispute}"
