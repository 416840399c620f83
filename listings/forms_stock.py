"""How many pieces of each size there are."""

from typing import Any

from django import forms
from django.http import QueryDict

from listings.models import Listing, Size
from listings.services.stock import MOST_PIECES


class StockForm(forms.Form):
    """One number for each size that things of the listing's category come in."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, *, listing: Listing) -> None:
        super().__init__(data)
        category = listing.subcategory or listing.category
        there = dict(listing.stock.values_list("size_id", "quantity"))
        rows = Size.objects.filter(group=category.size_group) if category else Size.objects.none()
        self.sizes = list(rows)
        for size in self.sizes:
            self.fields[f"size_{size.pk}"] = _number(size, there.get(size.pk))

    @property
    def systems(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """(name, its fields, whether to show them at once) of each size system, US first."""
        found: list[tuple[str, list[forms.BoundField], bool]] = []
        for system in Size.System:
            sizes = [size for size in self.sizes if size.system == system]
            fields = [self[f"size_{size.pk}"] for size in sizes]
            used = any(field.value() or field.errors for field in fields)
            if fields:
                found.append((str(system.label), fields, used or not found))
        return found

    @property
    def pieces(self) -> dict[Size, int]:
        """The number of each size, 0 where none was typed."""
        return {size: self.cleaned_data[f"size_{size.pk}"] or 0 for size in self.sizes}


def _number(size: Size, there: int | None) -> forms.IntegerField:
    attrs: dict[str, Any] = {"inputmode": "numeric", "placeholder": "0"}
    return forms.IntegerField(
        label=size.label,
        required=False,
        min_value=0,
        max_value=MOST_PIECES,
        initial=there or None,
        widget=forms.NumberInput(attrs),
    )
