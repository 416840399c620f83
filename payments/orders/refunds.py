"""Refunds to cards: a row in the act's transaction, Stripe after it, the ledger when it is done."""

from django.db import transaction
from django.utils import timezone

from payments.ledger.templates import payment_returned
from payments.models import Checkout, Order, Refund
from payments.queue import enqueue
from payments.stripe_client import keyed, stripe_client


def refund_open(
    *, checkout: Checkout, payment: str, order: Order | None, cents: int, reason: str
) -> Refund:
    """Decides a refund of `cents` of a payment; it is sent to Stripe once this is committed."""
    refund = Refund.objects.create(
        checkout=checkout,
        payment_intent=payment,
        order=order,
        amount_cents=cents,
        reason=reason[:200],
    )
    enqueue("refund_send", refund.pk)
    return refund


def refund_send(*, refund: Refund) -> Refund:
    """Has Stripe send the money back, once however often it is run. Raises stripe.StripeError."""
    if refund.sent_at:
        return refund
    answer = stripe_client().v1.refunds.create(
        params={
            "payment_intent": refund.payment_intent,
            "amount": refund.amount_cents,
            "metadata": {"refund": str(refund.reference)},
        },
        options=keyed("refund", refund.reference),
    )
    return _sent(refund, answer.id)


@transaction.atomic
def _sent(refund: Refund, stripe_refund: str) -> Refund:
    locked = Refund.objects.select_for_update().get(pk=refund.pk)
    locked.stripe_refund, locked.sent_at = stripe_refund, locked.sent_at or timezone.now()
    locked.save(update_fields=["stripe_refund", "sent_at"])
    payment_returned(
        payment=locked.payment_intent,
        refund=stripe_refund,
        buyer=locked.checkout.buyer,
        cents=locked.amount_cents,
    )
    return locked
