"""What buyers and sellers type in offers. Amounts clean to cents."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from closets.lib.widgets import MoneyField, RadioCards
from closets.models import Address, User
from closets.templatetags.money import money
from listings.models import Listing
from listings.models.listing import MAX_PRICE_CENTS
from listings.selectors import pieces_of
from payments.models import PriceFloor, SavedCard
from payments.offers.rules import Range, first_range
from payments.offers.selectors import addresses_of, cards_of
from shipping.selectors import rate_card_current


class AddressChoice(forms.ModelChoiceField[Address]):
    """One of the member's addresses, in a line."""

    def __init__(self, user: User, **kwargs: Any) -> None:
        rows: QuerySet[Address] = addresses_of(user)
        super().__init__(rows, label="Send it to", initial=rows.first(), empty_label=None, **kwargs)

    def label_from_instance(self, obj: Address) -> str:
        return f"{obj.name}, {obj.street1}, {obj.city_line}"


class CardChoice(forms.ModelChoiceField[SavedCard]):
    """One of the member's kept cards."""

    def __init__(self, user: User, **kwargs: Any) -> None:
        rows = cards_of(user)
        super().__init__(
            rows,
            label="Charge",
            initial=rows.first(),
            empty_label=None,
            widget=RadioCards,
            **kwargs,
        )


def size_field(listing: Listing) -> forms.TypedChoiceField | None:
    """The sizes of a boutique's listing, None for a single item."""
    pieces = pieces_of(listing)
    if not listing.in_sizes:
        return None
    choices = [(piece.size_id, piece.size.label) for piece in pieces]
    return forms.TypedChoiceField(label="Size", choices=choices, coerce=int)


class OfferForm(forms.Form):
    """A buyer's price for a listing, and where it would go."""

    def __init__(self, *args: Any, listing: Listing, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = first_range(listing.price_cents or 0)
        self.fields["amount"] = MoneyField(
            label="Your offer",
            min_cents=allowed.least_cents,
            max_cents=allowed.most_cents,
            help_text=f"{money(allowed.least_cents)} to {money(allowed.most_cents)}",
        )
        if size := size_field(listing):
            self.fields["size"] = size
        if addresses_of(user).exists():
            self.fields["address"] = AddressChoice(user)


class SendForm(forms.Form):
    """The last press: which card stands behind the offer; pressed twice it is one offer."""

    reference = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"] = CardChoice(user)


class PrepareForm(forms.Form):
    """How a buyer would pay what a seller offers them."""

    def __init__(self, *args: Any, listing: Listing, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if size := size_field(listing):
            self.fields["size"] = size
        self.fields["address"] = AddressChoice(user)
        self.fields["card"] = CardChoice(user)


class CounterForm(forms.Form):
    """Another price, between what both said."""

    def __init__(self, *args: Any, allowed: Range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            label="Your price",
            min_cents=allowed.least_cents,
            max_cents=allowed.most_cents,
            help_text=str(allowed),
        )


class LikersForm(forms.Form):
    """One price for everybody who likes a listing, and how much of the shipping is taken over."""

    def __init__(self, *args: Any, allowed: Range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = rate_card_current().base_cents
        self.fields["amount"] = MoneyField(
            label="Price for likers",
            min_cents=allowed.least_cents,
            max_cents=allowed.most_cents,
            help_text=str(allowed),
        )
        self.fields["shipping"] = forms.TypedChoiceField(
            label="Shipping",
            coerce=int,
            initial=0,
            widget=RadioCards,
            choices=[
                (0, f"They pay {money(base)}"),
                (base // 2, f"They pay {money(base - base // 2)}, you pay {money(base // 2)}"),
                (base, f"Free for them, you pay {money(base)}"),
            ],
        )


class FloorForm(forms.Form):
    """The seller's private floor, and what is done with offers meanwhile."""

    floor = MoneyField(label="Your floor", min_cents=1, max_cents=MAX_PRICE_CENTS)
    at_floor = forms.ChoiceField(
        label="An offer of the floor or more", choices=PriceFloor.AtFloor, widget=RadioCards
    )
    below = forms.ChoiceField(
        label="An offer under the floor", choices=PriceFloor.Below, widget=RadioCards
    )
    counter = MoneyField(
        label="Counter with",
        min_cents=1,
        max_cents=MAX_PRICE_CENTS,
        required=False,
        help_text="At least your floor. Buyers see this price, never the floor.",
    )
