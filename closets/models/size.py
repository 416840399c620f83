"""My Size (A5): the sizes a member wears."""

from django.conf import settings
from django.db import models


class MySize(models.Model):
    """One size label a member wears in a department, for one group of garments.

    department: catalogue slug ("women"); group: its size group ("women-tops"); label: "M", "8.5".
    Slugs rather than foreign keys: the catalogue lives a floor above.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="my_sizes", db_index=False
    )
    department = models.SlugField(max_length=30, db_index=False)
    group = models.SlugField(max_length=40, db_index=False)
    label = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group", "label"], name="my_size_once")
        ]
