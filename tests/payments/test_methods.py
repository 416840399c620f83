"""How a card reaches us (P1): never as a number when keys are set."""

import pytest
from pytest_django import Settings

from payments.methods import StripeMethodForm, payment_method_form
from payments.sandbox.forms import CardForm


def test_with_keys_only_a_payment_method_s_id_is_taken(settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_123"
    form = payment_method_form({"method_id": "pm_1PabcDEF23456789"})
    assert isinstance(form, StripeMethodForm)
    assert form.is_valid()
    assert form.payment_method() == "pm_1PabcDEF23456789"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Paying needs scripts from Stripe. Allow them, or use another browser."),
        ({"number": "4242424242424242"}, "Paying needs scripts from Stripe."),
        ({"method_id": "4242424242424242"}, "That was not a card. Please enter it again."),
        ({"method_id": "pm_x; drop"}, "That was not a card. Please enter it again."),
    ],
)
def test_anything_else_is_refused_in_words(
    given: dict[str, str], says: str, settings: Settings
) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_123"
    form = payment_method_form(given)
    assert not form.is_valid()
    assert says in str(form.errors["method_id"])


def test_without_keys_the_sandbox_s_form_takes_test_cards(settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert isinstance(payment_method_form(), CardForm)
