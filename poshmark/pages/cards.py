"""The card: a listing as every page shows it, with what it means to the one who looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from closets.models import User
from listings.models import Listing
from poshmark.pages.prices import Delivery, all_in_prices, delivery_to
from social.selectors import likes_of


@dataclass(frozen=True)
class Card:
    """One listing for one viewer. `why`: why it is here, in the reader's words; `feed`: the name
    of the feed that shows it."""

    listing: Listing
    liked: bool
    likes_count: int
    is_own: bool
    all_in_cents: int | None = None
    why: str | None = None
    shares_count: int = 0
    feed: str = ""


def cards_for(
    viewer: User | None,
    listings: Iterable[Listing],
    why: Mapping[int, str] | None = None,
    feed: str = "",
    delivery: Delivery | None = None,
) -> list[Card]:
    """Cards in the order given; the number of queries does not depend on how many there are.

    listings: from `Listing.objects.for_cards()`; why: reasons by listing id;
    feed: the name of the feed they are of; delivery: `delivery_to(viewer)`, for a page that asked.
    """
    rows = list(listings)
    ids = [listing.pk for listing in rows]
    viewer_id = viewer.pk if viewer else None
    liked, counts = likes_of(viewer_id, ids)
    delivery = delivery or (delivery_to(viewer) if viewer else None)
    all_in = all_in_prices(delivery, [row for row in rows if row.is_available])
    return [
        Card(
            listing=listing,
            liked=listing.pk in liked,
            likes_count=counts.get(listing.pk, (0, 0))[0],
            shares_count=counts.get(listing.pk, (0, 0))[1],
            is_own=listing.closet.user_id == viewer_id,
            all_in_cents=all_in.get(listing.pk),
            why=(why or {}).get(listing.pk),
            feed=feed,
        )
        for listing in rows
    ]


def viewer_of(user: object) -> User | None:
    """The signed-in member, None for a visitor."""
    return user if isinstance(user, User) else None
