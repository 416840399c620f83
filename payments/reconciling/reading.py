"""Stripe's balance transactions, copied as they are told, and their fees booked."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from stripe.params import BalanceTransactionListParams

from payments.ledger import Posting, post_many
from payments.ledger.templates import processing_fee_posting
from payments.models import StripeMovement
from payments.stripe_client import noted, stripe_client

PAGE, BATCH = 100, 500


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


def _told(since: datetime | None) -> Iterator[Any]:
    asked: BalanceTransactionListParams = {"limit": PAGE, "expand": ["data.source"]}
    if since:
        asked["created"] = {"gte": int(since.timestamp())}
    pages = stripe_client().v1.balance_transactions.list(asked)
    return iter(pages.auto_paging_iter())


@transaction.atomic
def _keep(batch: Sequence[Any]) -> tuple[int, int]:
    ids = [told.id for told in batch]
    known = set(StripeMovement.objects.filter(movement__in=ids).values_list("movement", flat=True))
    fresh = {told.id: told for told in batch if told.id not in known}
    StripeMovement.objects.bulk_create(_row(told) for told in fresh.values())
    fees = [told for told in fresh.values() if told.fee]
    post_many([_fee(told) for told in fees])
    return len(fresh), sum(told.fee for told in fees)


def _row(told: Any) -> StripeMovement:
    return StripeMovement(
        movement=told.id,
        type=told.type,
        source=_source_id(told),
        amount_cents=told.amount,
        fee_cents=told.fee,
        made_at=datetime.fromtimestamp(told.created, UTC),
        transfer_key=transfer_key(told),
    )


def _fee(told: Any) -> Posting:
    payment = getattr(told.source, "payment_intent", None) or _source_id(told)
    return processing_fee_posting(payment=str(payment)[:64], source=told.id, cents=told.fee)


def _source_id(told: Any) -> str:
    return str(getattr(told.source, "id", told.source) or "")


def transfer_key(told: Any) -> str:
    """The key of the ledger transfer that stands for a balance transaction, "" if none should."""
    source: Any = told.source
    if source is None or isinstance(source, str):
        return ""
    payout = noted(source, "payout")
    keys = {
        "charge": f"payment_received:{getattr(source, 'payment_intent', '')}",
        "refund": f"payment_returned:{source.id}",
        "transfer": f"payout_sent:{payout}" if payout else "",
        "transfer_reversal": f"payout_recalled:{payout}" if payout else "",
        "dispute": f"dispute_{'opened' if told.amount < 0 else 'won'}:{source.id}",
    }
    return keys.get(source.object, "")
