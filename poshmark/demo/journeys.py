"""Orders on their way: the embedded carrier sells labels and scans parcels, after the fact."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from shipping.carriers.embedded.network import parcel_advance
from shipping.models import CarrierWebhook, EmbeddedParcel, ScanKind, Shipment
from shipping.services import label_buy, webhook_handle
from shipping.transitions import Status

LABEL_AFTER = timedelta(hours=2)
DELIVERED_FROM = timedelta(days=4)
"""Parcels ordered longer ago have arrived, younger ones are on the road."""


def parcels_waiting() -> QuerySet[Shipment]:
    """Parcels of the past whose label nobody is going to ask for."""
    return Shipment.objects.filter(status=Status.LABEL_PENDING, label_due_at=None)


def parcels_send() -> int:
    """Sends every waiting parcel on its way; returns how many."""
    parcels = list(parcels_waiting().order_by("-created_at"))
    for parcel in parcels:
        _send(parcel)
    return len(parcels)


def _send(shipment: Shipment) -> None:
    """The label is printed, and the carrier moves the parcel as far as its age says.

    What the carrier tells is handled at once, without waiting for a worker.
    """
    ordered, now = shipment.created_at, timezone.now()
    label = label_buy(shipment=shipment, at=ordered + LABEL_AFTER)
    parcel = EmbeddedParcel.objects.get(tracking_number=label.tracking_number)
    has_arrived = now - ordered >= DELIVERED_FROM
    goal = ScanKind.DELIVERED if has_arrived else ScanKind.IN_TRANSIT
    parcel_advance(parcel, to=goal, at=ordered + (now - ordered) * (0.8 if has_arrived else 0.5))
    for webhook in CarrierWebhook.objects.filter(handled_at=None).order_by("pk"):
        webhook_handle(webhook_id=webhook.pk)
