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
    def pieces(self) -> dict[Size, int]:
        """The number of each size, 0 where none was typed."""
        return {size: self.cleaned_data[f"size_{size.pk}"] or 0 for size in self.sizes}


def _number(size: Size, there: int | None) -> forms.IntegerField:
    attrs: dict[str, Any] = {"inputmode": "numeric", "placeholder": "0"}
    system = "" if size.system == Size.System.US else f"{size.get_system_display()} "
    return forms.IntegerField(
        label=f"{system}{size.label}",
        required=False,
        min_value=0,
        max_value=MOST_PIECES,
        initial=there or None,
        widget=forms.NumberInput(attrs),
    )
