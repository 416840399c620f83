"""Stripe's balance transactions, copied as they are told, and their fees booked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from payments.ledger import Posting, post_many
from payments.ledger.templates import processing_fee_posting
from payments.models import StripeMovement
from payments.stripe_client import stripe_client

PAGE, BATCH = 100, 1000
Told = Mapping[str, Any]
"""A balance transaction as Stripe writes it, with its source in full.

Plain, not the SDK's object: a night reads a hundred thousand, and to make objects of them took half
of it.
"""


def movements_read(*, since: datetime | None) -> tuple[int, int]:
    """Copies what Stripe booked since then (None: ever); returns how many are new, and their fees.

    Fees in cents. Raises stripe.StripeError; what was read by then is kept.
    """
    count = fees = 0
    told = _told(since)
    while batch := list(islice(told, BATCH)):
        new, cents = _keep(batch)
        count, fees = count + new, fees + cents
    return count, fees


def _told(since: datetime | None) -> Iterator[Told]:
    """All of them, newest first."""
    asked: dict[str, Any] = {"limit": PAGE, "expand": ["data.source"]}
    if since:
        asked["created"] = {"gte": int(since.timestamp())}
    while True:
        page: Any = stripe_client().raw_request("get", "/v1/balance_transactions", **asked).data
        yield from page["data"]
        if not page["has_more"]:
            return
        asked["starting_after"] = page["data"][-1]["id"]


@transaction.atomic
def _keep(batch: Sequence[Told]) -> tuple[int, int]:
    ids = [told["id"] for told in batch]
    known = set(StripeMovement.objects.filter(movement__in=ids).values_list("movement", flat=True))
    fresh = {told["id"]: told for told in batch if told["id"] not in known}
    StripeMovement.objects.bulk_create(_row(told) for told in fresh.values())
    fees = [told for told in fresh.values() if told["fee"]]
    post_many([_fee(told) for told in fees])
    return len(fresh), sum(told["fee"] for told in fees)


def _row(told: Told) -> StripeMovement:
    return StripeMovement(
        movement=told["id"],
        type=told["type"],
        source=_source_id(told),
        amount_cents=told["amount"],
        fee_cents=told["fee"],
        made_at=datetime.fromtimestamp(told["created"], UTC),
        transfer_key=transfer_key(told),
    )


def _fee(told: Told) -> Posting:
    payment = _source(told).get("payment_intent") or _source_id(told)
    return processing_fee_posting(payment=str(payment)[:64], source=told["id"], cents=told["fee"])


def _source(told: Told) -> Told:
    """What was booked, empty when Stripe names nothing or only an id."""
    return told["source"] if isinstance(told["source"], dict) else {}


def _source_id(told: Told) -> str:
    return str(_source(told).get("id") or told["source"] or "")


def transfer_key(told: Told) -> str:
    """The key of the ledger transfer that stands for a balance transaction, "" if none should."""
    source = _source(told)
    payout = (source.get("metadata") or {}).get("payout", "")
    keys = {
        "charge": f"payment_received:{source.get('payment_intent') or ''}",
        "refund": f"payment_returned:{source.get('id')}",
        "transfer": f"payout_sent:{payout}" if payout else "",
        "transfer_reversal": f"payout_recalled:{payout}" if payout else "",
        "dispute": f"dispute_{'opened' if told['amount'] < 0 else 'won'}:{source.get('id')}",
    }
    return keys.get(source.get("object", ""), "")
