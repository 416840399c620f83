"""What finance types."""

from django import forms

from closets.lib.widgets import MoneyField
from payments.orders.refunding import Asked


class RefundForm(forms.Form):
    """A refund of an order, whole or in part."""

    item = MoneyField(label="Of the item price", min_cents=0, max_cents=100_000_000)
    with_shipping = forms.BooleanField(label="The shipping, too", required=False)
    is_covered = forms.BooleanField(
        label="We pay it",
        required=False,
        help_text="The seller keeps their earnings and we our fee.",
    )
    reason = forms.CharField(max_length=200, help_text="Both sides read this.")

    def asked(self) -> Asked:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Asked(data["item"], data["with_shipping"], data["is_covered"])


class DecisionForm(forms.Form):
    """Yes or no to somebody else's refund."""

    decision = forms.ChoiceField(
        choices=[("approve", "Send the money back"), ("refuse", "Refuse")],
        widget=forms.RadioSelect,
    )


class DifferenceForm(forms.Form):
    """What becomes of a difference to Stripe's books."""

    resolution = forms.ChoiceField(
        choices=[
            ("explained", "It is explained: nothing is booked"),
            ("settled", "Book it: our cash follows Stripe's books"),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(max_length=300, help_text="What it was, for whoever reads this later.")
