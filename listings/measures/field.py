"""The measurements in a form: one number each, or "not measured"."""

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from closets.models import Unit
from listings.measures.lengths import NoLength, length_mm, length_text
from listings.measures.shapes import LABELS, Shape

PREFIX = "measure_"


class MeasurementsWidget(forms.Widget):
    """A drawing with numbered lines, and a control for each of them.

    Its value is what is stored ({kind: mm}, {} for "not measured", None for no answer), or what
    was sent, which has a "unit".
    """

    template_name = "listings/measures/widget.html"
    use_fieldset = True
    shape: Shape | None = None
    unit = Unit.INCHES

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """The texts by kind, with "unit" and "none"."""
        sent = {kind: data.get(PREFIX + kind, "") for kind in (*LABELS, "none")}
        unit = data.get(PREFIX + "unit", "")
        return {**sent, "unit": unit if unit in Unit.values else self.unit}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return PREFIX + "unit" not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group has a legend and each control a label."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        sent = value if isinstance(value, dict) and "unit" in value else None
        unit = Unit(sent["unit"]) if sent else self.unit
        texts = sent or {kind: length_text(mm, unit) for kind, mm in (value or {}).items()}
        marks = self.shape.marks if self.shape else ()
        return super().get_context(name, value, attrs) | {
            "shape": self.shape,
            "unit": unit,
            "other": next(other for other in Unit if other != unit),
            "is_none": bool(sent["none"]) if sent else value == {},
            "fields": [(mark, texts.get(mark.kind, "")) for mark in marks],
        }


class MeasurementsField(forms.Field):
    """Cleans to millimetres by kind, {} for "not measured", None for no answer."""

    widget: Any = MeasurementsWidget

    def offer(self, shape: Shape | None, unit: str) -> None:
        """Sets what is measured, and the member's unit."""
        self.widget.shape, self.widget.unit = shape, Unit(unit)

    def clean(self, value: Any) -> dict[str, int] | None:
        """Raises ValidationError that names each number that is none."""
        sent = value or {}
        if sent.get("none"):
            return {}
        kinds = self.widget.shape.kinds if self.widget.shape else []
        typed = {kind: sent[kind] for kind in kinds if sent.get(kind, "").strip()}
        measured, wrong = {}, []
        for kind, text in typed.items():
            try:
                measured[kind] = length_mm(text, Unit(sent["unit"]))
            except NoLength:
                wrong.append(LABELS[kind])
        if wrong:
            example = "19.5 or 19 1/2" if sent["unit"] == Unit.INCHES else "49.5"
            raise ValidationError(
                [f"{label}: write a number such as {example}." for label in wrong]
            )
        return measured or None

    def redrawn(self, sent: dict[str, str], unit: str) -> SafeString:
        """The controls anew; numbers that can be read are turned into `unit`, if it is one."""
        value: Any = sent
        if unit in Unit.values and unit != sent["unit"]:
            with suppress(ValidationError):
                value, self.widget.unit = self.clean(sent), Unit(unit)
        drawn: SafeString = self.widget.render("measurements", value)
        return drawn
