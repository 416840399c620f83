"""Background work of the community."""

from celery import shared_task

from social import drift
from social.news import folding, mails
from social.parties import services as parties
from social.services import counters, pictures


@shared_task
def fold() -> None:
    counters.counts_fold()
    folding.news_fold_all()


@shared_task
def news_mails_send() -> None:
    mails.news_mails_send()


@shared_task(time_limit=3600, soft_time_limit=3500)
def counts_check() -> None:
    drift.drifts_log()


@shared_task
def parties_sweep() -> None:
    parties.parties_sweep()


@shared_task(time_limit=120, soft_time_limit=90)
def picture_prepare_task(picture_id: int) -> None:
    pictures.picture_prepare(picture_id)


@shared_task
def pictures_sweep() -> None:
    pictures.pictures_sweep()
