"""The forms of pages that gather from several floors."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from closets.models import User
from listings.models import Brand, Listing, Size

BRANDS = 36
SIZE_GROUPS = {
    "women-tops": "Women's tops",
    "women-dresses": "Women's dresses",
    "women-bottoms": "Women's bottoms",
    "women-shoes": "Women's shoes",
    "men-tops": "Men's tops",
    "men-bottoms": "Men's bottoms",
    "men-shoes": "Men's shoes",
}


class WelcomeForm(forms.Form):
    """Looks, brands and sizes; all optional, since onboarding may be skipped."""

    def __init__(
        self, data: Any = None, *, looks: list[Listing], user: User, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["looks"] = forms.MultipleChoiceField(
            choices=[(str(look.pk), look.title) for look in looks],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["brands"] = forms.ModelMultipleChoiceField(
            queryset=popular_brands(), required=False, widget=forms.CheckboxSelectMultiple
        )
        worn = dict(user.my_sizes.values_list("group", "label"))
        sizes = _sizes()
        for group, name in SIZE_GROUPS.items():
            labels = sizes.get(group, [])
            self.fields[f"size-{group}"] = forms.ChoiceField(
                label=name,
                required=False,
                initial=worn.get(group, ""),
                choices=[("", "Any size"), *((label, label) for label in labels)],
            )

    def sizes(self) -> list[tuple[str, str, str]]:
        """(department, group, label) of each chosen size."""
        return [
            (group.split("-")[0], group, self.cleaned_data[f"size-{group}"])
            for group in SIZE_GROUPS
            if self.cleaned_data[f"size-{group}"]
        ]

    def size_fields(self) -> list[forms.BoundField]:
        """The size selects, for the template."""
        return [self[f"size-{group}"] for group in SIZE_GROUPS]


def popular_brands() -> QuerySet[Brand]:
    """The brands most listings are of."""
    approved = Brand.objects.filter(review=Brand.Review.APPROVED)
    top = approved.order_by("-popularity", "name").values("pk")[:BRANDS]
    return Brand.objects.filter(pk__in=top).order_by("name")


def _sizes() -> dict[str, list[str]]:
    """The US size labels of each group, in order: one query."""
    labels: dict[str, list[str]] = {}
    rows = Size.objects.filter(group__in=SIZE_GROUPS, system=Size.System.US)
    for group, label in rows.order_by("group", "position").values_list("group", "label"):
        labels.setdefault(group, []).append(label)
    return labels
