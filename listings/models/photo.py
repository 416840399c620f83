"""Photos of a listing, and files that are still on their way."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from closets.models.closet import photo_url
from listings.models.choices import Colour


class Photo(models.Model):
    """One of up to 16 photos; the first is the covershot.

    The picture is stored under its content's hash, so the same picture is stored once. Until the
    worker has made the sizes the row is PROCESSING and `upload` names the file it works from;
    `tries` counts how often that was begun.

    crop: (x, y, width, height) of the 3:4 part that is shown, as fractions of the upright picture;
    empty for the largest around the centre. Its sizes are stored under crop_key. crop_due: since
    when a chosen crop waits for its sizes; the former ones are shown meanwhile.
    colours: what the worker saw on the item, the largest part first.
    """

    class State(models.TextChoices):
        PROCESSING = "processing", "Being prepared"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be read"

    listing = models.ForeignKey(
        "listings.Listing", on_delete=models.CASCADE, related_name="photos", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROCESSING)
    upload = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    file_name = models.CharField("name on the seller's device", max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    perceptual_hash = models.BigIntegerField(null=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    crop = ArrayField(models.FloatField(), size=4, default=list, blank=True)
    crop_key = models.CharField(max_length=64, blank=True)
    crop_due = models.DateTimeField(null=True, blank=True)
    placeholder = models.CharField("a tiny picture as data: URL", max_length=400, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    colours = ArrayField(
        models.CharField(max_length=10, choices=Colour.choices), default=list, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["content_hash"], name="photo_by_hash"),
            models.Index(fields=["crop_key"], name="photo_by_crop"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "position"],
                name="photo_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(position__lt=16), name="photo_at_most_16"),
            models.CheckConstraint(
                condition=models.Q(crop__len__in=[0, 4]), name="photo_crop_whole"
            ),
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_waiting(self) -> bool:
        """Whether a worker is about to change how it looks."""
        return self.state == self.State.PROCESSING or self.crop_due is not None

    @property
    def picture_key(self) -> str:
        """What the shown sizes are stored under."""
        return self.crop_key or self.content_hash

    @property
    def url_240(self) -> str:
        return photo_url(self.picture_key, 240)

    @property
    def url_640(self) -> str:
        return photo_url(self.picture_key, 640)

    @property
    def url_1200(self) -> str:
        return photo_url(self.picture_key, 1200)

    @property
    def srcset(self) -> str:
        """The value of `srcset` for an img or source element."""
        return f"{self.url_240} 240w, {self.url_640} 640w, {self.url_1200} 1200w"


class Upload(models.Model):
    """A photo's file that arrives in parts, so that a lost connection costs one part at most.

    key: how the seller's browser names the file; of a listing's files with one key there is one.
    received: how many of the `size` bytes are stored, in parts under uploads/<token>/. When all
    are, `photo` is what became of them.
    """

    listing = models.ForeignKey(
        "listings.Listing", on_delete=models.CASCADE, related_name="uploads"
    )
    key = models.CharField(max_length=100)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    received = models.PositiveIntegerField(default=0)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "key"], name="upload_key_unique"),
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="upload_not_too_long"
            ),
        ]
