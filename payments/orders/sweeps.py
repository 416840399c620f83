"""Beat's work: what a lost process or a silent bank left undone."""

import logging
from datetime import timedelta

import stripe
from django.utils import timezone

from payments.models import Checkout, Order, Payout, Refund
from payments.orders.checkout import checkout_release
from payments.orders.life import order_accept
from payments.orders.payment import payment_ask, payment_give_up
from payments.orders.payouts import payout_send
from payments.orders.refunds import refund_send
from payments.orders.transitions import OrderRefused, OrderStatus

log = logging.getLogger(__name__)
QUIET = timedelta(minutes=2)
"""How long a step may take before the sweep thinks that its process is gone."""


def checkouts_sweep() -> int:
    """Releases what was not paid in time and settles payments left unclear; returns how many."""
    now = timezone.now()
    expired = Checkout.objects.filter(status=Checkout.Status.OPEN, expires_at__lte=now)
    released = sum(checkout_release(checkout=checkout) for checkout in expired[:500])
    paying = Checkout.objects.filter(status=Checkout.Status.PAYING, paying_at__lte=now - QUIET)
    for checkout in paying[:200]:
        try:
            is_over = checkout.expires_at <= now
            (payment_give_up if is_over else payment_ask)(checkout=checkout)
        except stripe.StripeError as error:
            log.warning("checkout %s is still unclear: %s", checkout.pk, type(error).__name__)
    return released


def orders_release_due() -> int:
    """Accepts delivered orders whose three days are over; returns how many."""
    due = Order.objects.filter(status=OrderStatus.DELIVERED, accept_by__lte=timezone.now())
    done = 0
    for order in due.select_related("closet__user", "buyer")[:500]:
        try:
            order_accept(order=order, actor=None)
            done += 1
        except OrderRefused:
            log.info("order %s was accepted meanwhile", order.number)
    return done


def money_sweep() -> None:
    """Sends refunds and payouts whose task was lost."""
    before = timezone.now() - QUIET
    for refund in Refund.objects.filter(sent_at=None, created_at__lte=before)[:200]:
        _try(lambda refund=refund: refund_send(refund=refund), refund)
    waiting = Payout.objects.filter(status=Payout.Status.REQUESTED, created_at__lte=before)
    for payout in waiting[:200]:
        _try(lambda payout=payout: payout_send(payout=payout), payout)


def _try(act: object, row: Refund | Payout) -> None:
    try:
        act()  # type: ignore[operator]  # a service call with its row bound
    except stripe.StripeError as error:
        log.warning("%s %s not sent yet: %s", type(row).__name__, row.pk, type(error).__name__)
