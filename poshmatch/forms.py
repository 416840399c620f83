"""What a member types on My Style."""

from django import forms

from closets.lib.widgets import MoneyField
from poshmatch.services.controls import MOST_CENTS


class PriceCapForm(forms.Form):
    """The most a piece in the feed may cost; left empty there is no limit."""

    cap = MoneyField(
        min_cents=100,
        max_cents=MOST_CENTS,
        required=False,
        label="Show me nothing over",
        help_text="Before shipping and tax. Leave it empty for no limit.",
    )
