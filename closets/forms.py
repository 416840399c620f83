"""What members say about themselves."""

from django import forms

from closets.handles import HandleValidator
from closets.models import Address, Closet


class ClosetForm(forms.ModelForm[Closet]):
    """The closet's public face."""

    class Meta:
        model = Closet
        fields = ["display_name", "bio", "state", "unit", "is_unnamed_owner"]
        labels = {"unit": "Measure in"}
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}


class HandleForm(forms.Form):
    """What the closet's address shall be."""

    handle = forms.CharField(
        max_length=30,
        validators=[HandleValidator()],
        help_text="3 to 30 letters, digits or underscores, starting with a letter.",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}
        ),
    )


class AddressForm(forms.ModelForm[Address]):
    """A postal address in the United States."""

    class Meta:
        model = Address
        fields = [
            "name",
            "street1",
            "street2",
            "city",
            "state",
            "zip_code",
            "is_default_to",
            "is_default_from",
        ]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "street1": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "street2": forms.TextInput(attrs={"autocomplete": "address-line2"}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "zip_code": forms.TextInput(
                attrs={"autocomplete": "postal-code", "inputmode": "numeric"}
            ),
        }


class VacationForm(forms.Form):
    """When the closet sells again."""

    until = forms.DateField(
        label="Back on sale on",
        required=False,
        help_text="Leave it empty to end the vacation yourself.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
