"""What Stripe's webhooks set in motion: the same services that the pages call."""

import uuid
from typing import Any

import stripe

from payments.models import Checkout
from payments.orders.disputes import Told, dispute_note
from payments.orders.payment import decline_message, payment_declined
from payments.orders.payouts import payout_settle
from payments.orders.placing import payment_take
from payments.webhooks import handles


@handles("payment_intent.succeeded")
def payment_succeeded(event: stripe.Event) -> None:
    """The money came, whether or not the buyer's browser came back to tell."""
    intent, checkout = event.data.object, _checkout(event)
    if checkout:
        payment_take(checkout=checkout, intent=intent["id"], cents=intent["amount_received"])


@handles("payment_intent.payment_failed", "payment_intent.canceled")
def payment_failed(event: stripe.Event) -> None:
    """The bank refused, perhaps after its own page from which the buyer never came back.

    Only the intent under way counts: each attempt has one of its own, which is not used again.
    """
    intent: Any = event.data.object
    checkout = _checkout(event)
    if checkout and checkout.payment_intent == intent["id"]:
        payment_declined(checkout=checkout, message=decline_message(intent))


@handles("payout.paid")
def payout_arrived(event: stripe.Event) -> None:
    """The bank has the payout."""
    if reference := _note(event, "payout"):
        payout_settle(reference=reference, paid=True)


@handles("payout.failed", "payout.canceled")
def payout_bounced(event: stripe.Event) -> None:
    """The payout never reached the bank."""
    if reference := _note(event, "payout"):
        problem = event.data.object["failure_message"] or ""
        payout_settle(reference=reference, paid=False, problem=problem)


@handles(
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
def payment_disputed(event: stripe.Event) -> None:
    """The buyer's bank takes a payment back, or has decided."""
    dispute: Any = event.data.object
    dispute_note(
        told=Told(
            dispute=dispute["id"],
            payment=dispute["payment_intent"] or "",
            cents=dispute["amount"],
            reason=dispute["reason"],
            status=dispute["status"],
            due=dispute["evidence_details"]["due_by"],
        )
    )


def _checkout(event: stripe.Event) -> Checkout | None:
    """The checkout that the event's payment intent is for, if it is one of ours."""
    reference = _note(event, "checkout")
    return Checkout.objects.filter(reference=reference).first() if reference else None


def _note(event: stripe.Event, name: str) -> str | None:
    """The reference (a UUID) that we noted on the object when we made it, by its name."""
    notes = event.data.object["metadata"] or {}
    try:
        return str(uuid.UUID(notes[name])) if name in notes else None
    except ValueError:
        return None  # another shop's, on the same Stripe account
