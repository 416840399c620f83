"""Which state of a listing may follow which (L4).

The database holds the same table, for `Listing.status` itself (migration 0009) and its history.
"""

from listings.models.choices import Status

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.AVAILABLE}),
    Status.AVAILABLE: frozenset(
        {Status.RESERVED, Status.SOLD, Status.NOT_FOR_SALE, Status.REMOVED}
    ),
    Status.RESERVED: frozenset({Status.AVAILABLE, Status.SOLD, Status.REMOVED}),
    Status.SOLD: frozenset({Status.AVAILABLE, Status.NOT_FOR_SALE}),
    Status.NOT_FOR_SALE: frozenset({Status.AVAILABLE, Status.REMOVED}),
    Status.REMOVED: frozenset({Status.AVAILABLE, Status.NOT_FOR_SALE}),
}


class TransitionRefused(Exception):
    """The listing is not in a state from which the asked one may follow."""


def sources_of(target: Status) -> list[Status]:
    """The states from which `target` may follow."""
    return [source for source, targets in TRANSITIONS.items() if target in targets]
