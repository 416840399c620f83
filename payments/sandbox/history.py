"""Payments made before the site was first opened, put into the sandbox's books in bulk.

So that a marketplace loaded with a past can refund it and pay it out. No webhook tells of them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from payments.models import SandboxBalanceTransaction as Movement
from payments.models import SandboxObject
from payments.sandbox.api.charges import charge_authorize, charge_capture
from payments.sandbox.api.payment_intents import intent_make
from payments.sandbox.api.payment_methods import payment_method_find
from payments.sandbox.books import processing_fee
from payments.sandbox.calls import Call, Data
from payments.sandbox.store import change, new_id, stamp

CARD = "pm_card_visa"


@dataclass(frozen=True)
class PastPayment:
    """A card payment that went through; `refunded_at` when all of it went back."""

    cents: int
    at: datetime
    description: str
    metadata: dict[str, str] = field(default_factory=dict)
    refunded_at: datetime | None = None


class Remembered(NamedTuple):
    """Stripe's ids of a past payment and of its refund ("" when there was none)."""

    intent: str
    refund: str


class _Rows(NamedTuple):
    remembered: Remembered
    objects: list[SandboxObject]
    movements: list[Movement]


def payments_remember(payments: Sequence[PastPayment]) -> list[Remembered]:
    """Writes the payments, with charges, refunds and balance; their ids in the same order."""
    if not payments:
        return []
    intent, charge = _example()
    made = [_past(payment, intent, charge) for payment in payments]
    SandboxObject.objects.bulk_create([row for rows in made for row in rows.objects])
    Movement.objects.bulk_create([row for rows in made for row in rows.movements])
    return [rows.remembered for rows in made]


def _example() -> tuple[Data, Data]:
    """A payment as the API makes it, taken out of the books again: what the others look like."""
    call = Call("post", "/v1/payment_intents", {"payment_method": CARD})
    intent = intent_make(call, 100)
    charge = charge_authorize(intent, payment_method_find(call, CARD))
    charge_capture(charge, 100)
    change(intent, latest_charge=charge.pk, status="succeeded")
    Movement.objects.filter(source=charge.pk).delete()
    data = dict(intent.data), dict(charge.data)
    intent.delete()
    charge.delete()
    return data


def _past(payment: PastPayment, intent: Data, charge: Data) -> _Rows:
    ids = {"intent": new_id("pi"), "charge": new_id("ch"), "refund": ""}
    paid = _movement("charge", ids["charge"], payment.cents, payment.at)
    about = {"metadata": payment.metadata, "description": payment.description}
    gone = payment.cents if payment.refunded_at else 0
    objects = [
        _object(
            "payment_intent", ids["intent"], payment.at, intent, **about, amount=payment.cents,
            amount_received=payment.cents, latest_charge=ids["charge"],
            client_secret=f"{ids['intent']}_secret_past",
        ),
        _object(
            "charge", ids["charge"], payment.at, charge, **about, amount=payment.cents,
            amount_captured=payment.cents, amount_refunded=gone, refunded=bool(gone),
            payment_intent=ids["intent"], balance_transaction=paid.pk,
        ),
    ]  # fmt: skip
    movements = [paid]
    if payment.refunded_at:
        ids["refund"] = new_id("re")
        back = _movement("refund", ids["refund"], -payment.cents, payment.refunded_at)
        objects.append(_refund(ids, payment.cents, payment.refunded_at, back.pk))
        movements.append(back)
    return _Rows(Remembered(ids["intent"], ids["refund"]), objects, movements)


def _refund(ids: dict[str, str], cents: int, at: datetime, movement: str) -> SandboxObject:
    return _object(
        "refund", ids["refund"], at, {"livemode": False}, amount=cents, charge=ids["charge"],
        currency="usd", metadata={}, payment_intent=ids["intent"], reason=None,
        status="succeeded", balance_transaction=movement,
    )  # fmt: skip


def _object(kind: str, object_id: str, at: datetime, example: Data, **data: Any) -> SandboxObject:
    head = {"id": object_id, "object": kind, "created": stamp(at)}
    copied = json.loads(json.dumps(example | head | data))
    return SandboxObject(id=object_id, kind=kind, data=copied, created_at=at)


def _movement(type_: str, source: str, cents: int, at: datetime) -> Movement:
    return Movement(
        id=new_id("txn"),
        type=type_,
        source=source,
        amount=cents,
        fee=processing_fee(cents) if cents > 0 else 0,
        created_at=at,
        available_at=at,
    )
