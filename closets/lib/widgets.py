"""Form controls that Django lacks, and the field that reads dollars into cents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from closets.templatetags.money import money


class MoneyInput(forms.TextInput):
    """A dollar amount, shown with its sign and a number pad on phones."""

    template_name = "widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class RadioCards(forms.RadioSelect):
    """One of a few choices, each a card large enough for a thumb."""

    template_name = "widgets/choice_cards.html"
    option_template_name = "widgets/choice_card.html"


class CheckboxCards(forms.CheckboxSelectMultiple):
    """Any of a few choices, each a card large enough for a thumb."""

    template_name = "widgets/choice_cards.html"
    option_template_name = "widgets/choice_card.html"


class CountedTextarea(forms.Textarea):
    """A text with a live count of the characters left (the field's max_length is the limit)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, "data-count": "", **(attrs or {})})


class MoneyField(forms.DecimalField):
    """Dollars as people type them ("1,295", "$12.50"); cleans to whole cents.

    min_cents and max_cents are the limits, in cents. `initial` and instance values are cents too.
    """

    widget = MoneyInput

    def __init__(self, *, min_cents: int = 0, max_cents: int, **kwargs: Any) -> None:
        super().__init__(decimal_places=2, **kwargs)
        self.validators += [
            MinValueValidator(Decimal(min_cents) / 100, f"At least {money(min_cents)}."),
            MaxValueValidator(Decimal(max_cents) / 100, f"At most {money(max_cents)}."),
        ]

    def prepare_value(self, value: Any) -> Any:
        """Cents from the model become dollars; what a person typed stays as typed."""
        return f"{value // 100}.{value % 100:02}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The typed text without sign, commas and blanks, as dollars."""
        if isinstance(value, str):
            value = value.replace("$", "").replace(",", "").strip()
        return super().to_python(value)

    def clean(self, value: Any) -> int | None:
        """Whole cents, None when left empty. Raises ValidationError."""
        dollars: Decimal | None = super().clean(value)
        return None if dollars is None else int(dollars * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares in cents, so that "12.5" is no change from 1250."""
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No min, max and step: the control is a text that takes "$" and ","."""
        return {}
