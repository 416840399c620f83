"""What members write."""

from django import forms

from social.models import ModerationDecision, Report
from social.services.comments import MAX_LENGTH


class CommentForm(forms.Form):
    """A comment's words; the service says what is wrong with them."""

    body = forms.CharField(
        label="Comment",
        max_length=MAX_LENGTH,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": "Ask about fit, fabric or measurements"}
        ),
        error_messages={"required": "Write something first."},
    )


class ReportForm(forms.Form):
    """Why a listing breaks a rule."""

    category = forms.ChoiceField(
        label="What is wrong?", choices=Report.Category.choices, widget=forms.RadioSelect
    )
    details = forms.CharField(
        label="Tell us more",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only our staff will read this.",
    )


class DecisionForm(forms.ModelForm[ModerationDecision]):
    """A staff member's decision on a report."""

    class Meta:
        model = ModerationDecision
        fields = ["effect", "rule", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"reason": {"required": "Give a reason; the seller will read it."}}
