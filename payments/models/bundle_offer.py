"""A price for a whole bundle that one side names to the other, in private (O3)."""

from typing import Self

from django.db import models
from django.utils import timezone

from payments.models.bundle import Bundle


class BundleOfferQuerySet(models.QuerySet["BundleOffer"]):
    """Prices named for bundles."""

    def live(self) -> Self:
        """Still to be answered, or agreed and holding."""
        return self.filter(status__in=BundleOffer.LIVE, expires_at__gt=timezone.now())


class BundleOffer(models.Model):
    """`amount_cents` for just the items that are in the bundle; it ends when they change.

    by_seller: who named it; the other side is asked. Agreed, it holds until it expires.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        OVER = "over", "Over"

    LIVE = ("open", "agreed")

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="offers")
    by_seller = models.BooleanField()
    amount_cents = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = BundleOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle"],
                condition=models.Q(status__in=["open", "agreed"]),
                name="bundle_offer_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "agreed", "declined", "withdrawn", "over"]),
                name="bundle_offer_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="bundle_offer_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.pk} for {self.bundle}"

    @property
    def is_agreed(self) -> bool:
        return self.status == self.Status.AGREED
