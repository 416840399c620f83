"""How the buyer's card reaches us.

With keys set as the id of a Stripe payment method, never as a number; without them through the
sandbox's own card form.
"""

from typing import Any

from django import forms
from django.conf import settings

from payments.sandbox.forms import CardForm


class Unsaid(forms.HiddenInput):
    """A hidden field that is empty on every page: an id pays once, and a number is not repeated."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})

    def format_value(self, value: Any) -> None:
        """Nothing."""


class StripeMethodForm(forms.Form):
    """What Stripe's Payment Element made in the browser; see static/js/stripe.js."""

    method_id = forms.RegexField(
        r"^pm_[A-Za-z0-9_]{8,60}$",
        label="Card",
        widget=Unsaid,
        error_messages={
            "required": "Paying needs scripts from Stripe. Allow them, or use another browser.",
            "invalid": "That was not a card. Please enter it again.",
        },
    )

    def payment_method(self) -> str:
        """The id of the payment method, of a valid form."""
        return str(self.cleaned_data["method_id"])


MethodForm = StripeMethodForm | CardForm


def payment_method_form(data: Any = None) -> MethodForm:
    """The form for a payment method, empty or filled with `data`."""
    return StripeMethodForm(data) if settings.STRIPE_SECRET_KEY else CardForm(data)
