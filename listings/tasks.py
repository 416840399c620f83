"""Background work of the listings."""

from time import time

from celery import shared_task

from listings.bulk import jobs, runs
from listings.exchange import exports, imports
from listings.help import hints
from listings.services import files, preparing
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
