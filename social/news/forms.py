"""The form of what a member hears, and when."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from social.models.news import Kind
from social.news.choices import ALWAYS_SHOWN, MAILED_ELSEWHERE, ZONES, Choice, Mail, Wishes

HINTS = {
    Kind.ORDER: "Always by e-mail, too.",
    Kind.SEARCH: "Each search says whether it mails.",
}


@dataclass(frozen=True)
class Row:
    """One kind: its switch for the site, its choice of mails, or why there is none."""

    label: str
    site: BoundField
    mail: BoundField | None
    hint: str


class ChoicesForm(forms.Form):
    """A switch and a choice for each kind, the member's time zone and quiet hours."""

    zone = forms.ChoiceField(label="Where you live", choices=list(ZONES.items()))
    quiet_from = forms.TimeField(
        label="Quiet from",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label="Until",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, wishes: Wishes) -> None:
        begins, ends = wishes.quiet or (None, None)
        initial: dict[str, Any] = {
            "zone": wishes.zone,
            "quiet_from": begins,
            "quiet_until": ends,
        }
        for kind in Kind.values:
            choice = wishes.of(kind)
            initial |= {f"site_{kind}": choice.on_site, f"mail_{kind}": choice.mail}
        super().__init__(data, initial=initial)
        for kind in Kind.values:
            self.fields[f"site_{kind}"] = forms.BooleanField(
                required=False, disabled=kind in ALWAYS_SHOWN
            )
            if kind not in MAILED_ELSEWHERE:
                self.fields[f"mail_{kind}"] = forms.ChoiceField(choices=Mail.choices)

    @property
    def rows(self) -> list[Row]:
        """The kinds in the order of their names on the page."""
        return [
            Row(
                Kind(kind).label,
                self[f"site_{kind}"],
                None if kind in MAILED_ELSEWHERE else self[f"mail_{kind}"],
                HINTS.get(Kind(kind), ""),
            )
            for kind in Kind.values
        ]

    @property
    def times(self) -> list[BoundField]:
        """The fields about time."""
        return [self["zone"], self["quiet_from"], self["quiet_until"]]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, and are not the whole day."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (begins is None) != (ends is None) and not self.errors:
            missing = "quiet_from" if begins is None else "quiet_until"
            self.add_error(missing, "Give both times, or none.")
        if begins and begins == ends:
            self.add_error("quiet_until", "Choose another time than the first.")
        return cleaned

    def wishes(self) -> Wishes:
        """What the member chose; only of a valid form."""
        chosen = self.cleaned_data
        choices = {
            kind: Choice(chosen[f"site_{kind}"], chosen.get(f"mail_{kind}", Mail.OFF))
            for kind in Kind.values
        }
        begins, ends = chosen["quiet_from"], chosen["quiet_until"]
        return Wishes(choices, chosen["zone"], (begins, ends) if begins and ends else None)
