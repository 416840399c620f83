"""What buyers, sellers and staff type about cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing

from closets.lib.widgets import CountedTextarea, MoneyField, RadioCards
from payments.cases.acts import Act
from payments.cases.deciding import Verdict
from payments.cases.photos import MOST, pictures_keep
from payments.cases.said import Said
from payments.models import Case, CaseDecision

SALT = "case-photos"


class ManyFiles(forms.FileInput):
    """One control for several pictures."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PicturesField(forms.Field):
    """Several pictures; cleans to their content hashes. What cannot be taken is said by name.

    taken: those that were stored, also when another could not be.
    """

    widget = ManyFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.taken: list[str] = []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"multiple": True, "accept": "image/*"}

    def clean(self, value: Any) -> list[str]:
        """Stores them; raises ValidationError when one cannot be taken."""
        files: Sequence[Any] = [file for file in value or [] if file]
        self.taken, refused = pictures_keep(files)
        if refused:
            raise forms.ValidationError(refused)
        return self.taken


class SayingForm(forms.Form):
    """Words and pictures; pictures of a form that comes back with an error are kept with it."""

    words = forms.CharField(
        label="Your words", max_length=2000, widget=CountedTextarea({"rows": 4}), required=False
    )
    photos = PicturesField(label="Photos", help_text=f"Up to {MOST}. Click them later to enlarge.")
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Adds the pictures that came before."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        photos = [
            *_unsigned(data.get("kept", "")),
            *getattr(self.fields.get("photos"), "taken", []),
        ]
        data["photos"] = list(dict.fromkeys(photos))[:MOST]
        kept = signing.dumps(data["photos"], salt=SALT)
        self.data = {**self.data, self.add_prefix("kept"): kept}
        return data

    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        return Said(data["words"], data["photos"], data.get("amount") or 0)

    @property
    def kept_photos(self) -> int:
        """How many pictures are kept from before."""
        return len(_unsigned(str(self.data.get(self.add_prefix("kept"), ""))))


def _unsigned(text: str) -> list[str]:
    try:
        return list(signing.loads(text, salt=SALT)) if text else []
    except signing.BadSignature:
        return []


class CaseOpenForm(SayingForm):
    """What is wrong with an order."""

    reason = forms.ChoiceField(
        label="What is wrong?",
        choices=Case.Reason.choices,
        widget=RadioCards,
        error_messages={"required": "Choose what is wrong."},
    )
    field_order = ["reason", "words", "photos", "kept"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = True
        self.fields["words"].label = "What happened?"
        self.fields["photos"].help_text = (
            f"Up to {MOST}; at least one, unless it never arrived. Show the whole item and what "
            "is wrong with it."
        )

    def clean(self) -> dict[str, Any]:
        """What can be seen must be shown."""
        data = super().clean()
        reason = data.get("reason", Case.Reason.NOT_RECEIVED)
        if (
            reason != Case.Reason.NOT_RECEIVED
            and not data["photos"]
            and "photos" not in self.errors
        ):
            self.add_error("photos", "Add at least one photo that shows it.")
        return data


def act_form(act: Act, case: Case, data: Any = None, files: Any = None) -> SayingForm:
    """The form that an act asks for; one without questions is empty."""
    form = SayingForm(data, files, prefix=act.name)
    if act.asks == "offer":
        most = case.order.item_cents
        amount = MoneyField(label="Of the item price", min_cents=100, max_cents=most)
        form.fields = {"amount": amount, **form.fields}
    if not act.asks:
        form.fields = {"kept": form.fields["kept"]}
        return _without_words(form)
    form.fields["words"].required = act.asks == "words"
    return form


def _without_words(form: SayingForm) -> SayingForm:
    form.fields["words"] = forms.CharField(required=False, widget=forms.HiddenInput)
    return form


class VerdictForm(forms.Form):
    """What staff decide, by which rule, and why."""

    outcome = forms.ChoiceField(choices=CaseDecision.Outcome.choices, widget=forms.RadioSelect)
    amount = MoneyField(
        label="Of the item price", min_cents=1, max_cents=100_000_000, required=False
    )
    rule = forms.ChoiceField(choices=CaseDecision.Rule.choices)
    words = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Both sides read this.",
    )

    def clean(self) -> dict[str, Any]:
        """A part refund is of something."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_part = data.get("outcome") == CaseDecision.Outcome.PART
        if is_part and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "How much of the item price?")
        return data

    def verdict(self) -> Verdict:
        """What a valid form decides."""
        data = self.cleaned_data
        return Verdict(data["outcome"], data["rule"], data["words"], data["amount"] or 0)
