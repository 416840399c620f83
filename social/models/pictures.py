"""Pictures of closets that are on their way (A2)."""

from django.db import models
from django.utils import timezone

from closets.models import Closet


class ClosetPicture(models.Model):
    """A picture that a member chose and that is not shown yet: it waits for a worker, or has a
    problem. upload: the file in storage, "" when it is of no more use. Once prepared the closet
    names it and the row goes."""

    class Kind(models.TextChoices):
        AVATAR = "avatar", "Profile picture"
        COVER = "cover", "Cover picture"

    closet = models.ForeignKey(
        Closet, on_delete=models.CASCADE, related_name="pictures", db_index=False
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    upload = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closet", "kind"], name="closet_picture_once"),
            models.CheckConstraint(
                condition=models.Q(upload="") ^ models.Q(problem=""),
                name="closet_picture_waits_or_failed",
            ),
        ]
