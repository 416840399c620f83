"""The sandbox's own books: what Stripe would keep on its side (docs/stripe-sandbox.md).

Only `payments.sandbox` writes here, always in a transaction of its own, so that what "Stripe" did
stays done when ours rolls back. Nothing else of the site reads these tables.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone


class SandboxObject(models.Model):
    """An API object as Stripe would return it; keys that begin with "_" stay inside."""

    id = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=32)
    account = models.CharField(max_length=64, blank=True)
    data = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "account", "created_at", "id"], name="sandbox_object_list"
            ),
            GinIndex(fields=["data"], opclasses=["jsonb_path_ops"], name="sandbox_object_data"),
        ]

    def __str__(self) -> str:
        return self.id


class SandboxIdempotencyKey(models.Model):
    """The first answer to a key, given again to whoever repeats it."""

    account = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="sandbox_key_unique")
        ]


class SandboxBalanceTransaction(models.Model):
    """One movement of an account's money at Stripe: `net = amount - fee`, in cents."""

    id = models.CharField(primary_key=True, max_length=64)
    account = models.CharField(max_length=64, blank=True)
    type = models.CharField(max_length=32)
    source = models.CharField(max_length=64, db_index=True)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    available_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["account", "created_at", "id"], name="sandbox_balance_list")
        ]


class SandboxEvent(models.Model):
    """An event to deliver to the webhook, from `due_at` on."""

    id = models.CharField(primary_key=True, max_length=64)
    type = models.CharField(max_length=80)
    account = models.CharField(max_length=64, blank=True)
    payload = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    copies = models.PositiveSmallIntegerField(default=1, help_text="How often to deliver it.")
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at=None),
                name="sandbox_event_undelivered",
            )
        ]


class SandboxFault(models.Model):
    """A misfortune waiting for a call that matches."""

    class Kind(models.TextChoices):
        LOST_RESPONSE = "lost_response", "the call takes effect, the answer is lost"
        TIMEOUT = "timeout", "the call never arrives"
        RATE_LIMIT = "rate_limit", "429"
        SERVER_ERROR = "server_error", "500"
        WEBHOOK_DOUBLED = "webhook_doubled", "the call's webhooks come twice"
        WEBHOOK_LATE = "webhook_late", "the call's webhooks come after the later ones"

    kind = models.CharField(max_length=20, choices=Kind)
    method = models.CharField(max_length=6, blank=True, help_text="post, get, delete, or any.")
    path = models.CharField(max_length=100, blank=True, help_text="Regular expression, or any.")
    chance = models.FloatField(default=1, help_text="1 is always, 0.1 one call in ten.")
    remaining = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
