"""Which state of an offer may follow which (O1).

The database holds the same table, for `Offer.status` itself (migration 0012) and its history. A
declined offer comes back only by `undoing`, within minutes.
"""

from django.db import models


class OfferStatus(models.TextChoices):
    """Where an offer stands; the first two say whose turn it is."""

    SELLER = "seller", "Waits for the seller"
    BUYER = "buyer", "Waits for the buyer"
    ACCEPTED = "accepted", "Accepted, being paid"
    PAID = "paid", "Bought"
    UNPAID = "unpaid", "Accepted, never paid"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"
    CLOSED = "closed", "Item gone"


Status = OfferStatus
_ENDS = {Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED, Status.CLOSED}
TRANSITIONS: dict[OfferStatus, frozenset[OfferStatus]] = {
    Status.SELLER: frozenset({Status.BUYER, Status.ACCEPTED} | _ENDS),
    Status.BUYER: frozenset({Status.SELLER, Status.ACCEPTED} | _ENDS),
    Status.ACCEPTED: frozenset({Status.PAID, Status.UNPAID}),
    Status.PAID: frozenset(),
    Status.UNPAID: frozenset(),
    Status.DECLINED: frozenset({Status.SELLER, Status.BUYER}),
    Status.WITHDRAWN: frozenset(),
    Status.EXPIRED: frozenset(),
    Status.CLOSED: frozenset(),
}
WAITING = (Status.SELLER, Status.BUYER)
"""Somebody is asked; these expire."""
LIVE = (*WAITING, Status.ACCEPTED)
"""Of these a buyer has one for a listing."""


class OfferRefused(Exception):
    """The offer, or somebody faster, does not allow it; the message is meant for who tried."""


def sources_of(target: OfferStatus) -> list[OfferStatus]:
    """The states from which `target` may follow."""
    return [source for source, targets in TRANSITIONS.items() if target in targets]
