"""The sandbox for tests: its webhooks are delivered when the test says so."""

import random
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from payments.models import (
    SandboxBalanceTransaction,
    SandboxEvent,
    SandboxFault,
    SandboxIdempotencyKey,
    SandboxObject,
)
from payments.sandbox import own_thread
from payments.sandbox.delivery import event_deliver, events_due
from payments.sandbox.own_thread import in_sandbox, sandbox_disconnect
from payments.webhooks import stripe_event_handle, stripe_events_unhandled

TABLES = (
    SandboxObject,
    SandboxEvent,
    SandboxIdempotencyKey,
    SandboxBalanceTransaction,
    SandboxFault,
)


def webhooks_deliver(shuffle: int | None = None) -> int:
    """Posts every event that is due to the real view and handles what was stored.

    shuffle: a seed for another order. Returns how many events were delivered.
    """
    due = events_due()
    if shuffle is not None:
        random.Random(shuffle).shuffle(due)
    for event_id in due:
        event_deliver(event_id, send=_post)
    for event_pk in stripe_events_unhandled():
        stripe_event_handle(event_pk)
    return len(due)


def _post(payload: str, signature: str) -> int:
    answer = Client().post(
        reverse("payments:stripe_webhook"),
        payload,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )
    return answer.status_code


@pytest.fixture(autouse=True)
def stripe_sandbox(settings: Settings, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty sandbox for each test: it commits by itself, so a rollback does not empty it."""
    settings.SANDBOX_WEBHOOK_URL = ""
    yield
    if own_thread.is_running():
        with django_db_blocker.unblock():
            in_sandbox(_empty)
            sandbox_disconnect()


def _empty() -> None:
    for model in TABLES:
        model.objects.all().delete()
