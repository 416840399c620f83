"""Webhook intake (P5): stored raw, handled exactly once, in any order, replayable.

A handler says what it handles and takes the event; it runs inside the transaction that marks the
event as handled, so its effects and the mark commit together. It never calls Stripe (no network
under a lock): what needs a call is queued by `transaction.on_commit`.

    @handles("payment_intent.succeeded")
    def payment_succeeded(event: stripe.Event) -> None: ...

Events come late, twice and in the wrong order, and staff can replay them: a handler looks at the
state of our own rows, not at what it expects to have happened.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import stripe
from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.utils import timezone

from payments.models import StripeEvent

TOLERANCE_SECONDS = 300
MOST_ATTEMPTS = 20
SWEEP = 500
Handler = Callable[[stripe.Event], None]
_handlers: dict[str, list[Handler]] = {}


class BadWebhook(ValueError):
    """Not signed by Stripe, too old, or not an event of ours."""


def handles(*types: str) -> Callable[[Handler], Handler]:
    """Registers a handler for event types."""

    def register(handler: Handler) -> Handler:
        for type_ in types:
            _handlers.setdefault(type_, []).append(handler)
        return handler

    return register


def stripe_event_receive(*, payload: bytes, signature: str) -> StripeEvent:
    """Stores an event once, as it came, and queues its handling. Raises BadWebhook."""
    try:
        stripe.WebhookSignature.verify_header(
            payload, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE_SECONDS
        )
        event = json.loads(payload)
        about = {"type": str(event["type"]), "account": event.get("account") or ""}
        event_id, is_live = event["id"], event["livemode"]
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as problem:
        raise BadWebhook from problem
    if is_live != settings.STRIPE_SECRET_KEY.startswith(("sk_live", "rk_live")):
        raise BadWebhook("an event of the other mode")
    return _store(event_id, about | {"payload": payload.decode()})


@transaction.atomic
def _store(event_id: str, fields: dict[str, str]) -> StripeEvent:
    row, _ = StripeEvent.objects.get_or_create(event_id=event_id, defaults=fields)
    if row.handled_at is None:
        _queue(row)
    return row


def stripe_event_handle(event_pk: int) -> None:
    """Handles a stored event unless it is handled already or in somebody's hands just now.

    A failing handler leaves everything as it was, but for the error noted on the row; it raises.
    """
    try:
        with transaction.atomic():
            _handle(event_pk)
    except Exception as error:
        note = f"{type(error).__name__}: {error}"[:500]
        StripeEvent.objects.filter(pk=event_pk).update(error=note, attempts=F("attempts") + 1)
        raise


def _handle(event_pk: int) -> None:
    rows = StripeEvent.objects.select_for_update(skip_locked=True)
    row = rows.filter(pk=event_pk, handled_at=None).first()
    if row is None:
        return
    event = stripe.Event.construct_from(json.loads(row.payload), settings.STRIPE_SECRET_KEY)
    for handler in _handlers.get(row.type, []):
        handler(event)
    row.handled_at, row.error, row.attempts = timezone.now(), "", row.attempts + 1
    row.save(update_fields=["handled_at", "error", "attempts"])


@transaction.atomic
def stripe_event_replay(*, row: StripeEvent) -> None:
    """Handles an event once more, as if it had just come."""
    StripeEvent.objects.filter(pk=row.pk).update(handled_at=None, attempts=0, error="")
    _queue(row)


def stripe_events_unhandled(
    now: datetime | None = None, age: timedelta = timedelta(0)
) -> list[int]:
    """Events unhandled for longer than `age`, oldest first; each failure lengthens the wait."""
    moment = (now or timezone.now()) - age
    patience = F("attempts") * F("attempts") * Value(timedelta(seconds=30))
    rows = StripeEvent.objects.filter(handled_at=None, attempts__lt=MOST_ATTEMPTS)
    due = rows.alias(due_at=ExpressionWrapper(F("received_at") + patience, DateTimeField())).filter(
        due_at__lte=moment
    )
    return list(due.order_by("received_at", "id").values_list("pk", flat=True)[:SWEEP])


def _queue(row: StripeEvent) -> None:
    from payments.stripe_tasks import stripe_event_handle as task

    transaction.on_commit(lambda: task.delay(row.pk), robust=True)
