"""A member's addresses in the United States (A7)."""

from django.conf import settings
from django.db import models
from localflavor.us.models import USStateField, USZipCodeField


class Address(models.Model):
    """Where a member receives and sends parcels; at most one default for each."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses"
    )
    name = models.CharField("full name", max_length=60)
    street1 = models.CharField("street address", max_length=60)
    street2 = models.CharField("apartment, suite", max_length=60, blank=True)
    city = models.CharField(max_length=40)
    state = USStateField()
    zip_code = USZipCodeField("ZIP code")
    is_default_to = models.BooleanField("receive here", default=False)
    is_default_from = models.BooleanField("ship from here", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default_to=True), name="address_one_to"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default_from=True), name="address_one_from"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.street1, self.street2, self.city_line]))

    @property
    def city_line(self) -> str:
        """For the last line of a label: "Austin TX 78701"."""
        return f"{self.city} {self.state} {self.zip_code}"
