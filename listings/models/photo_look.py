"""How pictures look, by their content (B6)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PhotoLook(models.Model):
    """A picture's look (`listings.looks`) and the coarse codes that alike ones are found by.

    Of covers alone; a picture that several listings show has one row.
    """

    content_hash = models.CharField(max_length=64, primary_key=True)
    look = models.BinaryField()
    codes = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["codes"], name="photo_look_codes")]
