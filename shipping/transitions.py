"""The life of a shipment: one table, with a database constraint on its words behind it.

The carrier's scans may come late, twice or in any order. So the state follows the furthest scan:
a scan moves a shipment forward or not at all.
"""

from django.db import models


class Status(models.TextChoices):
    """Where a shipment stands, in the order of its life."""

    LABEL_PENDING = "label_pending", "Label is being made"
    LABEL_READY = "label_ready", "Label ready"
    ACCEPTED = "accepted", "Accepted by the carrier"
    IN_TRANSIT = "in_transit", "In transit"
    OUT_FOR_DELIVERY = "out_for_delivery", "Out for delivery"
    DELIVERED = "delivered", "Delivered"
    RETURNED = "returned", "Returned to the sender"
    LOST = "lost", "Lost"
    VOIDED = "voided", "Voided"


SCANNED = (
    Status.ACCEPTED,
    Status.IN_TRANSIT,
    Status.OUT_FOR_DELIVERY,
    Status.DELIVERED,
    Status.RETURNED,
)
MOVING = (Status.ACCEPTED, Status.IN_TRANSIT, Status.OUT_FOR_DELIVERY)

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.LABEL_PENDING: frozenset({Status.LABEL_READY, Status.VOIDED}),
    Status.LABEL_READY: frozenset({Status.LABEL_PENDING, *SCANNED, Status.VOIDED}),
    Status.ACCEPTED: frozenset({*SCANNED[1:], Status.LOST}),
    Status.IN_TRANSIT: frozenset({*SCANNED[2:], Status.LOST}),
    Status.OUT_FOR_DELIVERY: frozenset({*SCANNED[3:], Status.LOST}),
    Status.DELIVERED: frozenset({Status.RETURNED}),
    Status.RETURNED: frozenset(),
    Status.LOST: frozenset({*SCANNED[1:]}),
    Status.VOIDED: frozenset(),
}


class TransitionRefused(Exception):
    """The shipment is not in a state from which the asked one may follow."""


def is_allowed(source: Status, target: Status) -> bool:
    """Whether `target` may follow `source`."""
    return target in TRANSITIONS[source]


def milestones(source: Status, target: Status) -> list[Status]:
    """Which of accepted, delivered and returned a step from `source` to `target` reaches first.

    A parcel whose first scan is "delivered" was accepted as well: whoever waits for the one must
    not miss the other.
    """
    reached: list[Status] = []
    if source == Status.LABEL_READY and target in SCANNED:
        reached.append(Status.ACCEPTED)
    if target in {Status.DELIVERED, Status.RETURNED}:
        reached.append(target)
    return reached
