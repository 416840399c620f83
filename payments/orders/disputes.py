"""Chargebacks (P5): the buyer's bank takes a payment back, and decides weeks later.

Who bears a lost one: an order that was never shipped is undone, as if it were cancelled; a refund
that was not yet sent is settled by what the bank took; the rest is ours. A seller who shipped keeps
what they earned, unless the parcel comes back to them: then the order is undone after all.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from closets.templatetags.money import money
from payments.ledger.templates import (
    dispute_borne,
    dispute_opened,
    dispute_won,
    order_charged_back,
    refund_overtaken,
)
from payments.models import Checkout, Dispute, Entry, Order, Refund
from payments.models.order import OrderQuerySet
from payments.orders.cancelling import order_call_off
from payments.orders.checkout import checkout_lock
from payments.orders.refunding import back_of, covers_end, order_left
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus

Status = Dispute.Status
DECIDED = {"won": Status.WON, "lost": Status.LOST}


class Told(NamedTuple):
    """What Stripe says of a dispute; `status` in its words, `due` in seconds or None."""

    dispute: str
    payment: str
    cents: int
    reason: str
    status: str
    due: int | None


@transaction.atomic
def dispute_note(*, told: Told) -> Dispute | None:
    """Carries out what Stripe says of a dispute, in whatever order it is told.

    None for an inquiry, which takes no money yet, and for a payment that is none of ours.
    """
    checkout = _checkout_of(told.payment)
    if checkout is None or told.status.startswith("warning"):
        return None
    locked = checkout_lock(checkout)
    row = Dispute.objects.filter(stripe_dispute=told.dispute).first() or _open(locked, told)
    if row.status == Status.OPEN and told.status in DECIDED:
        _close(row, locked, DECIDED[told.status])
    return row


def _checkout_of(payment: str) -> Checkout | None:
    """Also of a payment for which nothing could be sold."""
    ours = Checkout.objects.filter(payment_intent=payment).first()
    refund = Refund.objects.filter(payment_intent=payment).select_related("checkout").first()
    return ours or (refund.checkout if refund else None)


def _open(checkout: Checkout, told: Told) -> Dispute:
    row = Dispute.objects.create(
        stripe_dispute=told.dispute,
        checkout=checkout,
        payment_intent=told.payment,
        amount_cents=told.cents,
        reason=told.reason[:40],
        due_by=datetime.fromtimestamp(told.due, UTC) if told.due else None,
    )
    dispute_opened(payment=told.payment, dispute=told.dispute, cents=told.cents)
    for order in _orders(row):
        order_tell(
            order,
            order.closet.user,
            "A payment is in dispute",
            f"The buyer's bank took back {money(told.cents)} and looks into it. What is not "
            "released yet waits until it has decided; we answer the bank for you.",
        )
    return row


def _close(row: Dispute, checkout: Checkout, status: Dispute.Status) -> None:
    if status == Status.WON:
        dispute_won(payment=row.payment_intent, dispute=row.stripe_dispute, cents=row.amount_cents)
    else:
        row.borne_cents = _lose(row, checkout)
    row.status, row.closed_at = status, timezone.now()
    row.save(update_fields=["status", "closed_at", "borne_cents"])
    _tell_closed(row)


def _lose(row: Dispute, checkout: Checkout) -> int:
    """Takes what the bank took from where it lies; returns the cents that are left to us."""
    left = row.amount_cents - _overtake(row)
    for order in _orders(row).filter(status=OrderStatus.IN_PROCESS):
        left -= _undo(order, row, left)
    if left:
        dispute_borne(payment=row.payment_intent, dispute=row.stripe_dispute, cents=left)
    return left


def _undo(order: Order, row: Dispute, left: int) -> int:
    """Undoes an order that nobody shipped; returns its cents, 0 when that cannot be done.

    What of it was paid from the balance goes back there, and is no part of what the bank took.
    """
    amounts, _ = order_left(order)
    back = back_of(order, amounts.total_cents)
    if not 0 < back.card_cents <= left:
        return 0
    try:
        with transaction.atomic():
            order_call_off(order=order, actor=None, reason="the buyer's bank took the payment back")
    except OrderRefused:  # the carrier has it: the seller keeps what they earned
        return 0
    covers_end(order)
    order_charged_back(
        order=order.number,
        dispute=row.stripe_dispute,
        buyer=order.buyer,
        seller=order.closet.user,
        amounts=amounts,
        to_balance_cents=back.balance_cents,
    )
    return back.card_cents


def _overtake(row: Dispute) -> int:
    """Settles refunds that Stripe cannot have sent; returns their cents.

    A bank takes what was left of the payment: what of it is not left was sent, though we may not
    have heard so.
    """
    refunds = Refund.objects.filter(payment_intent=row.payment_intent, overtaken_at=None)
    rows = list(refunds.select_for_update(of=("self",)).select_related("checkout__buyer"))
    sent = sum(refund.card_cents for refund in rows if refund.sent_at)
    gone = _received(row.payment_intent) - row.amount_cents - sent
    taken = 0
    for refund in sorted((row for row in rows if not row.sent_at), key=lambda row: row.pk):
        if refund.card_cents <= gone:
            gone -= refund.card_cents
        elif taken + refund.card_cents <= row.amount_cents:
            taken += _overtaken(refund)
    return taken


def _overtaken(refund: Refund) -> int:
    refund.overtaken_at = timezone.now()
    refund.save(update_fields=["overtaken_at"])
    refund_overtaken(
        payment=refund.payment_intent,
        refund=str(refund.reference),
        buyer=refund.checkout.buyer,
        cents=refund.card_cents,
    )
    return refund.card_cents


def _received(payment: str) -> int:
    """What came by the payment, in cents."""
    entries = Entry.objects.filter(transfer__key=f"payment_received:{payment}", amount_cents__gt=0)
    return entries.values_list("amount_cents", flat=True)[0]


def _orders(row: Dispute) -> OrderQuerySet:
    """The orders that the payment paid for."""
    paid = Order.objects.placed().filter(
        checkout=row.checkout_id, checkout__payment_intent=row.payment_intent
    )
    return paid.for_pages().order_by("pk")


def _tell_closed(row: Dispute) -> None:
    said = {
        Status.WON: "The bank decided for you. Everything goes on as before.",
        Status.LOST: "The bank decided for the buyer. What you shipped stays paid; "
        "an order that was not shipped is cancelled.",
    }[Status(row.status)]
    for order in _orders(row):
        order_tell(order, order.closet.user, "The dispute is decided", said)
