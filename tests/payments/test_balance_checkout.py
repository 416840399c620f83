"""Paying from the balance first, whole and in part (P1)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Order, SandboxObject, Transfer
from payments.orders.checkout import checkout_balance_use
from payments.orders.payment import payment_claim
from payments.orders.payouts import PayoutRefused, payout_request
from payments.orders.spending import balance_share
from payments.orders.sweeps import checkouts_sweep
from tests.payments.balance import balance_pays, earns, has, pay_all, split
from tests.payments.shop import (
    DECLINED,
    EARNED,
    FEE,
    SECURE,
    SHIPPING,
    TAX,
    TOTAL,
    balances,
    charged,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver


@pytest.mark.parametrize(
    ("available", "total", "share"),
    [(0, 100, 0), (-500, 100, 0), (100, 100, 100), (999, 100, 100), (99, 100, 50), (20, 60, 10)],
)
def test_the_share_leaves_the_card_nothing_or_what_stripe_takes(
    available: int, total: int, share: int
) -> None:
    assert balance_share(available, total) == share


def test_it_is_offered_only_to_whom_has_one(buyer: Client, checkout: Checkout, bea: User) -> None:
    assert "my balance" not in text_of(buyer.get(checkout.get_absolute_url()))
    earns(bea, 1000)
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Use my balance of $10.00 first" in page
    assert "Pay $54.71" in page


def test_part_of_it_is_paid_from_the_balance(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    earns(bea, 1000)
    page = balance_pays(buyer, checkout)
    assert 'of it first; <span class="num">$44.71</span> is left for a card' in page
    assert "Pay $44.71" in page
    assert has(bea) == 1000
    pay(buyer, checkout)
    assert charged() == [TOTAL - 1000]
    assert balances(ana, bea) == {
        "stripe": -(TOTAL - 1000),
        "held_for_seller:ana": EARNED,
        "fee_income": FEE - 1000,
        "shipping_income": SHIPPING,
        "tax_payable": TAX,
    }
    order = checkout.orders.get()
    assert split(order) == (TOTAL - 1000, 1000)
    page = text_of(buyer.get(order.get_absolute_url()))
    assert "Of it from your balance" in page
    assert "Paid from balance" in text_of(buyer.get(reverse("payments:balance")))


def test_a_balance_that_covers_all_of_it_asks_no_bank(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    earns(bea, TOTAL + 100)
    page = balance_pays(buyer, checkout)
    assert "Pay $54.71 from my balance" in page
    assert "Card number" not in page
    for _ in range(2):
        assert "is packing it" in pay_all(buyer, checkout)
    assert (charged(), SandboxObject.objects.filter(kind="payment_intent").exists()) == ([], False)
    assert (has(bea), Order.objects.count()) == (100, 1)
    checkout.refresh_from_db()
    assert (checkout.status, checkout.payment_intent) == ("paid", None)
    templates = Transfer.objects.order_by("pk").values_list("template", flat=True)
    assert list(templates)[1:] == ["balance_spent", "order_paid"]


def test_the_wish_is_taken_back(buyer: Client, checkout: Checkout, bea: User) -> None:
    earns(bea, TOTAL)
    balance_pays(buyer, checkout)
    assert "Pay $54.71" in balance_pays(buyer, checkout, "no")
    pay(buyer, checkout)
    assert (charged(), has(bea)) == ([TOTAL], TOTAL)


@pytest.mark.parametrize("wished", [True, False])
def test_a_balance_that_is_not_enough_pays_nothing_alone(
    wished: bool, buyer: Client, checkout: Checkout, bea: User
) -> None:
    earns(bea, 1000)
    if wished:
        balance_pays(buyer, checkout)
    assert "Your balance does not pay all of it." in pay_all(buyer, checkout)
    checkout.refresh_from_db()
    assert (checkout.status, checkout.balance_cents, has(bea)) == ("open", 0, 1000)


def test_a_refused_card_gives_the_balance_back_each_time(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    earns(bea, 1000)
    balance_pays(buyer, checkout)
    for _ in range(2):
        pay(buyer, checkout, DECLINED)
        webhooks_deliver()
        assert (has(bea), charged()) == (1000, [])
    pay(buyer, checkout)
    assert (has(bea), charged()) == (0, [TOTAL - 1000])


def test_while_the_bank_is_asked_it_is_neither_spent_nor_paid_out(
    buyer: Client, checkout: Checkout, bea: User
) -> None:
    earns(bea, 1000)
    balance_pays(buyer, checkout)
    pay(buyer, checkout, SECURE)
    assert has(bea) == 0
    with pytest.raises(PayoutRefused, match="Your balance is"):
        payout_request(user=bea, cents=1000)
    buyer.post(reverse("payments:another_card", args=[checkout.reference]))
    assert has(bea) == 1000


def test_what_went_meanwhile_is_not_spent(buyer: Client, checkout: Checkout, bea: User) -> None:
    earns(bea, TOTAL)
    balance_pays(buyer, checkout)
    payout_request(user=bea, cents=TOTAL - 500)
    assert "Your balance does not pay all of it." in pay_all(buyer, checkout)
    pay(buyer, checkout)
    assert (has(bea), charged()) == (0, [TOTAL - 500])


def test_a_process_that_died_after_the_claim_is_finished_by_the_sweep(
    checkout: Checkout, bea: User
) -> None:
    earns(bea, TOTAL)
    checkout_balance_use(checkout=checkout, wanted=True)
    payment_claim(checkout=checkout, payment_method="")
    assert has(bea) == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        assert checkouts_sweep() == 1
    assert checkout.orders.get().status == "in_process"


@pytest.mark.parametrize("door", ["checkout_balance", "pay_balance"])
def test_the_doors_are_the_buyers_alone(
    door: str, checkout: Checkout, stranger: Client, buyer: Client, dress: Listing
) -> None:
    path = reverse(f"payments:{door}", args=[checkout.reference])
    assert stranger.post(path, {"use": "yes"}).status_code == 404
    assert buyer.get(path).status_code == 405
    Checkout.objects.update(status="released")
    page = text_of(buyer.post(path, {"use": "yes"}, follow=True))
    assert "The time to pay is over" in page
    assert not Checkout.objects.get().uses_balance
