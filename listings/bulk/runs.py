"""A job's items, one transaction each: the act and its mark are committed together or not at all.

So a worker may die anywhere and another may go on; nothing is done twice.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from listings.bulk.acts import ACTS, BulkRefused, Change
from listings.models import BulkItem, BulkJob, Listing

SLICE = 200
"""Items done before the worker lets others have their turn."""

NO_UNDO = "It cannot be taken back."

Item, Job = BulkItem.State, BulkJob.State


def bulk_run(job_id: int, most: int = SLICE) -> bool:
    """Does up to `most` items of the job, or takes as many back; True when some may be left.

    Returns False at once while another worker is at the same job.
    """
    return all(_step(job_id) for _ in range(most))


@transaction.atomic
def _step(job_id: int) -> bool:
    """One item; False when there is none, having closed the job."""
    mine = BulkJob.objects.select_for_update(skip_locked=True, of=("self",))
    job = mine.select_related("actor").filter(pk=job_id, state__in=[Job.RUNNING, Job.UNDOING])
    found = job.first()
    if found is None:
        return False
    item = _next(found)
    if item is None:
        _close(found)
        return False
    _settle(found, item)
    BulkJob.objects.filter(pk=job_id).update(done=F("done") + 1, touched_at=timezone.now())
    return True


def _next(job: BulkJob) -> BulkItem | None:
    if job.state == Job.RUNNING:
        return job.items.filter(state=Item.WAITING).order_by("position").first()
    return job.items.filter(state=Item.DONE).order_by("-position").first()


def _settle(job: BulkJob, item: BulkItem) -> None:
    try:
        with transaction.atomic():
            (_do if job.state == Job.RUNNING else _undo)(job, item)
    except BulkRefused as refusal:
        item.state = Item.REFUSED if job.state == Job.RUNNING else Item.KEPT
        item.note = str(refusal)[:300]
    item.save(update_fields=["state", "note", "before", "after"])


def _do(job: BulkJob, item: BulkItem) -> None:
    change = ACTS[job.act].do(job.actor, _listing(item), job.params)
    item.state, item.before, item.after = Item.DONE, change.before, change.after


def _undo(job: BulkJob, item: BulkItem) -> None:
    undo = ACTS[job.act].undo
    if undo is None:
        raise BulkRefused(NO_UNDO)
    undo(job.actor, _listing(item), Change(item.before, item.after))
    item.state = Item.UNDONE


def _listing(item: BulkItem) -> Listing:
    """The listing, locked, so that nobody changes it between the look and the act."""
    locked = Listing.objects.select_for_update(no_key=True, of=("self",))
    rows = locked.select_related("closet", "brand", "category", "subcategory", "size")
    return rows.get(pk=item.listing_id)


def _close(job: BulkJob) -> None:
    job.state = Job.DONE if job.state == Job.RUNNING else Job.UNDONE
    job.finished_at = job.touched_at = timezone.now()
    job.save(update_fields=["state", "finished_at", "touched_at"])
