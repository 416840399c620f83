"""What buyers and sellers type where money moves."""

import uuid
from dataclasses import asdict

from django import forms

from closets.forms import AddressForm
from closets.lib.widgets import MoneyField
from closets.models import User
from shipping.addresses import PostalAddress, address_problems


class ShipToForm(AddressForm):
    """Where this order goes, checked as the label will need it."""

    keep = forms.BooleanField(label="Save this address for next time", required=False, initial=True)

    class Meta(AddressForm.Meta):
        fields = ["name", "street1", "street2", "city", "state", "zip_code"]

    def clean(self) -> None:
        """Puts what is wrong with the address beside its field."""
        super().clean()
        if self.errors:
            return
        for field, messages in address_problems(self.postal_address()).items():
            for message in messages:
                self.add_error(field, message)

    def is_new_for(self, user: User) -> bool:
        """Whether to keep the (valid) address, which is none of the member's yet."""
        return self.cleaned_data["keep"] and not self.is_known_to(user)

    def is_known_to(self, user: User) -> bool:
        """Whether the (valid) address is one of the member's."""
        return user.addresses.filter(**asdict(self.postal_address())).exists()

    def postal_address(self) -> PostalAddress:
        return PostalAddress(**{part: self.cleaned_data[part] for part in PostalAddress.parts()})


class CancelForm(forms.Form):
    """Why an order is cancelled."""

    reason = forms.CharField(
        label="Why?",
        max_length=200,
        help_text="The other side reads this.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PayoutForm(forms.Form):
    """How much of the balance goes to the bank; pressed twice it is one payout."""

    reference = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = MoneyField(label="Amount", min_cents=100, max_cents=100_000_000)
    is_instant = forms.BooleanField(label="At once, for a fee", required=False)
