"""Refunds to cards: a row in the act's transaction, Stripe after it, the ledger when it is done."""

from django.db import transaction
from django.utils import timezone

from payments.ledger.templates import payment_returned
from payments.models import Checkout, Dispute, Order, Refund
from payments.orders.remembered import is_old, refund_made
from payments.queue import enqueue
from payments.stripe_client import keyed, stripe_client


def refund_open(
    *,
    checkout: Checkout,
    payment: str,
    order: Order | None,
    cents: int,
    reason: str,
    balance_cents: int = 0,
    **parts: int,
) -> Refund:
    """Decides a refund of `cents` of a payment; it is sent to Stripe once this is committed.

    balance_cents of it go to the buyer's balance, for which nothing is sent; parts: the row's
    further columns, which say what of the order goes back.
    """
    refund = Refund.objects.create(
        checkout=checkout,
        payment_intent=payment,
        order=order,
        amount_cents=cents,
        balance_cents=balance_cents,
        reason=reason[:200],
        sent_at=timezone.now() if balance_cents == cents else None,
        **parts,
    )
    if refund.card_cents:
        enqueue("refund_send", refund.pk)
    return refund


def refund_send(*, refund: Refund) -> Refund:
    """Has Stripe send the money back, once however often it is run.

    While the buyer's bank has the payment in dispute it waits. Raises stripe.StripeError.
    """
    if refund.sent_at or refund.overtaken_at or _is_disputed(refund):
        return refund
    made = refund_made(refund) if is_old(refund.created_at) else ""
    return _sent(refund, made or _send(refund))


def _send(refund: Refund) -> str:
    answer = stripe_client().v1.refunds.create(
        params={
            "payment_intent": refund.payment_intent,
            "amount": refund.card_cents,
            "metadata": {"refund": str(refund.reference)},
        },
        options=keyed("refund", refund.reference),
    )
    return answer.id


def _is_disputed(refund: Refund) -> bool:
    return Dispute.objects.open().filter(payment_intent=refund.payment_intent).exists()


@transaction.atomic
def _sent(refund: Refund, stripe_refund: str) -> Refund:
    locked = Refund.objects.select_for_update().get(pk=refund.pk)
    locked.stripe_refund, locked.sent_at = stripe_refund, locked.sent_at or timezone.now()
    locked.save(update_fields=["stripe_refund", "sent_at"])
    payment_returned(
        payment=locked.payment_intent,
        refund=stripe_refund,
        buyer=locked.checkout.buyer,
        cents=locked.card_cents,
    )
    return locked
