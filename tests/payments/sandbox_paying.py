"""Payments at the sandbox, through the SDK, for its tests."""

from typing import Any

import stripe

from payments.models import SandboxEvent
from payments.stripe_client import keyed, stripe_client


def pay(method: str = "pm_card_visa", key: str = "pay", **params: Any) -> stripe.PaymentIntent:
    asked: Any = {
        "amount": 4940,
        "currency": "usd",
        "confirm": True,
        "payment_method": method,
        "return_url": "https://shop.test/return",
        **params,
    }
    return stripe_client().v1.payment_intents.create(asked, keyed("test", key))


def events() -> list[str]:
    return list(SandboxEvent.objects.order_by("created_at", "id").values_list("type", flat=True))
