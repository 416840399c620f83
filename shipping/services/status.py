"""The only code that changes `Shipment.status`; callers hold the shipment's row lock."""

from datetime import datetime

from django.dispatch import Signal

from shipping import events
from shipping.models import ScanKind, Shipment
from shipping.transitions import SCANNED, Status, TransitionRefused, is_allowed, milestones

_SIGNALS: dict[Status, Signal] = {
    Status.ACCEPTED: events.shipment_accepted,
    Status.DELIVERED: events.shipment_delivered,
    Status.RETURNED: events.shipment_returned,
}


def shipment_lock(shipment_id: int) -> Shipment:
    """The shipment's row, held until the transaction ends.

    Events are sent while it is held: whoever locks rows of a higher floor beside it takes it first.
    """
    return Shipment.objects.select_for_update(no_key=True).get(pk=shipment_id)


def shipment_move(shipment: Shipment, to: Status, *, at: datetime) -> None:
    """Move a locked shipment; TransitionRefused when the table does not allow it."""
    if not is_allowed(Status(shipment.status), to):
        raise TransitionRefused(f"{shipment.status} -> {to}")
    shipment.status, shipment.status_at = to, at
    shipment.save(update_fields=["status", "status_at"])


def shipment_follow_scans(shipment: Shipment, *, now: datetime) -> None:
    """Move a locked shipment to where its furthest scan says it is, and tell who waits for it."""
    source, target = Status(shipment.status), _furthest(shipment)
    if target is None or not is_allowed(source, target):
        return
    shipment_move(shipment, target, at=_reached_at(shipment, target, now))
    for milestone in milestones(source, target):
        at = _reached_at(shipment, milestone, now)
        _SIGNALS[milestone].send(sender=Shipment, shipment=shipment, at=at)


def _furthest(shipment: Shipment) -> Status | None:
    kinds = shipment.events.exclude(kind=ScanKind.NOTICE).values_list("kind", flat=True)
    return max(map(Status, set(kinds)), key=SCANNED.index, default=None)


def _reached_at(shipment: Shipment, milestone: Status, now: datetime) -> datetime:
    """The carrier's time of the first scan at or past `milestone`, never in the future."""
    kinds = SCANNED[SCANNED.index(milestone) :]
    times = shipment.events.filter(kind__in=kinds).values_list("occurred_at", flat=True)
    return min([now, *times])
