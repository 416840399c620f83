"""Setting a few fields on many listings: brand, condition, colours, style."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from closets.models import User
from listings.bulk.acts.base import Act, BulkRefused, Change, Columns, Params
from listings.fields import PlainText
from listings.forms import AtMost
from listings.models import Colour, Condition, Listing, Status, StyleTag
from listings.refusals import ListingIncomplete, ListingLocked, StaleVersion
from listings.services.publish import listing_edit

EDITABLE = (Status.AVAILABLE, Status.NOT_FOR_SALE)
NAMES = {
    "brand_name": "Brand",
    "condition": "Condition",
    "colours": "Colours",
    "style_tags": "Style",
}


class EditForm(forms.Form):
    """The fields that are to be set; what is left empty stays as it is on each listing."""

    brand_name = PlainText(label="Brand", required=False, max_length=80)
    condition = forms.ChoiceField(
        required=False, choices=[("", "As it is"), *Condition.choices], initial=""
    )
    colours = AtMost(2, swatches=True, choices=Colour.choices, help_text="Up to two.")
    style_tags = AtMost(3, label="Style", help_text="Up to three.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = StyleTag.objects.values_list("slug", "name")
        cast(AtMost, self.fields["style_tags"]).choices = tags

    def clean(self) -> dict[str, Any]:
        """Only what is to be set; refuses nothing at all."""
        given = {name: value for name, value in (super().clean() or {}).items() if value}
        if not given and not self.errors:
            raise forms.ValidationError("Choose at least one thing to change.")
        return given


def _values(listing: Listing) -> Columns:
    """The fields as `listing_edit` takes them."""
    return {
        "brand_name": listing.brand.name if listing.brand else "",
        "condition": listing.condition,
        "colours": list(listing.colours),
        "style_tags": list(listing.style_tags),
    }


def _check(listing: Listing, params: Params) -> str:
    if listing.status not in EDITABLE:
        raise BulkRefused(f"It cannot be changed: {listing.get_status_display().lower()}.")
    now = _values(listing)
    changed = [name for name, value in params.items() if now[name] != value]
    if not changed:
        raise BulkRefused("It is so already.")
    return ", ".join(f"{NAMES[n]}: {_said(now[n])} → {_said(params[n])}" for n in changed)[:300]


def _said(value: Any) -> str:
    words = value if isinstance(value, list) else [value]
    return " and ".join(_LABELS.get(word, word) for word in words if word) or "none"


_LABELS: Mapping[str, str] = {**dict(Condition.choices), **dict(Colour.choices)}


def _do(actor: User, listing: Listing, params: Params) -> Change:
    _check(listing, params)
    before = {name: value for name, value in _values(listing).items() if name in params}
    fresh = _set(actor, listing, params)
    after = {name: value for name, value in _values(fresh).items() if name in params}
    return Change(before, after)


def _undo(actor: User, listing: Listing, change: Change) -> None:
    now = _values(listing)
    if any(now[name] != value for name, value in change.after.items()):
        raise BulkRefused("It was edited since.")
    _set(actor, listing, change.before)


def _set(actor: User, listing: Listing, values: Params) -> Listing:
    try:
        return listing_edit(actor=actor, listing=listing, values=values, version=listing.version)
    except ListingIncomplete as incomplete:
        raise BulkRefused(" ".join(incomplete.problems.values())) from incomplete
    except (ListingLocked, StaleVersion) as refusal:
        raise BulkRefused(str(refusal) or "It is being edited elsewhere.") from refusal


EDIT = Act(
    key="edit",
    label="Edit",
    past="Edited",
    check=_check,
    do=_do,
    undo=_undo,
    form=EditForm,
)
