"""SIGKILL at each step of checkout, cancelling, refund, acceptance and payout (P5).

After the sweep everything is as if nothing had happened, or as if all of it had: never between.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.connect import account_of
from payments.ledger import Line, post
from payments.models import Account, Checkout, Order, Payout, Refund
from payments.orders.cancelling import order_cancel
from payments.orders.life import order_accept
from payments.orders.payment import checkout_pay
from payments.orders.payouts import payout_recall, payout_request, payout_send
from payments.orders.refunds import refund_send
from payments.orders.sweeps import checkouts_sweep, money_sweep
from payments.sandbox.control import onboarding_finish, payouts_settle, top_up
from shipping.models import Shipment
from shipping.services import label_buy
from tests.payments.killed import When, killed_at
from tests.payments.shop import EARNED, LABELLED, PAID, TOTAL, balances, bought, charged, text_of
from tests.payments.test_orders import deliver
from tests.stripe_sandbox import webhooks_deliver

pytestmark = pytest.mark.django_db(transaction=True)
SWEPT = timedelta(minutes=3)
CHECKOUT: list[tuple[str, When]] = [
    ("payment:_intent", "before"),
    ("payment:_intent", "after"),
    ("placing:payment_received", "after"),
    ("placing:item_sell", "after"),
    ("placing:order_paid", "after"),
    ("placing:shipment_create", "after"),
    ("payment:payment_apply", "after"),
]
REFUND: list[tuple[str, When]] = [
    ("refunds:_send", "before"),
    ("refunds:_send", "after"),
    ("refunds:payment_returned", "after"),
    ("refunds:_sent", "after"),
]
CANCEL: list[tuple[str, When]] = [
    ("cancelling:label_void", "after"),
    ("cancelling:order_move", "after"),
    ("cancelling:items_release", "after"),
    ("refunding:order_refunded", "after"),
]
PAYOUT: list[tuple[str, When]] = [
    ("payouts:_transfer_make", "before"),
    ("payouts:_transfer_make", "after"),
    ("payouts:_pay_out_make", "before"),
    ("payouts:_pay_out_make", "after"),
    ("payouts:payout_sent", "after"),
    ("payouts:_sent", "after"),
]


def swept() -> None:
    """Three minutes later, beat has run; webhooks have come."""
    with time_machine.travel(timezone.now() + SWEPT, tick=False):
        checkouts_sweep()
        money_sweep()
        webhooks_deliver(shuffle=4)


@pytest.mark.parametrize(("step", "when"), CHECKOUT)
def test_a_payment_killed_anywhere_is_one_order_and_one_charge(
    step: str, when: When, checkout: Checkout, buyer: Client, ana: User, bea: User
) -> None:
    killed_at(step, when, lambda: checkout_pay(checkout=checkout, payment_method="pm_card_visa"))
    page = text_of(buyer.get(checkout.get_absolute_url(), follow=True))
    assert ("Your payment is under way." in page) == (step != "payment:payment_apply")
    swept()
    assert charged() == [TOTAL]
    assert balances(ana, bea) == PAID
    assert Order.objects.get().status == "in_process"
    assert Shipment.objects.count() == 1
    assert Listing.objects.get().status == "sold"
    assert "is packing it" in text_of(buyer.get(checkout.get_absolute_url(), follow=True))


@pytest.mark.parametrize(("step", "when"), REFUND)
def test_a_refund_killed_anywhere_is_sent_once(
    step: str, when: When, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order_cancel(order=bought(buyer, dress), actor=ana, reason="torn")
    refund = Refund.objects.select_related("checkout").get()
    killed_at(step, when, lambda: refund_send(refund=refund))
    swept()
    assert charged() == [TOTAL, -TOTAL]
    assert balances(ana, bea) == {}


@pytest.mark.parametrize(("step", "when"), CANCEL)
def test_a_cancelling_killed_anywhere_has_not_happened(
    step: str, when: When, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    killed_at(step, when, lambda: order_cancel(order=order, actor=ana, reason="torn"))
    swept()
    order.refresh_from_db()
    assert (order.status, Shipment.objects.get().status) == ("in_process", "label_ready")
    assert (charged(), balances(ana, bea)) == ([TOTAL], LABELLED)
    assert not Refund.objects.exists()
    order_cancel(order=order, actor=ana, reason="torn")
    swept()
    assert (charged(), balances(ana, bea)) == ([TOTAL, -TOTAL], {})


@pytest.mark.parametrize("step", ["life:order_move", "life:order_released"])
def test_an_acceptance_killed_anywhere_has_not_happened(
    step: str, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    deliver(order)
    killed_at(step, "after", lambda: order_accept(order=order, actor=bea))
    order.refresh_from_db()
    assert (order.status, balances(ana, bea)) == ("delivered", LABELLED)
    order_accept(order=order, actor=bea)
    assert balances(ana, bea)["seller_balance:ana"] == EARNED


@pytest.fixture
def payout(ana: User) -> Payout:
    """Ana asked for all of her $32.00."""
    top_up(3200)
    lines = [Line(Account.Kind.STRIPE, -3200), Line(Account.Kind.SELLER_BALANCE, 3200, ana)]
    post(template="order_released", reference="PM-1", key="earned", entries=lines)
    onboarding_finish(account_of(user=ana).account)
    return payout_request(user=ana, cents=3200)


@pytest.mark.parametrize(("step", "when"), PAYOUT)
def test_a_payout_killed_anywhere_is_sent_once(
    step: str, when: When, payout: Payout, ana: User
) -> None:
    killed_at(step, when, lambda: payout_send(payout=payout))
    swept()
    assert charged() == [3200, -3200]
    with time_machine.travel(timezone.now() + 2 * SWEPT, tick=False):
        payouts_settle()
        webhooks_deliver()
    payout.refresh_from_db()
    assert (payout.status, balances(ana)) == ("paid", {})


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_recall_killed_anywhere_is_made_once(when: When, payout: Payout, ana: User) -> None:
    onboarding_finish(account_of(user=ana).account, "000111111113")
    payout_send(payout=payout)
    with time_machine.travel(timezone.now() + SWEPT, tick=False):
        payouts_settle()
        webhooks_deliver()
        failed = Payout.objects.get()
        killed_at("payouts:_recalled", when, lambda: payout_recall(payout=failed))
        swept()
    assert charged() == [3200, -3200, 3200]
    assert balances(ana) == {"stripe": -3200, "seller_balance:ana": 3200}
