"""Background work of the shell itself."""

from celery import shared_task

from poshmark.demo import tasks as demo_tasks  # noqa: F401  # Celery looks for tasks here
from poshmark.heartbeat import heartbeat_write


@shared_task
def heartbeat() -> None:
    heartbeat_write()
