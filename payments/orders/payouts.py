"""From the seller's balance to their bank (P4)."""

import stripe
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.connect import account_of
from payments.ledger import account_lock, balance
from payments.ledger.templates import (
    payout_failed,
    payout_paid,
    payout_recalled,
    payout_requested,
    payout_sent,
)
from payments.models import Account, Payout
from payments.queue import enqueue
from payments.stripe_client import keyed, stripe_client

MIN_CENTS = 100
Status = Payout.Status


class PayoutRefused(Exception):
    """The payout cannot be made; the message is meant for the seller."""


class NotSentYet(Exception):
    """The payout is still being sent; the webhook is handled again later."""


@transaction.atomic
def payout_request(*, user: User, cents: int) -> Payout:
    """Takes `cents` out of the balance and sends them to the bank after this is committed.

    Raises PayoutRefused for less than a dollar or more than there is.
    """
    if cents < MIN_CENTS:
        raise PayoutRefused("A payout is at least $1.00.")
    available = balance(account_lock(Account.Kind.SELLER_BALANCE, user))
    if cents > available:
        raise PayoutRefused(f"Your balance is ${available / 100:,.2f}.")
    payout = Payout.objects.create(user=user, amount_cents=cents)
    payout_requested(payout=str(payout.reference), seller=user, cents=cents)
    enqueue("payout_send", payout.pk)
    return payout


def payout_send(*, payout: Payout) -> Payout:
    """Moves the money at Stripe: to the seller's account, then to their bank.

    Once however often it is run; the keys are the payout's own. Raises stripe.StripeError.
    """
    if payout.status != Status.REQUESTED:
        return payout
    connected = account_of(user=payout.user)
    transfer = stripe_client().v1.transfers.create(
        params={
            "amount": payout.amount_cents,
            "currency": "usd",
            "destination": connected.account,
            "metadata": {"payout": str(payout.reference)},
        },
        options=keyed("payout", payout.reference, "transfer"),
    )
    answer = stripe_client().v1.payouts.create(
        params={
            "amount": payout.amount_cents,
            "currency": "usd",
            "metadata": {"payout": str(payout.reference)},
        },
        options=keyed("payout", payout.reference, account=connected.account),
    )
    return _sent(payout, transfer, answer)


@transaction.atomic
def payout_settle(*, reference: str, paid: bool) -> Payout | None:
    """The bank has it, or it is the seller's balance again; None when it is none of ours.

    Raises NotSentYet when the bank is faster than our own note of having sent it.
    """
    payout = Payout.objects.select_for_update().filter(reference=reference).first()
    if payout and payout.status == Status.REQUESTED:
        raise NotSentYet(reference)
    if payout is None or payout.status != Status.SENT:
        return payout
    cents = payout.amount_cents
    if paid:
        payout_paid(payout=reference, seller=payout.user, cents=cents)
    else:
        payout_recalled(payout=reference, seller=payout.user, cents=cents)
        payout_failed(payout=reference, seller=payout.user, cents=cents)
    payout.status = Status.PAID if paid else Status.FAILED
    payout.finished_at = timezone.now()
    payout.save(update_fields=["status", "finished_at"])
    return payout


@transaction.atomic
def _sent(payout: Payout, transfer: stripe.Transfer, answer: stripe.Payout) -> Payout:
    locked = Payout.objects.select_for_update().get(pk=payout.pk)
    if locked.status != Status.REQUESTED:
        return locked
    locked.status, locked.stripe_transfer, locked.stripe_payout = (
        Status.SENT,
        transfer.id,
        answer.id,
    )
    locked.save(update_fields=["status", "stripe_transfer", "stripe_payout"])
    payout_sent(payout=str(locked.reference), seller=locked.user, cents=locked.amount_cents)
    return locked
