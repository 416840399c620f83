"""Scans: recorded once each, in any order, by webhook or by asking."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from shipping import events
from shipping.carriers.base import Scan
from shipping.carriers.registry import carrier_get
from shipping.models import Shipment, TrackingEvent
from shipping.services.status import shipment_follow_scans, shipment_lock, shipment_move
from shipping.transitions import MOVING, Status

POLL_EVERY = timedelta(hours=6)
POLL_DOUBLINGS = 3
LOST_AFTER = timedelta(days=15)


@transaction.atomic
def tracking_event_record(*, shipment: Shipment, scan: Scan) -> bool:
    """Keep a scan and move the shipment as far as its furthest scan; False when it was known.

    A scan of a voided shipment is kept and moves nothing.
    """
    now = timezone.now()
    locked = shipment_lock(shipment.pk)
    _, is_new = TrackingEvent.objects.get_or_create(
        shipment=locked,
        carrier_event_id=scan.event_id,
        defaults={
            "kind": scan.kind,
            "description": scan.description,
            "place": scan.place,
            "occurred_at": scan.occurred_at,
        },
    )
    if is_new:
        _note_scan(locked, scan, now)
        shipment_follow_scans(locked, now=now)
    return is_new


def tracking_expect(*, shipment: Shipment, expected_on: date) -> None:
    """Take the carrier's new guess of the day of delivery."""
    Shipment.objects.filter(pk=shipment.pk).update(expected_on=expected_on)


def tracking_poll(*, shipment: Shipment) -> None:
    """Ask the carrier where the parcel is, for the case that its messages are lost.

    Each time with nothing new doubles the wait, up to two days. Raises CarrierUnavailable.
    """
    if not _poll_claim(shipment) or shipment.tracking_number is None:
        return
    for scan in carrier_get(shipment.carrier).track(shipment.tracking_number):
        tracking_event_record(shipment=shipment, scan=scan)


def shipments_lose(*, now: datetime | None = None) -> int:
    """Call parcels lost that no scan was heard of for 15 days; returns how many."""
    now = now or timezone.now()
    silent = Shipment.objects.filter(status__in=MOVING, last_scan_at__lt=now - LOST_AFTER)
    return sum(_lose(pk, now) for pk in list(silent.values_list("pk", flat=True)))


def _note_scan(shipment: Shipment, scan: Scan, now: datetime) -> None:
    shipment.last_scan_at = max(filter(None, [shipment.last_scan_at, scan.occurred_at]))
    shipment.poll_at, shipment.polls = now + POLL_EVERY, 0
    shipment.save(update_fields=["last_scan_at", "poll_at", "polls"])


def _poll_claim(shipment: Shipment) -> bool:
    """Take this round of asking for ourselves; another worker may have been faster."""
    wait = POLL_EVERY * 2 ** min(shipment.polls, POLL_DOUBLINGS)
    due = Shipment.objects.poll_due(timezone.now()).filter(pk=shipment.pk, polls=shipment.polls)
    return bool(due.update(poll_at=timezone.now() + wait, polls=shipment.polls + 1))


@transaction.atomic
def _lose(shipment_id: int, now: datetime) -> bool:
    shipment = shipment_lock(shipment_id)
    if shipment.status not in MOVING or (shipment.last_scan_at or now) >= now - LOST_AFTER:
        return False
    shipment_move(shipment, Status.LOST, at=now)
    events.shipment_lost.send(sender=Shipment, shipment=shipment, at=now)
    return True
