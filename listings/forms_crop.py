"""The form that chooses a part of a photo, in per cent of its sides."""

from typing import Any

from django import forms
from django.http import QueryDict

from listings.crops import RATIO, Crop

PRESETS = {"start": 0.0, "centre": 0.5, "end": 1.0}
"""How much of what the crop leaves over lies before it."""


class CropForm(forms.Form):
    """Where the 3:4 part begins and how wide it is; its height follows.

    Without scripts a preset serves: the largest part at the start, centre or end of the photo.
    """

    x = forms.FloatField(label="From the left, %", min_value=0, max_value=100)
    y = forms.FloatField(label="From the top, %", min_value=0, max_value=100)
    width = forms.FloatField(label="Width, %", min_value=1, max_value=100)
    preset = forms.ChoiceField(
        required=False, choices=[(name, name) for name in PRESETS], widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict | None, *, size: tuple[int, int], crop: Crop) -> None:
        shown = {name: round(getattr(crop, name) * 100, 2) for name in ("x", "y", "width")}
        super().__init__(data, initial=shown)
        self.size = size
        for name in shown:
            self.fields[name].widget.attrs["step"] = "any"

    def clean(self) -> dict[str, Any]:
        """A preset needs no numbers."""
        cleaned = super().clean() or {}
        if cleaned.get("preset"):
            self._errors = forms.utils.ErrorDict()
        return cleaned

    @property
    def crop(self) -> Crop:
        """What was chosen, as fractions."""
        width, height = self.size
        if preset := self.cleaned_data.get("preset"):
            across = min(1.0, height * RATIO[0] / RATIO[1] / width)
            down = min(1.0, width * RATIO[1] / RATIO[0] / height)
            before = PRESETS[preset]
            return Crop((1 - across) * before, (1 - down) * before, across, down)
        across = self.cleaned_data["width"] / 100
        down = across * width * RATIO[1] / RATIO[0] / height
        return Crop(self.cleaned_data["x"] / 100, self.cleaned_data["y"] / 100, across, down)
