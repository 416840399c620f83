"""Photos of a listing."""

from django.db import models

from closets.models.closet import photo_url


class Photo(models.Model):
    """One of up to 16 photos; the first is the covershot.

    The picture is stored under its content's hash, so the same picture is stored once. Until the
    worker has made the sizes the row is PROCESSING and `upload` names the file it works from.
    """

    class State(models.TextChoices):
        PROCESSING = "processing", "Being prepared"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be read"

    listing = models.ForeignKey("listings.Listing", on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROCESSING)
    upload = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    file_name = models.CharField("name on the seller's device", max_length=200, blank=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    perceptual_hash = models.BigIntegerField(null=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "position"],
                name="photo_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(position__lt=16), name="photo_at_most_16"),
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def url_240(self) -> str:
        return photo_url(self.content_hash, 240)

    @property
    def url_640(self) -> str:
        return photo_url(self.content_hash, 640)

    @property
    def url_1200(self) -> str:
        return photo_url(self.content_hash, 1200)

    @property
    def srcset(self) -> str:
        """The value of `srcset` for an img or source element."""
        return f"{self.url_240} 240w, {self.url_640} 640w, {self.url_1200} 1200w"
