"""The forms of an import: the file, and which column is which."""

from typing import Any

from django import forms

from listings.exchange.columns import COLUMNS
from listings.models import Condition, Import


class FileForm(forms.Form):
    """A CSV, or a ZIP with a CSV and photos."""

    file = forms.FileField(
        label="CSV, or ZIP with a CSV and photos",
        max_length=200,
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.zip,text/csv,application/zip"}),
    )


class MappingForm(forms.Form):
    """One select for each of our columns, and the condition of rows that say none."""

    default_condition = forms.ChoiceField(
        label="Condition of items that say none",
        required=False,
        choices=[("", "Leave open; such items become drafts"), *Condition.choices],
    )

    def __init__(self, *args: Any, job: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nothing"), *((name, name) for name in dict.fromkeys(job.columns) if name)]
        for ours, hint in COLUMNS.items():
            self.fields[ours] = forms.ChoiceField(
                label=ours.replace("_", " ").capitalize(),
                required=False,
                choices=choices,
                initial=job.mapping.get(ours, ""),
                help_text=hint,
            )
        self.order_fields([*COLUMNS, "default_condition"])
        new = Condition.NWT if job.kind == Import.Kind.SHOPIFY else ""
        self.fields["default_condition"].initial = job.mapping.get("default_condition", new)

    def clean(self) -> dict[str, Any]:
        """Only what is mapped; a file without titles makes no sense."""
        chosen = {name: value for name, value in (super().clean() or {}).items() if value}
        if "title" not in chosen and not self.errors:
            self.add_error("title", "Say which column holds the title.")
        return chosen
