"""One reconciliation, from reading to the list of differences."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from payments.models import Difference, Reconciliation, StripeMovement
from payments.reconciling.comparing import compare
from payments.reconciling.reading import movements_read

GRACE = timedelta(hours=2)
"""So long a webhook or a sweep may take before what is missing counts as missing."""
READ_AGAIN = timedelta(days=2)
LOOK_BACK = timedelta(days=40)
_ONE_AT_A_TIME = 0x2EC09C11E


def reconcile(*, grace: timedelta = GRACE) -> Reconciliation | None:
    """Reads what Stripe booked, books its fees, and lists where we differ.

    None when another one is running. Raises stripe.StripeError; what was read by then is kept.
    """
    if not _try_lock():
        return None
    try:
        return _run(grace)
    finally:
        _unlock()


def _run(grace: timedelta) -> Reconciliation:
    now = timezone.now()
    before = Reconciliation.objects.exclude(finished_at=None).order_by("-pk").first()
    run = Reconciliation.objects.create(started_at=now, read_from=_read_from())
    run.movements, run.fees_cents = movements_read(since=run.read_from)
    compare(since=_compare_from(before), until=now - grace)
    run.differences, run.finished_at = Difference.objects.open().count(), timezone.now()
    run.save()
    return run


def _read_from() -> datetime | None:
    """From the newest that a finished run knows, and a little before: books fill up late."""
    newest = StripeMovement.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    done = Reconciliation.objects.exclude(finished_at=None).order_by("-pk").first()
    return min(newest, done.started_at) - READ_AGAIN if newest and done else None


def _compare_from(before: Reconciliation | None) -> datetime | None:
    if before is None:
        return None
    oldest = Difference.objects.open().order_by("found_at").values_list("found_at", flat=True)
    return min(before.started_at, oldest.first() or before.started_at) - LOOK_BACK


def _try_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def _unlock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])
