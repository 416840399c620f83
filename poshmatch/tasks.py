"""PoshMatch's background work."""

from celery import shared_task
from django.utils import timezone

from poshmatch.partitions import partitions_ensure
from poshmatch.services.training import model_train
from poshmatch.trends import trends_write


@shared_task(time_limit=3600, soft_time_limit=3500)
def train() -> None:
    model_train()


@shared_task
def partitions() -> None:
    partitions_ensure()


@shared_task
def trends() -> None:
    trends_write(timezone.now())
