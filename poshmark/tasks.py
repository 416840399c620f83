"""Background work of the shell itself."""

from celery import shared_task

from poshmark.heartbeat import heartbeat_write


@shared_task
def heartbeat() -> None:
    heartbeat_write()
