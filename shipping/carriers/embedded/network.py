"""Time in the simulated network: send the scans that are due, or hurry a parcel on."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from shipping.carriers.base import CarrierUnavailable
from shipping.carriers.embedded.carrier import CODE, SIGNATURE_HEADER, message_body
from shipping.carriers.signatures import signature_make
from shipping.models import EmbeddedParcel, EmbeddedScan, ScanKind

logger = logging.getLogger(__name__)
BATCH = 500


def scans_send_due(*, now: datetime | None = None) -> int:
    """Send every scan whose time has come, oldest first; returns how many."""
    sent = 0
    while sent < BATCH and _send_next(now or timezone.now()):
        sent += 1
    return sent


@transaction.atomic
def parcel_advance(
    parcel: EmbeddedParcel, *, to: ScanKind | None = None, at: datetime | None = None
) -> int:
    """Make the scans up to the next one (or the first of kind `to`) happen by `at`, and send them.

    `at` (now by default) becomes the time of the last of them; those before are spread over the
    time since the last scan. Returns how many were sent; 0 when the parcel is past that point.
    """
    at = at or timezone.now()
    scans = list(parcel.scans.select_for_update().filter(sent_at=None))
    if to == ScanKind.RETURNED:
        scans = [_turn_back(parcel, scans)]
    chosen = _up_to(scans, to)
    start = _last_time(parcel, at, len(chosen))
    for step, scan in enumerate(chosen, start=1):
        scan.due_at = start + (at - start) * step / len(chosen)
        scan.save(update_fields=["due_at"])
        _send(scan)
    _hurry(scans[len(chosen) :], at)
    return len(chosen)


def _up_to(scans: list[EmbeddedScan], kind: ScanKind | None) -> list[EmbeddedScan]:
    if kind is None:
        return scans[:1]
    ends = [at for at, scan in enumerate(scans, start=1) if scan.kind == kind]
    return scans[: ends[0]] if ends else []


def _last_time(parcel: EmbeddedParcel, at: datetime, steps: int) -> datetime:
    last = parcel.scans.exclude(sent_at=None).order_by("-position").first()
    start = last.due_at if last else parcel.bought_at
    return start if start < at else at - timedelta(minutes=steps)


def _turn_back(parcel: EmbeddedParcel, unsent: list[EmbeddedScan]) -> EmbeddedScan:
    """Give up delivering: the scans still planned make room for the way back."""
    EmbeddedScan.objects.filter(pk__in=[scan.pk for scan in unsent]).delete()
    return EmbeddedScan.objects.create(
        parcel=parcel,
        position=parcel.scans.count(),
        kind=ScanKind.RETURNED,
        description="Returned to the sender",
        place=parcel.to_place,
        due_at=timezone.now(),
    )


def _hurry(scans: list[EmbeddedScan], at: datetime) -> None:
    """Scans that would now come before the last one sent follow it at their old distances."""
    if scans and scans[0].due_at > at:
        return
    shift = at + timedelta(hours=1) - scans[0].due_at if scans else timedelta()
    for scan in scans:
        scan.due_at += shift
        scan.save(update_fields=["due_at"])


@transaction.atomic
def _send_next(now: datetime) -> bool:
    scan = (
        EmbeddedScan.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("parcel")
        .filter(sent_at=None, due_at__lte=now)
        .order_by("due_at", "position")
        .first()
    )
    if scan:
        _send(scan)
    return scan is not None


def _send(scan: EmbeddedScan) -> None:
    status = _post(message_body(scan))
    if status >= 500:
        raise CarrierUnavailable(f"The webhook answered {status}.")
    if status >= 400:
        logger.warning("The webhook refused scan %s with %s", scan.event_id, status)
    scan.sent_at = timezone.now()
    scan.save(update_fields=["sent_at"])


def _post(body: bytes) -> int:
    """Hand a signed message to our own webhook's view, as the web server would."""
    url = reverse("shipping:webhook", args=[CODE])
    signature = signature_make(settings.CARRIER_WEBHOOK_SECRET, body, timezone.now())
    request = RequestFactory().post(
        url, body, content_type="application/json", headers={SIGNATURE_HEADER: signature}
    )
    view = resolve(url)
    return int(view.func(request, *view.args, **view.kwargs).status_code)
