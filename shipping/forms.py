"""What senders choose."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from closets.lib.widgets import RadioCards
from closets.templatetags.money import money
from shipping.selectors import RateQuote


class NewLabelForm(forms.Form):
    """How heavy the parcel is that the new label is for."""

    def __init__(self, data: Any = None, *, quotes: Sequence[RateQuote], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["weight_class"] = forms.TypedChoiceField(
            label="How heavy is the parcel?",
            choices=[(quote.weight_class.value, _words(quote)) for quote in quotes],
            coerce=int,
            widget=RadioCards,
            error_messages={"required": "Choose how heavy the parcel is."},
        )

    def weight_lb(self) -> Decimal:
        """The most that the chosen class carries."""
        return Decimal(self.cleaned_data["weight_class"])


def _words(quote: RateQuote) -> str:
    label = quote.weight_class.label
    if not quote.seller_cents:
        return f"{label}: costs you nothing"
    return f"{label}: {money(quote.seller_cents)} of your earnings"
