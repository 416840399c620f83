"""Background work of the listings."""

from celery import shared_task

from listings.services import photos


@shared_task(time_limit=120, soft_time_limit=90)
def photo_prepare_task(photo_id: int) -> None:
    photos.photo_prepare(photo_id)


@shared_task
def photos_sweep() -> None:
    photos.photos_sweep()
