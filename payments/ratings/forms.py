"""What buyers, sellers and staff type about ratings."""

from typing import Any

from django import forms

from closets.lib.widgets import CheckboxCards, CountedTextarea
from payments.models import Rating, RatingReport
from payments.models.rating import BEST, STARS
from payments.ratings.giving import Said

WORDS = {1: "Poor", 2: "Not good", 3: "All right", 4: "Good", 5: "Love it"}


class RatingForm(forms.Form):
    """Stars, what was not right, and a note."""

    stars = forms.TypedChoiceField(
        label="How was it?",
        choices=[(stars, WORDS[stars]) for stars in STARS],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one to five stars."},
    )
    reasons = forms.MultipleChoiceField(
        label="What was not right?",
        choices=Rating.Reason.choices,
        required=False,
        widget=CheckboxCards,
        help_text="For four stars or fewer. Only the seller and our staff read this.",
    )
    note = forms.CharField(
        label="Your note",
        max_length=500,
        required=False,
        widget=CountedTextarea({"rows": 3}),
        help_text="With five stars it is a love note that everybody can read; with fewer, only the "
        "seller and our staff read it.",
    )

    def clean(self) -> dict[str, Any]:
        """Four stars or fewer need a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("stars", BEST) < BEST and not data.get("reasons"):
            self.add_error("reasons", "Tell the seller what was not right.")
        return data

    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        return Said(data["stars"], data["note"], data["reasons"])


def rating_form(given: Rating | None) -> RatingForm:
    """The empty form, or what was given before."""
    if given is None:
        return RatingForm()
    return RatingForm(initial={"stars": given.stars, "reasons": given.reasons, "note": given.note})


class AnswerForm(forms.Form):
    """The seller's one answer."""

    answer = forms.CharField(
        label="Your answer", max_length=500, widget=CountedTextarea({"rows": 3})
    )


class RatingReportForm(forms.Form):
    """Why a rating breaks a rule."""

    category = forms.ChoiceField(
        label="What is wrong?", choices=RatingReport.Category.choices, widget=forms.RadioSelect
    )
    details = forms.CharField(
        label="Tell us more",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only our staff will read this.",
    )


class RatingDecisionForm(forms.Form):
    """What becomes of a reported rating."""

    effect = forms.ChoiceField(choices=RatingReport.Effect.choices, widget=forms.RadioSelect)
    reason = forms.CharField(max_length=200, help_text="The buyer reads this.")
