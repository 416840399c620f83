"""Background work of the community."""

from celery import shared_task

from social import drift
from social.services import counters


@shared_task
def counts_fold() -> None:
    counters.counts_fold()


@shared_task(time_limit=3600, soft_time_limit=3500)
def counts_check() -> None:
    drift.drifts_log()
