"""Carriers' messages: checked, stored as they came, handled once."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from shipping.carriers.base import WebhookMessage, WebhookRefused
from shipping.carriers.registry import UnknownCarrier, carrier_get
from shipping.models import CarrierWebhook, Label
from shipping.services.queue import enqueue
from shipping.services.tracking import tracking_event_record, tracking_expect


def webhook_receive(*, carrier_code: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Store a carrier's message and queue its handling; False when we have it already.

    Raises WebhookRefused, changing nothing: 404 for a carrier or parcel that we do not know, 400
    for a forged, old or unreadable message, 409 for another message under a known id.
    """
    try:
        carrier = carrier_get(carrier_code)
    except UnknownCarrier as unknown:
        raise WebhookRefused(404, "There is no such carrier.") from unknown
    carrier.webhook_verify(headers, body, timezone.now())
    message = carrier.webhook_read(body)
    if not Label.objects.filter(
        carrier=carrier_code, tracking_number=message.tracking_number
    ).exists():
        raise WebhookRefused(404, "We have no parcel with this number.")
    return _store(carrier_code, message, body.decode())


@transaction.atomic
def webhook_handle(*, webhook_id: int) -> None:
    """Record what a stored message tells, unless that was done."""
    row = CarrierWebhook.objects.select_for_update().get(pk=webhook_id)
    if row.handled_at:
        return
    message = carrier_get(row.carrier).webhook_read(row.body.encode())
    label = Label.objects.select_related("shipment").get(tracking_number=message.tracking_number)
    for scan in message.scans:
        tracking_event_record(shipment=label.shipment, scan=scan)
    if message.expected_on:
        tracking_expect(shipment=label.shipment, expected_on=message.expected_on)
    row.handled_at = timezone.now()
    row.save(update_fields=["handled_at"])


@transaction.atomic
def _store(carrier_code: str, message: WebhookMessage, body: str) -> bool:
    row, is_new = CarrierWebhook.objects.get_or_create(
        carrier=carrier_code, event_id=message.event_id, defaults={"body": body}
    )
    if row.body != body:
        raise WebhookRefused(409, "This id belongs to another message.")
    if is_new:
        enqueue("webhook_handle", row.pk)
    return is_new
