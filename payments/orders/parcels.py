"""Which items of one closet travel together: a label takes so much and no more (H1)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from listings.models import Listing
from payments.orders.pricing import parcel_weight_lb
from shipping.selectors.rates import MAX_WEIGHT_LB

Piece = TypeVar("Piece")


def parcels(pieces: Sequence[Piece], listing_of: Callable[[Piece], Listing]) -> list[list[Piece]]:
    """The pieces in as few parcels as it takes when each goes into the last that has room."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and _fits([listing_of(one) for one in [*found[-1], piece]]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _fits(listings: list[Listing]) -> bool:
    return parcel_weight_lb(listings) <= MAX_WEIGHT_LB
