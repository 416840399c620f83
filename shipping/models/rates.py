"""What shipping costs (H1): one flat rate, two upgrades, dated."""

from django.db import models
from django.utils import timezone


class WeightClass(models.IntegerChoices):
    """Parcels by weight; the value is the class's upper limit in pounds."""

    UP_TO_5 = 5, "Up to 5 lb"
    UP_TO_10 = 10, "Over 5 to 10 lb"
    UP_TO_15 = 15, "Over 10 to 15 lb"


class RateCard(models.Model):
    """Prices in US cents, valid from a moment until the next card's.

    The buyer pays `base_cents` whatever the weight; the seller pays the upgrade from earnings.
    """

    effective_from = models.DateTimeField(unique=True, default=timezone.now)
    base_cents = models.PositiveIntegerField("buyer pays (cents)", default=649)
    to_10_lb_cents = models.PositiveIntegerField("seller's upgrade to 10 lb (cents)", default=500)
    to_15_lb_cents = models.PositiveIntegerField("seller's upgrade to 15 lb (cents)", default=1000)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(base_cents__gt=0), name="rate_card_base_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(to_15_lb_cents__gte=models.F("to_10_lb_cents")),
                name="rate_card_heavier_costs_more",
                violation_error_message="The upgrade to 15 lb may not cost less than to 10 lb.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rates from {self.effective_from:%Y-%m-%d}"

    @property
    def is_in_force(self) -> bool:
        """Whether its day has come; from then on it is history and nobody edits it."""
        return self.effective_from <= timezone.now()

    def upgrade_cents(self, weight_class: WeightClass) -> int:
        """What the seller pays on top for a parcel of this class."""
        return {
            WeightClass.UP_TO_5: 0,
            WeightClass.UP_TO_10: self.to_10_lb_cents,
            WeightClass.UP_TO_15: self.to_15_lb_cents,
        }[weight_class]
