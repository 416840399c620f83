"""Answering a call: luck, idempotency, the handler, in one transaction of the sandbox's own."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg2.errors import LockNotAvailable

from payments.models import SandboxFault, SandboxIdempotencyKey
from payments.sandbox import api
from payments.sandbox.calls import Call, Declined, Refusal
from payments.sandbox.events import Cause, cause
from payments.sandbox.faults import faults_for
from payments.sandbox.routes import handler_of
from payments.sandbox.store import expanded, new_id

KEYS_LAST = timedelta(hours=24)
LATE = timedelta(seconds=30)
Fault = SandboxFault.Kind


@dataclass
class Answer:
    """Status and body; `lost` when the caller never gets to see them."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False


def answer(call: Call) -> Answer:
    """Answers a call as Stripe would. Runs inside the sandbox (`in_sandbox`)."""
    call.request_id = new_id("req")
    luck = faults_for(call)
    if early := _early(luck):
        return early
    before = cause.set(_cause(call, luck))
    try:
        result = _once(call) if call.method == "post" and call.key else _handled(call)
    finally:
        cause.reset(before)
    result.headers["request-id"] = call.request_id
    result.lost = Fault.LOST_RESPONSE in luck
    return result


def _cause(call: Call, luck: set[str]) -> Cause:
    return Cause(
        request_id=call.request_id,
        key=call.key or None,
        copies=2 if Fault.WEBHOOK_DOUBLED in luck else 1,
        late=LATE if Fault.WEBHOOK_LATE in luck else timedelta(0),
    )


def _early(luck: set[str]) -> Answer | None:
    """The answer of a call that never reaches its handler."""
    if Fault.TIMEOUT in luck:
        return Answer(0, "", lost=True)
    if Fault.RATE_LIMIT in luck:
        return _refused(
            Refusal(
                429, type="invalid_request_error", code="rate_limit", message="Too many requests"
            )
        )
    if Fault.SERVER_ERROR in luck:
        return _refused(Refusal(500, type="api_error", message="An unknown error occurred"))
    return None


def _once(call: Call) -> Answer:
    """The first answer to the call's key; the same key with other parameters is refused."""
    if not _try_lock(f"{call.account}:{call.key}"):
        return _refused(
            Refusal(
                409,
                type="idempotency_error",
                code="idempotency_key_in_use",
                message="There is currently another in-progress request using this key.",
            )
        )
    asked = hashlib.sha256(f"{call.path}?{call.raw}".encode()).hexdigest()
    if stored := _stored(call):
        return _again(stored, asked, call.key)
    result = _handled(call)
    if result.status in {200, 402}:
        SandboxIdempotencyKey.objects.create(
            account=call.account,
            key=call.key,
            request_hash=asked,
            status=result.status,
            body=result.body,
        )
    return result


def _stored(call: Call) -> SandboxIdempotencyKey | None:
    rows = SandboxIdempotencyKey.objects.filter(account=call.account, key=call.key)
    rows.filter(created_at__lt=timezone.now() - KEYS_LAST).delete()
    return rows.first()


def _again(stored: SandboxIdempotencyKey, asked: str, key: str) -> Answer:
    if stored.request_hash != asked:
        return _refused(
            Refusal(
                400,
                type="idempotency_error",
                message="Keys for idempotent requests can only be used with the same parameters "
                f"they were first used with. Try using a key other than '{key}'.",
            )
        )
    return Answer(stored.status, stored.body, {"idempotent-replayed": "true"})


def _handled(call: Call) -> Answer:
    try:
        with transaction.atomic():
            return _answered(call)
    except Refusal as refusal:
        return _refused(refusal)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        message = "This object cannot be accessed right now because another request has it."
        return _refused(
            Refusal(429, type="invalid_request_error", code="lock_timeout", message=message)
        )


def _answered(call: Call) -> Answer:
    handler = handler_of(call)
    _check_account(call)
    try:
        return Answer(200, json.dumps(expanded(call, handler(call))))
    except Declined as refusal:
        return _refused(refusal)


def _check_account(call: Call) -> None:
    if call.account and not api.account_exists(call.account):
        raise Refusal(
            403,
            type="invalid_request_error",
            code="account_invalid",
            message=f"The provided key does not have access to account '{call.account}'.",
        )


def _refused(refusal: Refusal) -> Answer:
    return Answer(refusal.status, json.dumps(refusal.body))


def _try_lock(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])
