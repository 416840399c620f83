"""Webhooks as they came (P5)."""

from django.db import models
from django.utils import timezone


class StripeEvent(models.Model):
    """One event of Stripe's, its raw text, and what became of it here."""

    event_id = models.CharField(max_length=64, unique=True)
    type = models.CharField(max_length=80, db_index=True)
    account = models.CharField(max_length=64, blank=True, help_text="Connected account, or none.")
    payload = models.TextField()
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "Stripe event"
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=models.Q(handled_at=None),
                name="stripe_event_unhandled",
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
