"""3-D Secure: the buyer's bank asks, and the buyer answers, refuses, leaves, or comes back (P1)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Order
from payments.orders.sweeps import checkouts_sweep
from payments.sandbox.control import challenge_finish
from tests.payments.paying import bank_page, is_paid, nothing_happened
from tests.payments.shop import (
    SECURE,
    SECURE_THEN_DECLINED,
    TOTAL,
    charged,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


def test_the_bank_asks_and_the_buyer_confirms(buyer: Client, checkout: Checkout, ana: User) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    nothing_happened(checkout, "paying")
    back = buyer.post(bank, {"confirm": ""})["Location"].removeprefix(settings.SITE_URL)
    assert buyer.get(back)["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


def test_the_bank_asks_and_the_buyer_refuses(buyer: Client, checkout: Checkout, ana: User) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    back = buyer.post(bank, {"refuse": ""})["Location"].removeprefix(settings.SITE_URL)
    page = text_of(buyer.get(back, follow=True))
    assert "We are unable to authenticate your payment method." in page
    nothing_happened(checkout)
    pay(buyer, checkout)
    is_paid(checkout, ana)


def test_the_bank_asks_and_then_declines(buyer: Client, checkout: Checkout) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE_THEN_DECLINED))
    back = buyer.post(bank, {"confirm": ""})["Location"].removeprefix(settings.SITE_URL)
    assert "Your card was declined." in text_of(buyer.get(back, follow=True))
    nothing_happened(checkout)


def test_a_buyer_who_left_the_banks_page_is_led_back_to_it(
    buyer: Client, checkout: Checkout
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Your bank asks you to confirm it." in page
    assert "Pay $" not in page
    back = reverse("payments:checkout_return", args=[checkout.reference])
    assert bank_page(buyer.get(back)) == bank
    assert bank_page(pay(buyer, checkout)) == bank


def test_a_buyer_who_left_the_banks_page_can_take_another_card(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    answer = buyer.post(reverse("payments:another_card", args=[checkout.reference]))
    assert answer["Location"] == checkout.get_absolute_url()
    assert "The payment was not finished." in text_of(buyer.get(answer["Location"]))
    nothing_happened(checkout)
    pay(buyer, checkout)
    buyer.post(bank, {"confirm": ""})
    webhooks_deliver()
    is_paid(checkout, ana)


def test_a_buyer_who_left_the_banks_page_can_give_the_item_back(
    buyer: Client, checkout: Checkout, dress: Listing
) -> None:
    pay(buyer, checkout, SECURE)
    release = reverse("payments:checkout_release", args=[checkout.reference])
    assert buyer.post(release)["Location"] == dress.get_absolute_url()
    assert Listing.objects.get().status == "available"
    assert charged() == []


def test_giving_back_what_was_just_paid_leads_to_the_order(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    pay(buyer, checkout, SECURE)
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=True)
    for door in ("checkout_release", "another_card"):
        answer = buyer.post(reverse(f"payments:{door}", args=[checkout.reference]))
        assert answer["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


@pytest.mark.parametrize("passed", [True, False])
def test_a_buyer_who_never_came_back_from_the_bank_is_heard_by_webhook(
    passed: bool, buyer: Client, checkout: Checkout, ana: User
) -> None:
    pay(buyer, checkout, SECURE)
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=passed)
    assert Order.objects.get().status == "awaiting_payment"
    assert webhooks_deliver() > 0
    assert charged() == ([TOTAL] if passed else [])
    if passed:
        is_paid(checkout, ana)
    else:
        nothing_happened(checkout)


def test_the_sweep_calls_off_what_the_buyer_never_finished(
    buyer: Client, checkout: Checkout
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        checkouts_sweep()
    nothing_happened(checkout, "paying")
    with time_machine.travel(timezone.now() + LATER, tick=False):
        checkouts_sweep()
    checkout.refresh_from_db()
    assert (checkout.status, Listing.objects.get().status) == ("released", "available")
    buyer.post(bank, {"confirm": ""})
    webhooks_deliver()
    assert charged() == []
