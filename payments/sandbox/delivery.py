"""Delivering the sandbox's events to the site's own webhook, signed as Stripe signs."""

import logging
from collections.abc import Callable
from datetime import timedelta

import requests
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from stripe import WebhookSignature

from payments.models import SandboxEvent
from payments.sandbox.own_thread import in_sandbox

TIMEOUT_SECONDS = 10
Sender = Callable[[str, str], int]


class Undelivered(Exception):
    """The webhook did not answer 2xx."""


def send_over_http(payload: str, signature: str) -> int:
    """Posts a payload to the running site; returns the status, 0 when nobody answers."""
    headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
    try:
        answer = requests.post(
            settings.SANDBOX_WEBHOOK_URL,
            data=payload.encode(),
            headers=headers,
            timeout=TIMEOUT_SECONDS,
        )
    except requests.RequestException as problem:
        logging.getLogger(__name__).warning("webhook not delivered: %s", type(problem).__name__)
        return 0
    return answer.status_code


def signature_of(payload: str) -> str:
    """The Stripe-Signature header for a payload, signed now."""
    return str(WebhookSignature.generate_signature_header(payload, settings.STRIPE_WEBHOOK_SECRET))


def event_deliver(event_id: str, send: Sender = send_over_http) -> None:
    """Delivers an event that is due and was not delivered, as often as it has copies.

    Raises Undelivered when the site does not take it; the row stays for another try.
    """
    event = SandboxEvent.objects.filter(pk=event_id, delivered_at=None).first()
    if event is None:
        return
    statuses = [send(event.payload, signature_of(event.payload)) for _ in range(event.copies)]
    arrived = all(200 <= status < 300 for status in statuses)
    in_sandbox(_note, event_id, arrived)
    if not arrived:
        raise Undelivered(f"{event_id}: {statuses}")


def events_due(late_by: timedelta = timedelta(0)) -> list[str]:
    """Ids of the events that should have been delivered `late_by` ago, oldest first."""
    moment = timezone.now() - late_by
    rows = SandboxEvent.objects.filter(delivered_at=None, due_at__lte=moment)
    return list(rows.order_by("due_at", "created_at", "id").values_list("pk", flat=True)[:500])


def _note(event_id: str, arrived: bool) -> None:
    SandboxEvent.objects.filter(pk=event_id).update(
        attempts=F("attempts") + 1, delivered_at=timezone.now() if arrived else None
    )
