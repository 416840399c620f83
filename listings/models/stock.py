"""A boutique's pieces of one listing, size by size."""

from django.db import models

from listings.models.catalogue import Size
from listings.models.listing import Listing


class ListingStock(models.Model):
    """One size of a listing: `quantity` pieces on sale, `held` ones that somebody is paying for."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="stock")
    size = models.ForeignKey(Size, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["size__system", "size__position"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "size"], name="stock_once_a_size")
        ]
