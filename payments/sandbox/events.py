"""The sandbox's events: a row for each, delivered by Celery once "Stripe" has committed."""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from stripe import api_version

from payments.models import SandboxEvent, SandboxObject
from payments.sandbox.calls import Data
from payments.sandbox.store import new_id, shown, stamp


@dataclass(frozen=True)
class Cause:
    """The call that events come from, and what is to go wrong with them."""

    request_id: str | None = None
    key: str | None = None
    copies: int = 1
    late: timedelta = timedelta(0)


cause: ContextVar[Cause | None] = ContextVar("cause", default=None)


def emit(type_: str, row: SandboxObject) -> None:
    """Records that something happened to an object, as it is now."""
    now, why = timezone.now(), cause.get() or Cause()
    event_id = new_id("evt")
    payload: Data = {
        "id": event_id,
        "object": "event",
        "api_version": api_version,
        "created": stamp(now),
        "data": {"object": shown(row)},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": why.request_id, "idempotency_key": why.key},
        "type": type_,
    }
    if row.account:
        payload["account"] = row.account
    event = SandboxEvent.objects.create(
        id=event_id,
        type=type_,
        account=row.account,
        payload=json.dumps(payload),
        created_at=now,
        due_at=now + why.late,
        copies=why.copies,
    )
    if settings.SANDBOX_WEBHOOK_URL:
        transaction.on_commit(lambda: _enqueue(event), robust=True)


def _enqueue(event: SandboxEvent) -> None:
    from payments.sandbox.tasks import sandbox_event_deliver

    sandbox_event_deliver.apply_async((event.pk,), eta=event.due_at)
