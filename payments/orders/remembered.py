"""What Stripe did already for a row whose idempotency key it may have forgotten (P5).

Stripe keeps keys for a day. Within that day repeating a call is safe; a row that is older is looked
for at Stripe, by the reference that we noted on the object, before anything is asked once more.
All of it raises stripe.StripeError.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import stripe
from django.utils import timezone

from payments.models import Checkout, Payout, Refund
from payments.stripe_client import noted, stripe_client

KEYS_SURELY_LAST = timedelta(hours=20)
CLOCKS_DIFFER = timedelta(minutes=5)


def is_old(moment: datetime) -> bool:
    """Whether a call first made at that moment may be forgotten by now."""
    return timezone.now() - moment > KEYS_SURELY_LAST


def intent_made(checkout: Checkout) -> stripe.PaymentIntent | None:
    """The newest payment intent of the attempt under way, if Stripe has one."""
    began = (checkout.paying_at or checkout.created_at) - CLOCKS_DIFFER
    ended = began + KEYS_SURELY_LAST
    pages = stripe_client().v1.payment_intents.list(
        {
            "limit": 100,
            "created": {"gte": int(began.timestamp()), "lt": int(ended.timestamp())},
        }
    )
    found: stripe.PaymentIntent | None = _noted(
        pages.auto_paging_iter(), "checkout", checkout.reference
    )
    return found


def refund_made(refund: Refund) -> str:
    """The refund's id at Stripe, "" when there is none."""
    pages = stripe_client().v1.refunds.list({"payment_intent": refund.payment_intent, "limit": 100})
    return _id(_noted(pages.auto_paging_iter(), "refund", refund.reference))


def transfer_made(payout: Payout, account: str) -> str:
    """The id of the payout's transfer to the seller's account, "" when there is none."""
    pages = stripe_client().v1.transfers.list({"destination": account, "limit": 100})
    return _id(_noted(pages.auto_paging_iter(), "payout", payout.reference))


def payout_made(payout: Payout, account: str) -> str:
    """The payout's id at Stripe, "" when there is none."""
    pages = stripe_client().v1.payouts.list({"limit": 100}, {"stripe_account": account})
    return _id(_noted(pages.auto_paging_iter(), "payout", payout.reference))


def is_recalled(payout: Payout) -> bool:
    """Whether the payout's transfer was taken back."""
    return bool(stripe_client().v1.transfers.retrieve(payout.stripe_transfer).reversed)


def _noted(rows: Iterable[Any], name: str, reference: object) -> Any:
    """The first object on which we noted the reference."""
    return next((row for row in rows if noted(row, name) == str(reference)), None)


def _id(found: Any) -> str:
    return str(found.id) if found else ""
