"""From the seller's balance to their bank (P4)."""

import uuid

import stripe
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from closets.templatetags.money import money
from payments.connect import account_of
from payments.ledger import account_lock, balance
from payments.ledger.templates import (
    payout_bounced,
    payout_failed,
    payout_paid,
    payout_recalled,
    payout_requested,
    payout_sent,
)
from payments.models import Account, Payout
from payments.orders.remembered import is_old, is_recalled, payout_made, transfer_made
from payments.queue import enqueue
from payments.stripe_client import keyed, stripe_client
from social.models import News
from social.services.news import news_add

MIN_CENTS = 100
Status = Payout.Status


class PayoutRefused(Exception):
    """The payout cannot be made; the message is meant for the seller."""


class NotSentYet(Exception):
    """The payout is still being sent; the webhook is handled again later."""


@transaction.atomic
def payout_request(
    *, user: User, cents: int, reference: uuid.UUID | None = None, is_instant: bool = False
) -> Payout:
    """Takes `cents` out of the balance and sends them to the bank after this is committed.

    An instant one costs settings.INSTANT_PAYOUT_CENTS of it. The same reference again gives the
    same payout. Raises PayoutRefused for less than a dollar (after the fee) or more than there is.
    """
    available = balance(account_lock(Account.Kind.SELLER_BALANCE, user))
    reference = reference or uuid.uuid4()
    earlier = Payout.objects.filter(user=user, reference=reference).first()
    if earlier:
        return earlier
    fee = settings.INSTANT_PAYOUT_CENTS if is_instant else 0
    _check(cents, fee, available)
    payout = Payout.objects.create(
        user=user, amount_cents=cents, reference=reference, is_instant=is_instant, fee_cents=fee
    )
    payout_requested(payout=str(reference), seller=user, cents=cents, fee_cents=fee)
    enqueue("payout_send", payout.pk)
    return payout


def payout_send(*, payout: Payout) -> Payout:
    """Moves the money at Stripe: to the seller's account, then to their bank.

    Once however often it is run; the keys are the payout's own. What Stripe will not pay out is the
    seller's balance again. Raises stripe.StripeError when it is to be tried again.
    """
    if payout.status != Status.REQUESTED:
        return payout
    transfer = ""
    try:
        connected = account_of(user=payout.user).account
        transfer = _transfer(payout, connected)
        return _sent(payout, transfer, _pay_out(payout, connected))
    except stripe.InvalidRequestError as refused:
        if refused.code == "balance_insufficient":  # what buyers paid is not at our disposal yet
            raise
        return _refused(payout, transfer, refused.user_message or "")


@transaction.atomic
def payout_settle(*, reference: str, paid: bool, problem: str = "") -> Payout | None:
    """The bank has it, or it is the seller's balance again; None when it is none of ours.

    A bank may send back what it had, days later. Raises NotSentYet when the bank is faster than our
    own note of having sent it.
    """
    payout = Payout.objects.select_for_update(no_key=True).filter(reference=reference).first()
    if payout and payout.status == Status.REQUESTED:
        raise NotSentYet(reference)
    if payout is None or payout.status == Status.FAILED:
        return payout
    if not paid:
        return _bounce(payout, problem)
    if payout.status == Status.SENT:
        payout_paid(payout=reference, seller=payout.user, cents=payout.sent_cents)
        _finish(payout, Status.PAID)
    return payout


def payout_recall(*, payout: Payout) -> Payout:
    """Takes a failed payout's money back from the seller's Stripe account, once.

    Raises stripe.StripeError when it is to be tried again.
    """
    if payout.recalled_at or payout.status != Status.FAILED or not payout.stripe_transfer:
        return payout
    if not (is_old(payout.created_at) and is_recalled(payout)):
        stripe_client().v1.transfers.reversals.create(
            payout.stripe_transfer,
            {"metadata": {"payout": str(payout.reference)}},
            keyed("payout", payout.reference, "recall"),
        )
    return _recalled(payout)


def _check(cents: int, fee: int, available: int) -> None:
    if cents - fee < MIN_CENTS:
        raise PayoutRefused(f"A payout is at least {money(MIN_CENTS + fee)}.")
    if cents > available:
        raise PayoutRefused(f"Your balance is {money(available)}.")


def _transfer(payout: Payout, account: str) -> str:
    made = transfer_made(payout, account) if is_old(payout.created_at) else ""
    return made or _transfer_make(payout, account)


def _transfer_make(payout: Payout, account: str) -> str:
    answer = stripe_client().v1.transfers.create(
        params={
            "amount": payout.sent_cents,
            "currency": "usd",
            "destination": account,
            "metadata": {"payout": str(payout.reference)},
        },
        options=keyed("payout", payout.reference, "transfer"),
    )
    return answer.id


def _pay_out(payout: Payout, account: str) -> str:
    made = payout_made(payout, account) if is_old(payout.created_at) else ""
    return made or _pay_out_make(payout, account)


def _pay_out_make(payout: Payout, account: str) -> str:
    answer = stripe_client().v1.payouts.create(
        params={
            "amount": payout.sent_cents,
            "currency": "usd",
            "method": "instant" if payout.is_instant else "standard",
            "metadata": {"payout": str(payout.reference)},
        },
        options=keyed("payout", payout.reference, account=account),
    )
    return answer.id


def _lock(payout: Payout) -> Payout:
    return Payout.objects.select_for_update(no_key=True).get(pk=payout.pk)


@transaction.atomic
def _sent(payout: Payout, transfer: str, stripe_payout: str) -> Payout:
    locked = _lock(payout)
    if locked.status != Status.REQUESTED:
        return locked
    locked.status, locked.stripe_payout = Status.SENT, stripe_payout
    locked.save(update_fields=["status", "stripe_payout"])
    _note_transfer(locked, transfer)
    return locked


@transaction.atomic
def _refused(payout: Payout, transfer: str, problem: str) -> Payout:
    locked = _lock(payout)
    if locked.status != Status.REQUESTED:
        return locked
    if transfer:
        _note_transfer(locked, transfer)
    return _fail(locked, problem)


def _note_transfer(locked: Payout, transfer: str) -> None:
    locked.stripe_transfer = transfer
    locked.save(update_fields=["stripe_transfer"])
    payout_sent(payout=str(locked.reference), seller=locked.user, cents=locked.sent_cents)


def _bounce(locked: Payout, problem: str) -> Payout:
    """It came back from the bank, which may have had it."""
    if locked.status == Status.PAID:
        payout_bounced(payout=str(locked.reference), seller=locked.user, cents=locked.sent_cents)
    return _fail(locked, problem)


def _fail(locked: Payout, problem: str) -> Payout:
    payout_failed(
        payout=str(locked.reference),
        seller=locked.user,
        cents=locked.amount_cents,
        fee_cents=locked.fee_cents,
    )
    if locked.stripe_transfer:
        enqueue("payout_recall", locked.pk)
    news_add(
        recipient_id=locked.user_id,
        kind=News.Kind.ORDER,
        text=f"Your payout of {money(locked.amount_cents)} failed and is in your balance again",
        url=reverse("payments:balance"),
    )
    return _finish(locked, Status.FAILED, problem)


def _finish(locked: Payout, status: Payout.Status, problem: str = "") -> Payout:
    locked.status, locked.problem, locked.finished_at = status, problem[:200], timezone.now()
    locked.save(update_fields=["status", "problem", "finished_at"])
    return locked


@transaction.atomic
def _recalled(payout: Payout) -> Payout:
    locked = _lock(payout)
    locked.recalled_at = locked.recalled_at or timezone.now()
    locked.save(update_fields=["recalled_at"])
    payout_recalled(payout=str(locked.reference), seller=locked.user, cents=locked.sent_cents)
    return locked
