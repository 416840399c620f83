"""The plain card form of the sandbox. With keys set, cards never pass through our server."""

import re
import uuid
from typing import Any

import stripe
from django import forms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from stripe.params import PaymentMethodCreateParamsCard as CardParams

from payments.sandbox.cards import CARDS
from payments.stripe_client import keyed, stripe_client

SHOWN = (
    "4242424242424242",
    "4000000000000002",
    "4000000000009995",
    "4000000000000069",
    "4000000000000127",
    "4000002760003184",
    "4000008400001629",
    "4000000000000259",
)
FIELD_OF = {
    "number": "number",
    "exp_month": "expiry",
    "exp_year": "expiry",
    "cvc": "cvc",
}


class CardForm(forms.Form):
    """Number, expiry and security code of a test card; a valid form is a card at the sandbox."""

    number = forms.CharField(
        label="Card number",
        max_length=25,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "cc-number", "placeholder": "4242 …"}
        ),
    )
    expiry = forms.CharField(
        label="Expires (MM/YY)",
        max_length=7,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "cc-exp", "placeholder": "MM/YY"}
        ),
    )
    cvc = forms.CharField(
        label="Security code",
        max_length=4,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "cc-csc", "placeholder": "123"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if settings.STRIPE_SECRET_KEY:
            raise ImproperlyConfigured("Card numbers never pass through this server")
        super().__init__(*args, **kwargs)

    @property
    def test_cards(self) -> list[tuple[str, str]]:
        """(number in groups, what it does) for the list beside the form."""
        shown = [card for card in CARDS if card.number in SHOWN]
        return [(" ".join(re.findall(r".{1,4}", c.number)), c.says) for c in shown]

    def clean_number(self) -> str:
        """The digits alone."""
        number = re.sub(r"[\s-]", "", self.cleaned_data["number"])
        if not (number.isascii() and number.isdigit()):
            raise forms.ValidationError("Enter the digits of the card number.")
        return number

    def clean_expiry(self) -> tuple[int, int]:
        """(month, year with century)."""
        match = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(\d{2}|\d{4})\s*", self.cleaned_data["expiry"])
        if not match:
            raise forms.ValidationError("Write the expiry as MM/YY, for example 09/29.")
        month, year = int(match[1]), int(match[2])
        return month, year + 2000 if year < 100 else year

    def clean(self) -> None:
        """Makes the card at the sandbox; what that refuses stands beside its field."""
        super().clean()
        if self.errors:
            return
        try:
            self._payment_method = self._create()
        except stripe.CardError as refusal:
            self.add_error(FIELD_OF.get(refusal.param or "", "number"), refusal.user_message or "")
        except stripe.StripeError:
            self.add_error("number", "Your card could not be checked just now. Please try again.")

    def payment_method(self) -> str:
        """The id of the card that a valid form made, for a payment intent."""
        return self._payment_method

    def _create(self) -> str:
        month, year = self.cleaned_data["expiry"]
        card: CardParams = {
            "number": self.cleaned_data["number"],
            "exp_month": month,
            "exp_year": year,
            "cvc": self.cleaned_data["cvc"],
        }
        method = stripe_client().v1.payment_methods.create(
            {"type": "card", "card": card}, keyed("card", uuid.uuid4().hex)
        )
        return method.id
