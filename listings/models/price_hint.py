"""What such things sold for on this site (L5), recomputed by beat."""

from django.db import models

from listings.models.catalogue import Brand, Category
from listings.models.choices import Condition


class PriceHint(models.Model):
    """A quarter of the comparable sales brought less than `quick_cents`, a quarter more than
    `patient_cents`. category: a category with all below it, or a subcategory alone.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    condition = models.CharField(max_length=10, choices=Condition.choices)
    quick_cents = models.PositiveIntegerField()
    patient_cents = models.PositiveIntegerField()
    sales = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "category", "condition"], name="price_hint_once"
            ),
            models.CheckConstraint(condition=models.Q(sales__gte=5), name="price_hint_rests_on_5"),
        ]
