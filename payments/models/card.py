"""Cards that members keep with Stripe; a number never comes here."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class StripeCustomer(models.Model):
    """The member as Stripe knows them: whose saved cards can be charged."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stripe_customer"
    )
    customer = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)


class SavedCardQuerySet(models.QuerySet["SavedCard"]):
    """Saved cards."""

    def usable(self) -> Self:
        """Not removed, newest first."""
        return self.filter(removed_at=None).order_by("-id")


class SavedCard(models.Model):
    """A card that its member allowed us to charge when a seller accepts their offer."""

    customer = models.ForeignKey(StripeCustomer, on_delete=models.PROTECT, related_name="cards")
    payment_method = models.CharField(max_length=64, unique=True)
    brand = models.CharField(max_length=20)
    last4 = models.CharField(max_length=4)
    exp_month = models.PositiveSmallIntegerField()
    exp_year = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = SavedCardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.brand.title()} ending in {self.last4}"

    @property
    def is_expired(self) -> bool:
        """Whether the month printed on it is over."""
        now = timezone.now()
        return (self.exp_year, self.exp_month) < (now.year, now.month)
