"""The one way to Stripe (P5).

`stripe_client()` is the real `stripe.StripeClient`; without a key its transport is the sandbox's,
so one code path serves demo, tests and production. Both transports hold the caller to two rules:

- never inside a database transaction, whose locks would wait for the network;
- never a POST without an idempotency key of ours: pass `options=keyed("order", number, "pay")`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import stripe
from django.conf import settings
from django.db import transaction
from stripe import RequestOptions

from payments.sandbox.transport import SandboxTransport

TIMEOUT_SECONDS = 10
RETRIES = 2
stripe.enable_telemetry = False  # it would write a file into the home folder

_MADE_UP_BY_THE_SDK = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def stripe_client() -> stripe.StripeClient:
    """The client of this process."""
    return _client(settings.STRIPE_SECRET_KEY)


def keyed(*parts: object, account: str = "") -> RequestOptions:
    """Options for a call: its idempotency key from `parts`, and the connected account if any.

    The parts name one act for good ("order", number, "pay"), so that repeating it does it once.
    """
    options: RequestOptions = {"idempotency_key": ":".join(str(part) for part in parts)}
    if account:
        options["stripe_account"] = account
    return options


def noted(found: Any, name: str) -> str:
    """What we noted on a Stripe object when we made it (its metadata), "" when nothing."""
    notes = getattr(found, "metadata", None) or {}
    return str(notes[name]) if name in notes else ""


@cache
def _client(secret_key: str) -> stripe.StripeClient:
    transport = _Live(timeout=TIMEOUT_SECONDS) if secret_key else _Sandbox()
    return stripe.StripeClient(
        secret_key or "sk_test_sandbox", http_client=transport, max_network_retries=RETRIES
    )


def _check(method: str, headers: Mapping[str, str] | None) -> None:
    with transaction.atomic(durable=True):
        pass  # raises RuntimeError inside a transaction
    key = (headers or {}).get("Idempotency-Key", "")
    if method == "post" and _MADE_UP_BY_THE_SDK.fullmatch(key):
        raise RuntimeError("A call that writes at Stripe needs options=keyed(…)")


class _Live(stripe.RequestsClient):
    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        **options: Any,
    ) -> tuple[Any, int, Mapping[str, str]]:
        _check(method, headers)
        return super().request(method, url, headers, post_data, **options)


class _Sandbox(SandboxTransport):
    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        _check(method, headers)
        return super().request(method, url, headers, post_data, _usage=_usage)
