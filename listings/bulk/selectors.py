"""What a job's page shows, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from closets.models import Closet
from listings.bulk.acts import ACTS
from listings.bulk.jobs import UNDO_FOR
from listings.models import BulkItem, BulkJob

SHOWN = 60
_BAD = [BulkItem.State.REFUSED, BulkItem.State.KEPT]


@dataclass(frozen=True)
class BulkPage:
    """A job with its first items. reasons: how often each refusal was given."""

    job: BulkJob
    label: str
    past: str
    good: list[BulkItem]
    refused: list[BulkItem]
    reasons: list[tuple[str, int]]
    counts: dict[str, int]
    may_undo: bool
    can_undo: bool

    @property
    def refused_count(self) -> int:
        return self.counts.get("refused", 0) + self.counts.get("kept", 0)


def recent_jobs(closet: Closet) -> list[BulkJob]:
    """The closet's last five jobs that were started, each with its act's `label`."""
    started = BulkJob.objects.filter(closet=closet).exclude(state=BulkJob.State.PREVIEW)
    jobs = list(started.order_by("-id")[:5])
    for job in jobs:
        job.label = ACTS[job.act].label  # type: ignore[attr-defined]
    return jobs


def bulk_page(job: BulkJob) -> BulkPage:
    """Four queries."""
    items = job.items.select_related("listing__cover").order_by("position")
    counted = job.items.order_by().values_list("state").annotate(Count("pk"))
    reasons = job.items.filter(state__in=_BAD).order_by().values_list("note")
    act = ACTS[job.act]
    can_undo = act.undo is not None
    recent = timezone.now() - job.created_at <= UNDO_FOR
    counts = dict(counted)
    return BulkPage(
        job=job,
        label=act.label,
        past=act.past,
        good=list(items.exclude(state__in=_BAD)[:SHOWN]),
        refused=list(items.filter(state__in=_BAD)[:SHOWN]),
        reasons=list(reasons.annotate(n=Count("pk")).order_by("-n")[:10]),
        counts=counts,
        may_undo=act.undo is not None
        and recent
        and job.state == BulkJob.State.DONE
        and counts.get("done", 0) > 0,
        can_undo=can_undo,
    )
