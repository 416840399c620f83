"""The sandbox's card form."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from payments.models import SandboxObject
from payments.sandbox.cards import CARDS, number_is_valid
from payments.sandbox.forms import CardForm

GOOD = {"number": "4242 4242 4242 4242", "expiry": "09/39", "cvc": "123"}


def test_a_test_card_becomes_a_payment_method_without_its_number(db: None) -> None:
    form = CardForm(GOOD)
    assert form.is_valid(), form.errors
    stored = SandboxObject.objects.get(pk=form.payment_method())
    assert (stored.data["card"]["last4"], stored.data["card"]["exp_year"]) == ("4242", 2039)
    assert "424242424242" not in str(stored.data)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"number": ""}, "number", "required"),
        ({"number": "abc"}, "number", "digits"),
        ({"number": "4242424242424241"}, "number", "incorrect"),
        ({"number": "4111111111111111"}, "number", "one of the test cards"),
        ({"number": "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"}, "number", "digits"),
        ({"expiry": "soon"}, "expiry", "MM/YY"),
        ({"expiry": "13/39"}, "expiry", "month is invalid"),
        ({"expiry": "09/20"}, "expiry", "year is invalid"),
        ({"expiry": "09/2120"}, "expiry", "year is invalid"),
        ({"cvc": "12"}, "cvc", "security code is invalid"),
        ({"cvc": "abc"}, "cvc", "security code is invalid"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    db: None, typed: dict[str, Any], field: str, says: str
) -> None:
    form = CardForm(GOOD | typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert says in str(form.errors[field])
    assert not SandboxObject.objects.exists()


def test_with_keys_set_there_is_no_such_form(settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    with pytest.raises(ImproperlyConfigured):
        CardForm()


def test_it_lists_cards_to_try() -> None:
    shown = CardForm().test_cards
    assert ("4242 4242 4242 4242", "Succeeds") in shown
    assert len(shown) == 8


def test_every_test_card_has_a_valid_number() -> None:
    assert all(number_is_valid(card.number) for card in CARDS)
    assert not number_is_valid("4242424242424241")
