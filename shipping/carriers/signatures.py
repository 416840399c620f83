"""Signed messages: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
import re
from datetime import datetime

from shipping.carriers.base import WebhookRefused

TOLERANCE_SECONDS = 300
STAMP = re.compile("[0-9]{1,12}")
DIGEST = re.compile("[0-9a-f]{64}")


def signature_make(secret: str, body: bytes, at: datetime) -> str:
    """The header that proves who sent `body`, and when."""
    stamp = int(at.timestamp())
    return f"t={stamp},v1={_digest(secret, stamp, body)}"


def signature_check(secret: str, header: str, body: bytes, now: datetime) -> None:
    """Raise WebhookRefused (400) unless `header` signs `body` within five minutes of `now`."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    stamp, given = parts.get("t", ""), parts.get("v1", "")
    if not (STAMP.fullmatch(stamp) and DIGEST.fullmatch(given)):
        raise WebhookRefused(400, "The signature is missing or malformed.")
    if not hmac.compare_digest(_digest(secret, int(stamp), body), given):
        raise WebhookRefused(400, "The signature does not match.")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        raise WebhookRefused(400, "The signature is too old.")


def _digest(secret: str, stamp: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
