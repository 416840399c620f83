"""Form fields that choose from the catalogue."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from listings.models import Category, Size


class PlainText(forms.CharField):
    """Text whose line ends count as one character, as browsers count them."""

    def to_python(self, value: Any) -> str:
        """The stripped text with "\\n" line ends."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


class RowField(forms.ChoiceField):
    """One row of a list that the form was given; cleans to the row, None for none."""

    rows: dict[str, Any]

    def offer(self, rows: Iterable[Any], choices: list[Any]) -> None:
        """Sets what can be chosen: the rows, and how the select shows them."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = choices

    def prepare_value(self, value: Any) -> Any:
        """The select knows rows by their key."""
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The row; None for none and for one that is not offered (any more)."""
        row = self.rows.get(str(value))
        if row is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return row


def category_choices(categories: Iterable[Category]) -> list[Any]:
    """One group for each category, "Women / Dresses", with its subcategories and the rest."""
    tops: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for node in categories:
        if node.parent_id is None:
            tops[node.pk] = (f"{node.department} / {node}", [(str(node.pk), f"Other {node}")])
    for node in categories:
        if node.parent_id in tops:
            tops[node.parent_id][1].insert(-1, (str(node.pk), node.name))
    return [("", "Choose a category"), *tops.values()]


def size_choices(sizes: Iterable[Size]) -> list[Any]:
    """One group for each size system."""
    groups = [
        (Size.System(system).label, [(str(size.pk), size.label) for size in group])
        for system, group in groupby(sizes, key=lambda size: size.system)
    ]
    return [("", "Choose a size"), *groups]
