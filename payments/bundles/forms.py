"""What buyers and sellers type in bundles."""

from typing import Any

from django import forms

from closets.lib.widgets import CountedTextarea, MoneyField
from payments.models import BundleDiscount
from payments.offers.rules import Range
from social.services.comments import MAX_LENGTH


class SayForm(forms.Form):
    """A line of the private talk."""

    body = forms.CharField(
        label="Write to each other",
        max_length=MAX_LENGTH,
        widget=CountedTextarea(attrs={"rows": 2, "maxlength": MAX_LENGTH}),
    )


class PriceForm(forms.Form):
    """A price for the whole bundle."""

    def __init__(self, *args: Any, allowed: Range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            label="Price for all of it",
            min_cents=allowed.least_cents,
            max_cents=allowed.most_cents,
            help_text=str(allowed),
        )


class DiscountForm(forms.Form):
    """What is taken off every bundle of the closet."""

    percent = forms.IntegerField(
        label="Per cent off",
        min_value=0,
        max_value=BundleDiscount.MOST_PERCENT,
        help_text="0 for no discount.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    from_items = forms.IntegerField(
        label="From how many items on",
        min_value=BundleDiscount.LEAST_ITEMS,
        max_value=BundleDiscount.MOST_ITEMS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
