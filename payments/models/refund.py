"""Refunds: what staff ask for, what was decided, and its way back to the card."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from payments.amounts import RefundAmounts
from payments.models.order import Checkout, Order

UNSENT = models.Q(sent_at=None, overtaken_at=None)
SECOND_PERSON_CENTS = 50_000
"""Above this a refund that staff ask for needs a second person (P6)."""


class RefundQuerySet(models.QuerySet["Refund"]):
    """Refunds, shaped for sweeps and sums."""

    def unsent(self) -> Self:
        return self.filter(UNSENT)


class Refund(models.Model):
    """Money on its way back to a card: the row comes first, then the call to Stripe.

    balance_cents of the amount went to the balance it was paid from, at once and without Stripe.
    `order` is None when a whole payment goes back because nothing could be sold for it; else the
    parts in cents say what of the order goes back. `is_covered`: we pay it, the seller and the fee
    stay as they are. `overtaken_at`: the buyer's bank gave the money back first.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="refunds")
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="refunds")
    payment_intent = models.CharField(max_length=64)
    amount_cents = models.PositiveIntegerField()
    balance_cents = models.PositiveIntegerField(default=0)
    item_cents = models.PositiveIntegerField(default=0)
    shipping_cents = models.PositiveIntegerField(default=0)
    tax_cents = models.PositiveIntegerField(default=0)
    fee_cents = models.PositiveIntegerField(default=0)
    shipping_discount_cents = models.PositiveIntegerField(default=0)
    with_shipping = models.BooleanField(default=False)
    is_covered = models.BooleanField(default=False)
    reason = models.CharField(max_length=200)
    stripe_refund = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    overtaken_at = models.DateTimeField(null=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment_intent"],
                condition=models.Q(order=None),
                name="refund_of_unused_payment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="refund_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(balance_cents__lte=models.F("amount_cents")),
                name="refund_to_balance_within_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="refund_unsent", condition=UNSENT),
            models.Index(fields=["payment_intent"], name="refund_payment_intent"),
        ]

    def __str__(self) -> str:
        return f"Refund {self.reference.hex[:8]}"

    @property
    def card_cents(self) -> int:
        """What of it goes to the card."""
        return self.amount_cents - self.balance_cents

    @property
    def amounts(self) -> RefundAmounts:
        """What of the order goes back."""
        return RefundAmounts(
            item_cents=self.item_cents,
            shipping_cents=self.shipping_cents,
            tax_cents=self.tax_cents,
            fee_cents=self.fee_cents,
            shipping_discount_cents=self.shipping_discount_cents,
        )


class RefundRequest(models.Model):
    """A refund that a member of staff asks for; a large one waits for a second person.

    item_cents of the item price, with shipping or not; `is_covered`: we pay it, not the seller.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refund_requests")
    item_cents = models.PositiveIntegerField()
    with_shipping = models.BooleanField(default=False)
    is_covered = models.BooleanField(default=False)
    amount_cents = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    refund = models.OneToOneField(
        Refund, null=True, on_delete=models.PROTECT, related_name="request"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refund=None)
                | models.Q(amount_cents__lte=SECOND_PERSON_CENTS)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="refund_large_needs_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None, refund=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="refund_request_decision_whole",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(decided_at=None),
                name="refund_request_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"Refund asked for on {self.order}"

    @property
    def needs_second_person(self) -> bool:
        """Whether the one who asked may not decide."""
        return self.amount_cents > SECOND_PERSON_CENTS
