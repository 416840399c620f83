"""Vacation hold (A6): a closet that cannot be bought from for a while."""

from django.db import models
from django.utils import timezone

from closets.models.closet import Closet


class Vacation(models.Model):
    """While it runs, the closet's listings are seen but not sold; past `until` it is over by
    itself. until: the first day (UTC) on sale again, None for "until I end it".
    """

    closet = models.OneToOneField(Closet, on_delete=models.CASCADE, related_name="vacation")
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    @property
    def is_running(self) -> bool:
        return self.until is None or self.until > timezone.now().date()

    @property
    def line(self) -> str:
        """For banners and refusals: "This closet is on vacation until March 4, 2027."."""
        if self.until is None:
            return "This closet is on vacation."
        return (
            f"This closet is on vacation until {self.until:%B} {self.until.day}, {self.until:%Y}."
        )
