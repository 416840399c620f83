"""A visitor's basket: kept in their session until they sign in."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.sessions.backends.base import SessionBase

from listings.models import Listing
from payments.models import BasketItem
from payments.orders.opening import require_on_sale, size_chosen
from social.guards import ActRefused

KEY = "basket"


class Chosen(NamedTuple):
    """A listing, and of a boutique's the size, by their ids."""

    listing_id: int
    size_id: int | None


def chosen_of(session: SessionBase) -> list[Chosen]:
    """What the visitor put in, oldest first."""
    return [Chosen(*pair) for pair in session.get(KEY, [])]


def guest_add(*, session: SessionBase, listing: Listing, size_id: int | None) -> None:
    """Puts an item in; once however often.

    Raises ActRefused (away, not for sale, no size, full), SomebodyFaster.
    """
    if away := listing.closet.away:
        raise ActRefused(f"{away.line} Nothing can be bought from it now.")
    require_on_sale(listing)
    size = size_chosen(listing, size_id)
    chosen, new = chosen_of(session), Chosen(listing.pk, size.pk if size else None)
    if new in chosen:
        return
    require_room(len(chosen))
    _keep(session, [*chosen, new])


def guest_take_out(*, session: SessionBase, chosen: Chosen) -> None:
    """Takes an item out, if it is in."""
    _keep(session, [one for one in chosen_of(session) if one != chosen])


def guest_forget(session: SessionBase) -> list[Chosen]:
    """Empties it; returns what was in."""
    chosen = chosen_of(session)
    session.pop(KEY, None)
    return chosen


def require_room(inside: int) -> None:
    """Raises ActRefused when nothing more goes in."""
    if inside >= BasketItem.MOST_ITEMS:
        raise ActRefused(f"A basket holds at most {BasketItem.MOST_ITEMS} items.")


def _keep(session: SessionBase, chosen: Sequence[Chosen]) -> None:
    session[KEY] = [list(one) for one in chosen]
