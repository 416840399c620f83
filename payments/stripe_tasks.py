"""Background work of webhooks and ledger: each task calls one service."""

from datetime import timedelta

import stripe
from celery import shared_task

from payments import webhooks
from payments.ledger import snapshots_take
from payments.reconciling import reconcile


@shared_task
def stripe_event_handle(event_pk: int) -> None:
    webhooks.stripe_event_handle(event_pk)


@shared_task
def stripe_events_sweep() -> None:
    """Queue the webhooks whose task was lost or failed."""
    for event_pk in webhooks.stripe_events_unhandled(age=timedelta(minutes=1)):
        stripe_event_handle.delay(event_pk)


@shared_task
def ledger_snapshots_take() -> None:
    snapshots_take()


@shared_task(
    autoretry_for=(stripe.StripeError,),
    retry_backoff=60,
    max_retries=6,
    time_limit=1800,  # a thousand pages of Stripe's take their time
    soft_time_limit=1700,
)
def stripe_reconcile() -> None:
    reconcile()
