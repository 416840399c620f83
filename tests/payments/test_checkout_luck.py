"""Paying through every kind of bad luck: twice, late, lost (P5, P7)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Order, SandboxObject
from payments.orders.sweeps import checkouts_sweep
from payments.sandbox.control import challenge_finish
from payments.sandbox.faults import fault
from tests.payments.paying import bank_page, is_paid, nothing_happened
from tests.payments.shop import (
    GOOD,
    SECURE,
    TOTAL,
    charged,
    checkout_of,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


def test_pressing_pay_again_charges_once(buyer: Client, checkout: Checkout, ana: User) -> None:
    order = checkout.orders.get()
    for _ in range(3):
        assert pay(buyer, checkout)["Location"] == order.get_absolute_url()
    assert buyer.get(checkout.get_absolute_url())["Location"] == order.get_absolute_url()
    is_paid(checkout, ana)


def test_a_second_tab_that_pays_with_another_card_charges_once(
    buyer: Client, checkout: Checkout, dress: Listing, ana: User
) -> None:
    other_tab = checkout_of(buyer, dress)
    pay(buyer, other_tab, SECURE)
    bank_page(pay(buyer, checkout, GOOD))
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=True)
    answer = pay(buyer, checkout, GOOD)
    assert answer["Location"] == checkout.orders.get().get_absolute_url()
    assert (charged(), Checkout.objects.get().attempt) == ([TOTAL], 1)
    is_paid(checkout, ana)


def test_an_expired_reservation_is_not_charged(buyer: Client, checkout: Checkout) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        page = text_of(pay_and_follow(buyer, checkout))
    assert "The time to pay is over" in page
    assert "You have not been charged" in page
    nothing_happened(checkout)


def pay_and_follow(buyer: Client, checkout: Checkout) -> Any:
    return buyer.get(pay(buyer, checkout)["Location"])


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("before", [True, False])
def test_the_webhook_may_come_before_after_or_twice(
    before: bool, times: int, buyer: Client, checkout: Checkout, ana: User
) -> None:
    kind = "webhook_doubled" if times == 2 else "webhook_late"
    with fault(kind, path="payment_intents", times=5):
        if before:
            with fault("lost_response", path="payment_intents", times=9):
                pay(buyer, checkout)
            nothing_happened_yet = Order.objects.get().status
            assert nothing_happened_yet == "awaiting_payment"
        else:
            pay(buyer, checkout)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert webhooks_deliver(shuffle=7) > 0
    back = reverse("payments:checkout_return", args=[checkout.reference])
    assert buyer.get(back)["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


def test_a_lost_answer_is_asked_for_again_by_the_sweep(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    with fault("lost_response", path="payment_intents", times=9):
        answer = pay(buyer, checkout)
    assert answer["Location"] == checkout.get_absolute_url()
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Your payment is under way." in page
    assert "Pay $" not in page
    assert charged() == [TOTAL]
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        assert checkouts_sweep() == 1
    is_paid(checkout, ana)


@pytest.mark.parametrize("kind", ["timeout", "server_error", "rate_limit"])
def test_a_silent_stripe_is_asked_again_by_the_buyers_next_press(
    kind: str, buyer: Client, checkout: Checkout, ana: User
) -> None:
    with fault(kind, path="payment_intents", times=9):
        answer = pay(buyer, checkout)
    assert answer["Location"] == checkout.get_absolute_url()
    assert SandboxObject.objects.filter(kind="payment_intent").count() == 0
    nothing_happened(checkout, "paying")
    answer = pay(buyer, checkout)
    assert answer["Location"] == checkout.orders.get().get_absolute_url()
    assert (charged(), Checkout.objects.get().attempt) == ([TOTAL], 1)
    is_paid(checkout, ana)


def test_an_item_is_not_given_back_while_its_payment_is_unclear(
    buyer: Client, checkout: Checkout
) -> None:
    with fault("timeout", path="payment_intents", times=9):
        pay(buyer, checkout)
    for door in ("checkout_release", "another_card"):
        answer = buyer.post(reverse(f"payments:{door}", args=[checkout.reference]))
        assert answer["Location"] == checkout.get_absolute_url()
    nothing_happened(checkout, "paying")


def test_the_address_is_fixed_while_the_payment_is_under_way(
    buyer: Client, checkout: Checkout
) -> None:
    pay(buyer, checkout, SECURE)
    before = Checkout.objects.get().ship_to
    oregon = {"city": "Portland", "state": "OR", "zip_code": "97201"}
    answer = buyer.post(checkout.get_absolute_url(), {**(before or {}), **oregon}, follow=True)
    assert "Your payment is under way; nothing can be changed now." in text_of(answer)
    assert Checkout.objects.get().ship_to == before


def test_a_card_that_cannot_be_checked_now_is_said_so(buyer: Client, checkout: Checkout) -> None:
    with fault("timeout", path="payment_methods", times=9):
        answer = pay(buyer, checkout)
    assert answer.status_code == 422
    assert "could not be checked just now" in text_of(answer)
    nothing_happened(checkout)


def test_a_silent_stripe_when_the_buyer_comes_back_is_no_error(
    buyer: Client, checkout: Checkout
) -> None:
    pay(buyer, checkout, SECURE)
    with fault("timeout", path="payment_intents", times=9):
        answer = buyer.get(reverse("payments:checkout_return", args=[checkout.reference]))
    assert answer["Location"] == checkout.get_absolute_url()
