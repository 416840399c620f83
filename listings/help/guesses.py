"""What the form offers to fill in: each a guess, taken by a tap, never forced."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from listings.forms import ListingForm
from listings.help.hints import price_hint
from listings.help.title import MOST_COLOURS, guess_from_title
from listings.models import Category, Colour, Listing, PriceHint
from listings.services.brands import brand_find

TAKE = "take"
FIELDS = {"brand", "category", "colours"}


@dataclass(frozen=True)
class Guess:
    """A value for a field of the form; `from_photo` when the cover and not the title says so."""

    field: str
    value: str
    label: str
    from_photo: bool = False

    @property
    def take(self) -> str:
        """What a button sends: "brand:Free People"."""
        return f"{self.field}:{self.value}"


def guesses_for(form: ListingForm, listing: Listing) -> list[Guess]:
    """Guesses for the fields that are still empty, from what the form says now."""
    read = guess_from_title(str(form["title"].value() or ""))
    guesses = []
    if read.brand and not form["brand"].value():
        guesses.append(Guess("brand", read.brand, read.brand))
    category = form.field("category").rows.get(str(read.category_id))
    if category and not form["category"].value():
        guesses.append(Guess("category", str(category.pk), _place(category)))
    return guesses + _colours(form["colours"].value() or [], read.colours, listing)


def _place(category: Category) -> str:
    """ "Women / Dresses / Maxi", as the form's list has it."""
    nodes = [category.department, category.parent, category]
    return " / ".join(str(node) for node in nodes if node)


def _colours(chosen: list[str], said: list[Colour], listing: Listing) -> list[Guess]:
    seen = [Colour(colour) for colour in listing.cover.colours] if listing.cover else []
    wanted = [colour for colour in dict.fromkeys([*said, *seen]) if colour not in chosen]
    return [
        Guess("colours", colour.value, colour.label, from_photo=colour not in said)
        for colour in wanted[: max(0, MOST_COLOURS - len(chosen))]
    ]


def taken(data: QueryDict) -> QueryDict:
    """What was sent, with the guess whose button sent it put into its field."""
    field, _, value = data.get(TAKE, "").partition(":")
    if field not in FIELDS:
        return data
    filled = data.copy()
    chosen = filled.getlist("colours") if field == "colours" else []
    filled.setlist(field, [*(colour for colour in chosen if colour != value), value])
    return filled


def hint_for(form: ListingForm) -> PriceHint | None:
    """What comparable things sold for, by the form's brand, category and condition."""
    brand = _brand_id(form["brand"].value())
    category = form.field("category").rows.get(str(form["category"].value()))
    return price_hint(brand, category, str(form["condition"].value() or ""))


def _brand_id(name: Any) -> int | None:
    brand = brand_find(str(name).replace("\0", "")) if name else None
    return brand.pk if brand else None
