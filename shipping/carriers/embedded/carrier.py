"""The adapter of the embedded carrier: sells sample labels and signs its messages."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from shipping.carriers.base import (
    CarrierRefused,
    LabelOrder,
    PurchasedLabel,
    Scan,
    WebhookMessage,
    WebhookRefused,
)
from shipping.carriers.embedded.plan import scans_plan
from shipping.carriers.embedded.transit import delivery_day, transit_days
from shipping.carriers.signatures import signature_check
from shipping.labels.files import LabelFiles, label_files
from shipping.labels.impb import PackageBarcode, pic_make, pic_readable
from shipping.labels.label import LabelFacts
from shipping.labels.slip import SlipFacts
from shipping.models import EmbeddedParcel, EmbeddedScan, ScanKind

CODE = "embedded"
MAILER_ID = "000001"
SIGNATURE_HEADER = "X-Carrier-Signature"
HANDLING_DAYS = 1


class EmbeddedCarrier:
    """Keeps its books in Postgres; every label that it sells says SAMPLE."""

    code = CODE

    def buy(self, order: LabelOrder) -> PurchasedLabel:
        parcel = EmbeddedParcel.objects.filter(idempotency_key=order.key).first()
        parcel = parcel or self._take_on(order)
        days = transit_days(parcel.from_zip, parcel.to_zip)
        return PurchasedLabel(
            tracking_number=parcel.tracking_number,
            cost_cents=380 + 22 * parcel.weight_lb + 25 * days,
            expected_on=parcel.expected_on,
            files=_files(order, parcel),
        )

    @transaction.atomic
    def void(self, tracking_number: str) -> None:
        parcel = EmbeddedParcel.objects.select_for_update().get(tracking_number=tracking_number)
        if parcel.scans.exclude(sent_at=None).exists():
            raise CarrierRefused("The parcel is on its way already.")
        parcel.scans.all().delete()
        parcel.voided_at = parcel.voided_at or timezone.now()
        parcel.save(update_fields=["voided_at"])

    def track(self, tracking_number: str) -> list[Scan]:
        sent = EmbeddedScan.objects.filter(
            parcel__tracking_number=tracking_number, sent_at__isnull=False
        )
        return [scan_told(scan) for scan in sent]

    def webhook_verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        header = headers.get(SIGNATURE_HEADER, "")
        signature_check(settings.CARRIER_WEBHOOK_SECRET, header, body, now)

    def webhook_read(self, body: bytes) -> WebhookMessage:
        try:
            return _message(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise WebhookRefused(400, "The message cannot be read.") from problem

    @transaction.atomic
    def _take_on(self, order: LabelOrder) -> EmbeddedParcel:
        days = transit_days(order.from_address.zip5, order.to_address.zip5)
        parcel, is_new = EmbeddedParcel.objects.get_or_create(
            idempotency_key=order.key,
            defaults={
                "tracking_number": pic_make(mailer_id=MAILER_ID, serial=_next_serial()),
                "from_zip": order.from_address.zip5,
                "to_zip": order.to_address.zip5,
                "to_place": f"{order.to_address.city} {order.to_address.state}",
                "weight_lb": order.weight_lb,
                "bought_at": order.at,
                "expected_on": delivery_day(order.at.date(), HANDLING_DAYS + days),
            },
        )
        if is_new:
            start = f"{order.from_address.city} {order.from_address.state}"
            EmbeddedScan.objects.bulk_create(scans_plan(parcel, start))
        return parcel


def scan_told(scan: EmbeddedScan) -> Scan:
    """A scan in the words of the carriers' interface."""
    return Scan(
        event_id=str(scan.event_id),
        kind=ScanKind(scan.kind),
        occurred_at=scan.due_at,
        description=scan.description,
        place=scan.place,
    )


def message_body(scan: EmbeddedScan) -> bytes:
    """The webhook's body that tells of `scan`."""
    told = scan_told(scan)
    return json.dumps(
        {
            "id": f"evt_{told.event_id}",
            "tracking_number": scan.parcel.tracking_number,
            "expected_on": scan.parcel.expected_on.isoformat(),
            "scans": [
                {
                    "id": told.event_id,
                    "kind": told.kind.value,
                    "at": told.occurred_at.isoformat(),
                    "description": told.description,
                    "place": told.place,
                }
            ],
        }
    ).encode()


def _message(data: dict[str, Any]) -> WebhookMessage:
    return WebhookMessage(
        event_id=_text(data["id"], 100),
        tracking_number=_text(data["tracking_number"], 40),
        expected_on=date.fromisoformat(data["expected_on"]),
        scans=tuple(_scan(told) for told in data["scans"]),
    )


def _scan(told: dict[str, Any]) -> Scan:
    occurred_at = datetime.fromisoformat(told["at"])
    if occurred_at.tzinfo is None:
        raise ValueError("a time without its zone")
    return Scan(
        event_id=_text(told["id"], 100),
        kind=ScanKind(told["kind"]),
        occurred_at=occurred_at.astimezone(UTC),
        description=_text(told["description"], 200),
        place=_text(told["place"], 100),
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise ValueError("not a text that can be kept")
    return value


def _files(order: LabelOrder, parcel: EmbeddedParcel) -> LabelFiles:
    bought_on = parcel.bought_at.date()
    barcode = PackageBarcode(zip5=parcel.to_zip, pic=parcel.tracking_number)
    label = LabelFacts(
        from_address=order.from_address,
        to_address=order.to_address,
        weight_lb=order.weight_lb,
        mailed_on=bought_on,
        expected_on=parcel.expected_on,
        barcode=barcode,
        reference=order.reference,
        sample=True,
    )
    slip = SlipFacts(
        sender=order.from_address.name,
        recipient=order.to_address.name,
        contents=order.contents,
        note=order.note,
        tracking=pic_readable(parcel.tracking_number),
        packed_on=bought_on,
        reference=order.reference,
    )
    return label_files(label, slip)


def _next_serial() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('shipping_embedded_serial')")
        return int(cursor.fetchone()[0])
