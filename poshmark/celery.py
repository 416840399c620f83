"""The Celery application: `celery -A poshmark.celery worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")

app = Celery("poshmark")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
