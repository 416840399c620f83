"""Background work of the listings."""

from time import time

from celery import shared_task
from django.utils import timezone

from listings.alerts import digests, mails, saving, work
from listings.bulk import jobs, runs
from listings.exchange import exports, imports
from listings.help import hints
from listings.services import files, looks, preparing
from listings.services.bin import bin_purge as purge


@shared_task(time_limit=120, soft_time_limit=90)
def photo_prepare_task(photo_id: int) -> None:
    preparing.photo_prepare(photo_id)


@shared_task(time_limit=120, soft_time_limit=90)
def photo_crop_task(photo_id: int) -> None:
    preparing.photo_crop_prepare(photo_id)


@shared_task
def photos_sweep() -> None:
    preparing.photos_sweep()


@shared_task
def looks_sweep() -> None:
    looks.looks_sweep()


@shared_task
def bulk_run_task(job_id: int) -> None:
    if runs.bulk_run(job_id):
        bulk_run_task.delay(job_id)


@shared_task
def bulk_sweep() -> None:
    jobs.bulk_sweep()


@shared_task
def bin_purge() -> None:
    purge()


@shared_task
def price_hints_recompute() -> None:
    hints.price_hints_recompute()


@shared_task
def photos_files_sweep() -> None:
    files.files_sweep(int(time() // 3600))


@shared_task
def import_run_task(job_id: int) -> None:
    if imports.import_run(job_id):
        import_run_task.delay(job_id)


@shared_task(time_limit=3600, soft_time_limit=3500)
def export_run_task(job_id: int) -> None:
    exports.export_run(job_id)


@shared_task
def exchange_sweep() -> None:
    imports.imports_sweep()
    exports.exports_sweep()


@shared_task(acks_late=True)
def matching_task(matching_id: int) -> None:
    work.matching_do(matching_id)


@shared_task
def matchings_sweep() -> None:
    work.matchings_sweep()
    mails.mails_sweep()


@shared_task
def alert_mail_task(alert_id: int) -> None:
    mails.alert_mail(alert_id)


@shared_task
def digest_mail_task(digest_id: int) -> None:
    mails.digest_mail(digest_id)


@shared_task(time_limit=3000, soft_time_limit=2900)
def digests_write() -> None:
    digests.digests_write(timezone.now())


@shared_task
def searches_purge() -> None:
    saving.searches_purge()
