"""Stripe forgets idempotency keys after a day; nothing is done twice all the same (P5)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.connect import account_of
from payments.models import Checkout, Payout, Refund
from payments.orders.cancelling import order_cancel
from payments.orders.payouts import payout_recall, payout_request, payout_send
from payments.orders.sweeps import checkouts_sweep, money_sweep
from payments.sandbox.control import onboarding_finish, payouts_settle, top_up
from payments.sandbox.faults import fault
from tests.payments.shop import PAID, TOTAL, balances, bought, charged, pay
from tests.payments.test_payouts import earner

__all__ = ["earner"]

NEXT_WEEK = timedelta(days=7)


@pytest.mark.parametrize("lost", [True, False])
def test_a_payment_that_stays_unclear_for_a_week_is_charged_once_or_not_at_all(
    lost: bool, buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    with fault("lost_response" if lost else "timeout", path="payment_intents", times=9):
        pay(buyer, checkout)
    with time_machine.travel(timezone.now() + NEXT_WEEK, tick=False):
        checkouts_sweep()
        checkouts_sweep()
    checkout.refresh_from_db()
    assert charged() == ([TOTAL] if lost else [])
    assert balances(ana, bea) == (PAID if lost else {})
    assert checkout.status == ("paid" if lost else "released")


@pytest.mark.parametrize("kind", ["lost_response", "timeout"])
def test_a_refund_whose_answer_was_lost_a_week_ago_is_sent_once(
    kind: str, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order_cancel(order=bought(buyer, dress), actor=ana, reason="torn")
    with (
        fault(kind, path="refunds", times=9),
        time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False),
    ):
        money_sweep()
    assert Refund.objects.get().sent_at is None
    with time_machine.travel(timezone.now() + NEXT_WEEK, tick=False):
        money_sweep()
    assert Refund.objects.get().sent_at is not None
    assert charged() == [TOTAL, -TOTAL]
    assert balances(ana, bea) == {}


@pytest.mark.parametrize("path", ["transfers", "payouts"])
def test_a_payout_whose_answer_was_lost_a_week_ago_is_sent_once(path: str, earner: User) -> None:
    onboarding_finish(account_of(user=earner).account)
    payout_request(user=earner, cents=3200)
    soon = timezone.now() + timedelta(minutes=3)
    with fault("lost_response", path=path, times=9), time_machine.travel(soon, tick=False):
        money_sweep()
    assert Payout.objects.get().status == "requested"
    with time_machine.travel(timezone.now() + NEXT_WEEK, tick=False):
        money_sweep()
    assert Payout.objects.get().status == "sent"
    assert charged() == [3200, -3200]


def test_a_recall_whose_answer_was_lost_a_week_ago_is_made_once(earner: User) -> None:
    top_up(100)
    payout = payout_request(user=earner, cents=3200)
    onboarding_finish(account_of(user=earner).account, "000111111113")
    payout_send(payout=payout)
    payouts_settle(timezone.now() + timedelta(minutes=2))
    Payout.objects.update(status="failed", finished_at=timezone.now())
    soon = timezone.now() + timedelta(minutes=3)
    with fault("lost_response", path="reversals", times=9), time_machine.travel(soon, tick=False):
        money_sweep()
    with time_machine.travel(timezone.now() + NEXT_WEEK, tick=False):
        payout = payout_recall(payout=Payout.objects.get())
    assert payout.recalled_at is not None
    assert charged() == [3200, 100, -3200, 3200]
