"""Beat's work: what a lost process or a silent bank left undone."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import stripe
from django.db import OperationalError
from django.db.models import Model, QuerySet
from django.utils import timezone

from payments.models import Checkout, Dispute, Order, OrderMail, Payout, Refund
from payments.orders.cancelling import order_cancel
from payments.orders.checkout import checkout_release
from payments.orders.clock import NOBODY_SHIPPED
from payments.orders.life import order_accept, order_lost, order_returned
from payments.orders.payment import payment_ask, payment_give_up
from payments.orders.payouts import payout_recall, payout_send
from payments.orders.refunds import refund_send
from payments.orders.telling import order_mail_send
from payments.orders.transitions import OrderRefused, OrderStatus
from shipping.transitions import Status as ParcelStatus

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
QUIET = timedelta(minutes=2)
"""How long a step may take before the sweep thinks that its process is gone."""
REMEMBERED = timedelta(days=7)
"""So long after a bank's decision we look for what waited for it."""
ASTRAY = {ParcelStatus.RETURNED: order_returned, ParcelStatus.LOST: order_lost}
BATCH = 500
NOT_NOW = (stripe.StripeError, OperationalError, OrderRefused, OSError)
"""What one row may meet without keeping the sweep from the others."""


def checkouts_sweep() -> int:
    """Releases what was not paid in time and settles payments left unclear; returns how many."""
    now = timezone.now()
    paying = Checkout.objects.filter(status=Checkout.Status.PAYING, paying_at__lte=now - QUIET)
    settled = _each(paying.order_by("paying_at"), _settle)
    expired = Checkout.objects.filter(status=Checkout.Status.OPEN, expires_at__lte=now)
    released = _each(expired.order_by("expires_at"), lambda row: checkout_release(checkout=row))
    return settled + released


def orders_release_due() -> int:
    """Accepts delivered orders whose three days are over; returns how many."""
    due = Order.objects.filter(status=OrderStatus.DELIVERED, accept_by__lte=timezone.now())
    return _each(
        due.for_pages().order_by("accept_by"), lambda row: order_accept(order=row, actor=None)
    )


def orders_cancel_due() -> int:
    """Cancels orders that nobody shipped in 21 days (P6); returns how many."""
    before = timezone.now() - NOBODY_SHIPPED
    due = Order.objects.filter(status=OrderStatus.IN_PROCESS, placed_at__lte=before)
    reason = "not shipped in 21 days"
    return _each(
        due.for_pages().order_by("placed_at"),
        lambda row: order_cancel(order=row, actor=None, reason=reason),
    )


def orders_astray_due() -> int:
    """Ends orders whose parcel came back or was lost while a bank looked into the payment.

    Nothing moved then, and no scan comes again. Returns how many.
    """
    decided = Dispute.objects.filter(closed_at__gte=timezone.now() - REMEMBERED)
    due = Order.objects.filter(
        status=OrderStatus.SHIPPED,
        shipment__status__in=ASTRAY,
        checkout__in=decided.values("checkout"),
    )
    return _each(due.for_pages().order_by("pk"), _end_astray)


def _end_astray(order: Order) -> None:
    parcel = order.shipment
    if parcel:
        ASTRAY[ParcelStatus(parcel.status)](order=order, at=parcel.status_at)


def money_sweep() -> int:
    """Sends refunds, payouts and mails whose task was lost; returns how many."""
    before = timezone.now() - QUIET
    refunds = Refund.objects.unsent().filter(created_at__lte=before)
    payouts = Payout.objects.filter(created_at__lte=before).select_related("user")
    mails = OrderMail.objects.filter(sent_at=None, created_at__lte=before)
    return (
        _each(refunds.order_by("created_at"), lambda row: refund_send(refund=row))
        + _each(payouts.unsent().order_by("created_at"), lambda row: payout_send(payout=row))
        + _each(payouts.to_recall().order_by("created_at"), lambda row: payout_recall(payout=row))
        + _each(mails.order_by("created_at"), lambda row: order_mail_send(mail_id=row.pk))
    )


def _settle(checkout: Checkout) -> None:
    is_over = checkout.expires_at <= timezone.now()
    (payment_give_up if is_over else payment_ask)(checkout=checkout)


def _each(rows: QuerySet[Row], act: Callable[[Row], object]) -> int:
    """Acts on the first rows one by one; returns how many went well."""
    done = 0
    for row in rows[:BATCH]:
        try:
            act(row)
            done += 1
        except NOT_NOW as error:
            log.warning("%s waits: %s", row, type(error).__name__)
    return done
