"""Bulk jobs: prepared with a preview, started, taken back. Their items are done by `runs`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from closets.models import Closet, User
from listings.bulk.acts import ACTS, Act, BulkRefused
from listings.models import BulkItem, BulkJob, Listing
from listings.models.listing import ListingQuerySet

MOST = 20_000
BATCH = 1000
UNDO_FOR = timedelta(days=30)
LATE = timedelta(minutes=2)
State = BulkJob.State


class BulkBusy(Exception):
    """Another bulk change of the closet is at work, or this one is not at the right point."""


@transaction.atomic
def bulk_prepare(
    *, actor: User, closet: Closet, act: str, params: Mapping[str, Any], listings: ListingQuerySet
) -> BulkJob:
    """A job that is not started: each listing with what will change, or why it will not.

    act: a key of ACTS; params: cleaned by its form; listings: at most 20,000 of them are taken, in
    their order. Raises PermissionDenied for somebody else's closet.
    """
    if closet.user_id != actor.pk:
        raise PermissionDenied
    chosen = ACTS[act]
    job = BulkJob.objects.create(closet=closet, actor=actor, act=act, params=dict(params))
    mine = listings.filter(closet=closet, deleted_at=None).select_related("closet", "brand")
    rows = list(mine.defer("description", "search_vector", "typed")[:MOST])
    ordered = list(reversed(rows)) if chosen.last_first else rows
    BulkItem.objects.bulk_create(_items(job, chosen, ordered), batch_size=BATCH)
    job.total = job.items.filter(state=BulkItem.State.WAITING).count()
    job.save(update_fields=["total"])
    return job


def _items(job: BulkJob, act: Act, listings: Sequence[Listing]) -> Iterator[BulkItem]:
    refused = act.limits(job.actor, listings)
    for position, listing in enumerate(listings):
        state, note = BulkItem.State.WAITING, ""
        try:
            note = act.check(listing, job.params)
        except BulkRefused as refusal:
            state, note = BulkItem.State.REFUSED, str(refusal)
        if state == BulkItem.State.WAITING and listing.pk in refused:
            state, note = BulkItem.State.REFUSED, refused[listing.pk]
        yield BulkItem(job=job, listing=listing, position=position, state=state, note=note[:300])


def bulk_start(*, job: BulkJob) -> None:
    """Sets a previewed job to work. Raises BulkBusy; then nothing is changed."""
    _switch(job, State.PREVIEW, State.RUNNING)


def bulk_undo(*, job: BulkJob) -> None:
    """Takes a finished job back, item by item. Raises BulkBusy; then nothing is changed."""
    if ACTS[job.act].undo is None:
        raise BulkBusy("This cannot be taken back.")
    if timezone.now() - job.created_at > UNDO_FOR:
        raise BulkBusy("It is too long ago to take back.")
    _switch(job, State.DONE, State.UNDOING)


def _switch(job: BulkJob, before: State, after: State) -> None:
    try:
        with transaction.atomic():
            here = BulkJob.objects.filter(pk=job.pk, state=before)
            if not here.update(state=after, touched_at=timezone.now(), done=0):
                raise BulkBusy("This was started already.")
            transaction.on_commit(partial(_enqueue, job.pk), robust=True)
    except IntegrityError as error:
        raise BulkBusy("Another change of your closet is still at work.") from error
    job.state = after


def _enqueue(job_id: int) -> None:
    from listings.tasks import bulk_run_task

    bulk_run_task.delay(job_id)


def bulk_sweep() -> int:
    """Wakes jobs whose worker died; forgets previews that nobody started for a day.

    Returns how many were woken.
    """
    now = timezone.now()
    BulkJob.objects.filter(state=State.PREVIEW, touched_at__lt=now - timedelta(days=1)).delete()
    late = BulkJob.objects.filter(
        state__in=[State.RUNNING, State.UNDOING], touched_at__lt=now - LATE
    )
    ids = list(late.values_list("pk", flat=True)[:100])
    for job_id in ids:
        _enqueue(job_id)
    return len(ids)
