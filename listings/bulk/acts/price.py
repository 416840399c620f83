"""Dropping prices by a percentage or an amount."""

from typing import Any

from django import forms

from closets.models import User
from closets.templatetags.money import money
from listings.bulk.acts.base import Act, BulkRefused, Change, Params
from listings.models import Listing, Status
from listings.models.listing import MIN_PRICE_CENTS
from listings.refusals import ListingLocked, PriceRefused
from listings.services.prices import price_change

PRICED = (Status.AVAILABLE, Status.NOT_FOR_SALE)


class PriceDropForm(forms.Form):
    """By how much: a whole percentage, or dollars."""

    by = forms.ChoiceField(
        label="Lower each price by", choices=[("percent", "per cent"), ("dollars", "dollars")]
    )
    amount = forms.IntegerField(
        min_value=1, max_value=49_997, widget=forms.TextInput({"inputmode": "numeric"})
    )

    def clean(self) -> dict[str, Any]:
        """Refuses more than 90 %."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("by") == "percent" and (cleaned.get("amount") or 0) > 90:
            self.add_error("amount", "At most 90 per cent.")
        return cleaned


def dropped(cents: int, params: Params) -> int:
    """The price after the drop, in cents; a broken cent goes to the seller."""
    if params["by"] == "percent":
        return -(-cents * (100 - int(params["amount"])) // 100)
    return cents - int(params["amount"]) * 100


def _check(listing: Listing, params: Params) -> str:
    if listing.status not in PRICED:
        raise BulkRefused(f"Its price cannot be changed: {listing.get_status_display().lower()}.")
    old = listing.price_cents or 0
    new = dropped(old, params)
    if new < MIN_PRICE_CENTS:
        raise BulkRefused(f"It would cost less than {money(MIN_PRICE_CENTS)}.")
    return f"{money(old)} → {money(new)}"


def _do(actor: User, listing: Listing, params: Params) -> Change:
    _check(listing, params)
    old = listing.price_cents or 0
    new = dropped(old, params)
    _set(actor, listing, new)
    return Change({"price_cents": old}, {"price_cents": new})


def _undo(actor: User, listing: Listing, change: Change) -> None:
    if listing.price_cents != change.after["price_cents"]:
        raise BulkRefused("Its price was changed since.")
    _set(actor, listing, change.before["price_cents"])


def _set(actor: User, listing: Listing, cents: int) -> None:
    try:
        price_change(actor=actor, listing=listing, price_cents=cents)
    except (PriceRefused, ListingLocked) as refusal:
        raise BulkRefused(str(refusal)) from refusal


PRICE = Act(
    key="price",
    label="Drop the price",
    past="Prices dropped",
    check=_check,
    do=_do,
    undo=_undo,
    form=PriceDropForm,
)
