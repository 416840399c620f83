"""Offers to likers of many listings at once: the offers' part of the bulk tools."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from closets.models import User
from closets.templatetags.money import money
from listings.bulk.acts import Act, BulkRefused, Change
from listings.bulk.acts.base import Params
from listings.models import Listing, Status
from listings.models.listing import MIN_PRICE_CENTS
from payments.offers.likers import likers_offer_start
from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster
from shipping.selectors import rate_card_current
from social.guards import ActRefused
from social.models import Like


class OfferForm(forms.Form):
    """How far under each price, in whole per cent, and who pays the shipping."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = rate_card_current().base_cents
        self.fields["percent"] = forms.IntegerField(
            label="Per cent off each price",
            min_value=settings.LIKERS_OFF_PERCENT,
            max_value=90,
            help_text="Offers cannot be taken back.",
            widget=forms.TextInput({"inputmode": "numeric"}),
        )
        self.fields["shipping"] = forms.TypedChoiceField(
            label="Shipping",
            coerce=int,
            initial=0,
            choices=[
                (0, f"They pay {money(base)}"),
                (base // 2, f"They pay {money(base - base // 2)}, you pay {money(base // 2)}"),
                (base, f"Free for them, you pay {money(base)}"),
            ],
        )


def _asked(listing: Listing, params: Params) -> int:
    """What likers are to pay, in cents; a broken cent goes to them."""
    return (listing.price_cents or 0) * (100 - int(params["percent"])) // 100


def _check(listing: Listing, params: Params) -> str:
    if listing.status != Status.AVAILABLE or listing.deleted_at:
        raise BulkRefused(f"It is {listing.get_status_display().lower()}.")
    cents = _asked(listing, params)
    if cents < MIN_PRICE_CENTS:
        raise BulkRefused(f"It would cost less than {money(MIN_PRICE_CENTS)}.")
    return f"{money(cents)} instead of {money(listing.price_cents)} for those who like it"


def _limits(user: User, listings: Sequence[Listing]) -> dict[int, str]:
    """All while the closet is away; else those that nobody likes. Two queries at most."""
    ids = [listing.pk for listing in listings]
    if away := user.closet.away:
        return dict.fromkeys(ids, away.line)
    liked = set(Like.objects.filter(listing__in=ids).values_list("listing_id", flat=True))
    return {pk: "Nobody likes it yet." for pk in ids if pk not in liked}


def _do(actor: User, listing: Listing, params: Params) -> Change:
    _check(listing, params)
    try:
        row = likers_offer_start(
            actor=actor,
            listing=listing,
            cents=_asked(listing, params),
            shipping_discount_cents=params["shipping"],
        )
    except (OfferRefused, ActRefused) as refusal:
        raise BulkRefused(str(refusal)) from refusal
    except SomebodyFaster as faster:
        raise BulkRefused("Somebody is buying it.") from faster
    return Change({}, {"campaign": row.pk})


OFFER = Act(
    key="offer",
    label="Offer to likers",
    past="Offered to likers",
    check=_check,
    do=_do,
    undo=None,
    form=OfferForm,
    limits=_limits,
)
