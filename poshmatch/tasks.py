"""PoshMatch's background work."""

from contextlib import suppress
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from poshmatch.partitions import (
    IMPRESSIONS,
    SIGNALS,
    impressions_drop,
    partitions_ensure,
    signals_merge,
)
from poshmatch.services.feed_days import feed_day_write
from poshmatch.services.pulse import model_pulse
from poshmatch.services.runs import TrainingBusy, training_start
from poshmatch.trends import trends_write


@shared_task(time_limit=3600, soft_time_limit=3500)
def train() -> None:
    training_start(seconds=3400)


@shared_task(time_limit=1800, soft_time_limit=1700)
def pulse() -> None:
    with suppress(TrainingBusy):
        model_pulse()


@shared_task
def partitions() -> None:
    partitions_ensure(SIGNALS)
    partitions_ensure(IMPRESSIONS)


@shared_task(time_limit=1800, soft_time_limit=1700)
def partitions_let_go() -> None:
    today = timezone.now().date()
    impressions_drop(today)
    signals_merge(today)


@shared_task
def feed_days() -> None:
    today = timezone.now().date()
    for days in range(3):
        feed_day_write(today - timedelta(days=days))


@shared_task
def trends() -> None:
    trends_write(timezone.now())
