"""The Celery application: `celery -A poshmark.celery worker`."""

import gc
import os

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")

app = Celery("poshmark")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _keep_what_is_loaded(**_: object) -> None:
    """A full collection would walk all of it for 80 ms each time."""
    gc.freeze()
