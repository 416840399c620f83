"""Stripe's books beside ours (P3): what it booked, and where we differ."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class StripeMovement(models.Model):
    """One of Stripe's balance transactions, as it was told. `amount_cents` is before its fee.

    `transfer_key` is the key of the ledger transfer that should stand for it, "" when we know none.
    """

    movement = models.CharField(max_length=64, unique=True)
    type = models.CharField(max_length=32)
    source = models.CharField(max_length=64, blank=True)
    amount_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    transfer_key = models.CharField(max_length=160, blank=True, db_index=True)
    read_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.type} {self.movement}"


class Reconciliation(models.Model):
    """One comparison: what was read of Stripe's books, up to when, and how many differ."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    read_from = models.DateTimeField(null=True)
    movements = models.PositiveIntegerField(default=0, help_text="Read anew.")
    fees_cents = models.BigIntegerField(default=0, help_text="Stripe's fees booked.")
    differences = models.PositiveIntegerField(default=0, help_text="Open after it.")

    def __str__(self) -> str:
        return f"Reconciliation of {self.started_at:%Y-%m-%d %H:%M}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    """Differences, shaped for the queue."""

    def open(self) -> Self:
        return self.filter(resolved_at=None)


class Difference(models.Model):
    """One place where Stripe's books and ours do not agree. Cents as our cash sees them.

    `subject` is the balance transaction, or the key of the ledger transfer, that has no equal.
    """

    class Kind(models.TextChoices):
        MISSING_HERE = "missing_here", "Stripe booked it, we did not"
        MISSING_THERE = "missing_there", "We booked it, Stripe did not"
        OTHER_AMOUNT = "other_amount", "Booked with another amount"

    class Resolution(models.TextChoices):
        SETTLED = "settled", "Booked to the differences account"
        EXPLAINED = "explained", "Explained, nothing booked"
        VANISHED = "vanished", "Agreed by itself later"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    subject = models.CharField(max_length=160, unique=True)
    about = models.CharField(max_length=200)
    ours_cents = models.BigIntegerField(default=0)
    theirs_cents = models.BigIntegerField(default=0)
    found_at = models.DateTimeField(default=timezone.now)
    resolution = models.CharField(max_length=10, choices=Resolution.choices, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["found_at"], name="difference_open", condition=models.Q(resolved_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    @property
    def gap_cents(self) -> int:
        """How much more Stripe has than we think, in cents."""
        return self.theirs_cents - self.ours_cents
