"""What was bought here and is on sale here again (X9)."""

from django.db import models
from django.utils import timezone

from listings.models import Listing


class Reposh(models.Model):
    """A listing of what its seller bought by `line`, in an order that was completed.

    Links of a chain: the line's own listing may be one of these again. The database refuses a line
    whose order is not complete, and a listing in anybody's closet but its buyer's.
    """

    listing = models.OneToOneField(
        Listing, primary_key=True, on_delete=models.CASCADE, related_name="reposh"
    )
    line = models.OneToOneField(
        "payments.OrderLine", on_delete=models.PROTECT, related_name="reposh"
    )
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.listing_id} from {self.line_id}"
