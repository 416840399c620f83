"""Listings as files: what came in, what went out, and which is which."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from closets.models import Closet
from listings.models.listing import Listing


class ExternalId(models.Model):
    """The name a listing has in the seller's own files, by which an import knows it again."""

    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="external_ids")
    external_id = models.CharField(max_length=120)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="external_ids")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closet", "external_id"], name="external_id_unique")
        ]


class Export(models.Model):
    """All listings of a closet as ZIPs, made in the background; files: their places in storage.

    size: bytes of all of them.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Being made"
        DONE = "done", "Ready"
        FAILED = "failed", "Failed"

    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    files = ArrayField(models.CharField(max_length=200), default=list)
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closet"],
                condition=models.Q(state="running"),
                name="export_one_at_a_time",
            )
        ]


class Import(models.Model):
    """A file of listings on its way in: mapped, checked row by row, then brought in.

    columns: the file's header; samples: its first rows; mapping: {our column: theirs};
    problem: why the file as a whole was not taken.
    """

    class Kind(models.TextChoices):
        OURS = "ours", "Poshmark"
        SHOPIFY = "shopify", "Shopify product export"
        OTHER = "other", "Another shop"

    class State(models.TextChoices):
        MAPPING = "mapping", "Waits for its columns"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        RUNNING = "running", "Being brought in"
        DONE = "done", "Done"
        FAILED = "failed", "Not taken"

    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="imports")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports"
    )
    file = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OTHER)
    columns = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAPPING)
    problem = models.CharField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closet"],
                condition=models.Q(state__in=["checking", "running"]),
                name="import_one_at_a_time",
            )
        ]

    @property
    def is_active(self) -> bool:
        """Whether a worker has something to do on it."""
        return self.state in (self.State.CHECKING, self.State.RUNNING)


class ImportRow(models.Model):
    """One item of the file. values: by our column, as text; line: where it begins in the file."""

    class State(models.TextChoices):
        READY = "ready", "Will be listed"
        DRAFT = "draft", "Will be a draft"
        PRESENT = "present", "Already here"
        REFUSED = "refused", "Not taken"
        LISTED = "listed", "Listed"
        DRAFTED = "drafted", "Draft made"

    job = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    external_id = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices)
    note = models.CharField(max_length=400, blank=True)
    listing = models.ForeignKey(Listing, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["line", "id"]
        indexes = [models.Index(fields=["job", "state", "line"], name="import_next")]
