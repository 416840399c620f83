"""Bulk changes of a closet: one job, one row for each listing it touches."""

from django.conf import settings
from django.db import models

from closets.models import Closet
from listings.models.listing import Listing


class BulkJob(models.Model):
    """One act on many listings: previewed, run in the background, taken back at once.

    act: a key of `listings.bulk.acts.ACTS`; params: what its form said, as plain JSON; done: how
    many items are behind it; touched_at: when it last moved, by which a dead worker shows.
    """

    class State(models.TextChoices):
        PREVIEW = "preview", "Not started"
        RUNNING = "running", "At work"
        DONE = "done", "Done"
        UNDOING = "undoing", "Being taken back"
        UNDONE = "undone", "Taken back"

    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="bulk_jobs")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_jobs"
    )
    act = models.CharField(max_length=20)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEW)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closet"],
                condition=models.Q(state__in=["running", "undoing"]),
                name="bulk_one_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["touched_at"],
                name="bulk_unfinished",
                condition=models.Q(state__in=["preview", "running", "undoing"]),
            )
        ]

    @property
    def is_active(self) -> bool:
        """Whether a worker has something to do on it."""
        return self.state in (self.State.RUNNING, self.State.UNDOING)


class BulkItem(models.Model):
    """One listing of a job. before, after: the columns the act changed, which undo compares.

    note: what will change or has changed, or why it was refused.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "To do"
        DONE = "done", "Done"
        REFUSED = "refused", "Left as it is"
        UNDONE = "undone", "Taken back"
        KEPT = "kept", "Could not be taken back"

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="items")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    note = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "listing"], name="bulk_listing_once")]
        indexes = [models.Index(fields=["job", "state", "position"], name="bulk_next")]
