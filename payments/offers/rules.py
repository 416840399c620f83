"""What an offer may be: plain numbers in cents, no database (O1, O2)."""

from dataclasses import dataclass

from django.conf import settings

from closets.templatetags.money import money
from listings.models.listing import MIN_PRICE_CENTS
from payments.offers.transitions import OfferRefused


@dataclass(frozen=True)
class Range:
    """From `least_cents` to `most_cents`, both allowed; empty when nothing lies between them."""

    least_cents: int
    most_cents: int

    @property
    def is_empty(self) -> bool:
        return self.least_cents > self.most_cents

    def __str__(self) -> str:
        return f"{money(self.least_cents)} to {money(self.most_cents)}"


def rules() -> dict[str, int]:
    """The numbers that pages tell before anybody types: hours, days, per cent."""
    return {
        "hours": settings.OFFER_HOURS,
        "least_percent": settings.OFFER_LEAST_PERCENT,
        "off_percent": settings.LIKERS_OFF_PERCENT,
        "days": settings.LIKERS_DAYS,
    }


def first_range(price_cents: int) -> Range:
    """A buyer's offer: at least 40 % of the price (and what a listing costs at least), below it."""
    least = -(-price_cents * settings.OFFER_LEAST_PERCENT // 100)
    return Range(max(least, MIN_PRICE_CENTS), price_cents - 1)


def buyer_range(price_cents: int, *, said_cents: int | None, asked_cents: int | None) -> Range:
    """A buyer's next word: more than they said before, less than what the seller asks."""
    first = first_range(price_cents)
    least = max(first.least_cents, (said_cents or 0) + 1)
    return Range(least, min(price_cents, asked_cents or price_cents) - 1)


def seller_range(price_cents: int, *, said_cents: int, asked_cents: int | None) -> Range:
    """A seller's counter: more than the buyer said, less than the price and their own last word."""
    return Range(said_cents + 1, min(price_cents, asked_cents or price_cents) - 1)


def likers_most_cents(price_cents: int, lowest_cents: int | None = None) -> int:
    """The most that an Offer to Likers may ask: 10 % under the price, and under the lowest that the
    liker was offered in 90 days (None: never)."""
    under = min(price_cents, price_cents if lowest_cents is None else lowest_cents)
    return under * (100 - settings.LIKERS_OFF_PERCENT) // 100


def require_within(cents: int, allowed: Range) -> None:
    """Raises OfferRefused with the amounts that are possible."""
    if allowed.is_empty:
        raise OfferRefused("The price is too low for another offer. Accept it, or buy it now.")
    if cents < allowed.least_cents:
        raise OfferRefused(f"The least you can offer is {money(allowed.least_cents)}.")
    if cents > allowed.most_cents:
        raise OfferRefused(f"The most you can offer is {money(allowed.most_cents)}.")
