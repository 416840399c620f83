"""The seller fee's dated rate card (P2)."""

from django.core.validators import MaxValueValidator
from django.db import models


class FeeSchedule(models.Model):
    """The fee from `effective_from` on, until a later row takes over.

    Before the first row `payments.fees.DEFAULT` applies.
    """

    effective_from = models.DateTimeField(unique=True)
    threshold_cents = models.PositiveIntegerField(
        help_text="Below this price the flat fee applies, from it on the rate."
    )
    flat_cents = models.PositiveIntegerField(help_text="Flat fee in cents.")
    rate_bp = models.PositiveIntegerField(
        validators=[MaxValueValidator(10_000)], help_text="Rate in basis points: 2000 is 20 %."
    )
    note = models.CharField(max_length=200, help_text="Who decided it and where it is announced.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rate_bp__lte=10_000), name="fee_rate_at_most_all"
            )
        ]

    def __str__(self) -> str:
        return f"fees from {self.effective_from:%Y-%m-%d %H:%M}"

    def fee_cents(self, price_cents: int) -> int:
        """The fee in cents on a price in cents; half a cent rounds up; never above the price."""
        if price_cents < self.threshold_cents:
            return min(self.flat_cents, price_cents)
        return (price_cents * self.rate_bp + 5_000) // 10_000
