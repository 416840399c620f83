"""Paying with a card that the buyer keeps with us (P1)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from payments.cards import card_remove
from payments.models import Checkout, SavedCard
from payments.stripe_client import stripe_client
from tests.payments.haggling import ASKS_LATER, FAILS_LATER, kept_card
from tests.payments.paying import bank_page, is_paid, nothing_happened
from tests.payments.shop import TOTAL, charged, text_of


def pay_with(client: Client, checkout: Checkout, card: SavedCard) -> Any:
    return client.post(reverse("payments:pay_kept", args=[checkout.reference, card.pk]))


def test_a_kept_card_pays_by_one_press(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    card = kept_card(bea)
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Pay $54.71 with Visa ending in 4242" in page
    answers = [pay_with(buyer, checkout, card)["Location"] for _ in range(2)]
    assert answers == [checkout.orders.get().get_absolute_url()] * 2
    is_paid(checkout, ana)
    intent = stripe_client().v1.payment_intents.retrieve(checkout.payment_intent or "")
    assert intent.customer == card.customer.customer


def test_a_kept_card_that_fails_charges_nothing(
    buyer: Client, checkout: Checkout, bea: User
) -> None:
    pay_with(buyer, checkout, kept_card(bea, FAILS_LATER))
    assert "Your card was declined." in text_of(buyer.get(checkout.get_absolute_url()))
    nothing_happened(checkout)


def test_the_bank_may_ask_all_the_same(buyer: Client, checkout: Checkout, bea: User) -> None:
    assert bank_page(pay_with(buyer, checkout, kept_card(bea, ASKS_LATER)))
    assert charged() == []


@pytest.mark.parametrize("whose", ["a stranger's", "a removed one", "an expired one"])
def test_other_cards_are_not_there(
    whose: str, buyer: Client, checkout: Checkout, bea: User, cleo: User
) -> None:
    card = kept_card(cleo if whose == "a stranger's" else bea)
    if whose == "a removed one":
        card_remove(user=bea, card=card)
    if whose == "an expired one":
        SavedCard.objects.update(exp_year=2020)
    assert "ending in 4242" not in text_of(buyer.get(checkout.get_absolute_url()))
    if whose != "an expired one":
        assert pay_with(buyer, checkout, card).status_code == 404
        nothing_happened(checkout)
    assert TOTAL not in charged()
