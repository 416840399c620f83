"""What Stripe's webhooks set in motion: the same services that the pages call."""

import stripe

from payments.models import Checkout
from payments.orders.payouts import payout_settle
from payments.orders.placing import checkout_placed, payment_came_too_late
from payments.webhooks import handles


@handles("payment_intent.succeeded")
def payment_succeeded(event: stripe.Event) -> None:
    """The money came, whether or not the buyer's browser came back to tell."""
    intent = event.data.object
    reference = _note(event, "checkout")
    checkout = Checkout.objects.filter(reference=reference).first() if reference else None
    if checkout is None:
        return
    cents = intent["amount_received"]
    if not checkout_placed(checkout=checkout, intent=intent["id"], cents=cents):
        payment_came_too_late(checkout=checkout, intent=intent["id"], cents=cents)


@handles("payout.paid")
def payout_arrived(event: stripe.Event) -> None:
    """The bank has the payout."""
    if reference := _note(event, "payout"):
        payout_settle(reference=reference, paid=True)


@handles("payout.failed", "payout.canceled")
def payout_bounced(event: stripe.Event) -> None:
    """The payout never reached the bank."""
    if reference := _note(event, "payout"):
        payout_settle(reference=reference, paid=False)


def _note(event: stripe.Event, name: str) -> str | None:
    """What we noted on the object when we made it, by name."""
    notes = event.data.object["metadata"] or {}
    return str(notes[name]) if name in notes else None
