"""The Celery application: `celery -A poshmark.celery worker`."""

import os

from celery import Celery

from poshmark.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")

app = Celery("poshmark")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT
app.autodiscover_tasks()
