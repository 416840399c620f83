"""A seller's private floor (O4)."""

from django.db import models

from listings.models import Listing


class PriceFloor(models.Model):
    """What the seller wants done with offers while they are away; never shown to a buyer (O4).

    From `floor_cents` on `at_floor` is done, under it `below`. counter_cents: the counter's price.
    """

    class AtFloor(models.TextChoices):
        ACCEPT = "accept", "Accept it for me"
        ASK = "ask", "Ask me"

    class Below(models.TextChoices):
        ASK = "ask", "Ask me"
        COUNTER = "counter", "Counter for me"
        DECLINE = "decline", "Decline for me"

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="floor")
    floor_cents = models.PositiveIntegerField()
    at_floor = models.CharField(max_length=8, choices=AtFloor.choices, default=AtFloor.ACCEPT)
    below = models.CharField(max_length=8, choices=Below.choices, default=Below.ASK)
    counter_cents = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(floor_cents__gt=0), name="floor_above_zero"),
            models.CheckConstraint(
                condition=~models.Q(below="counter")
                | models.Q(counter_cents__gte=models.F("floor_cents")),
                name="floor_counter_not_under_it",
            ),
        ]
