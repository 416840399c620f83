"""Background work of the sandbox: its webhooks, and the time that passes there."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from payments.sandbox import control, delivery


@shared_task(
    autoretry_for=(delivery.Undelivered,), retry_backoff=2, retry_backoff_max=600, max_retries=8
)
def sandbox_event_deliver(event_id: str) -> None:
    delivery.event_deliver(event_id)


@shared_task
def sandbox_tick() -> None:
    """Banks answer payouts; webhooks whose task was lost are sent."""
    if not settings.PAYMENTS_SANDBOX:
        return
    control.payouts_settle()
    for event_id in delivery.events_due(late_by=timedelta(minutes=1)):
        sandbox_event_deliver.delay(event_id)
