"""EasyPost's objects, read into the words of the carriers' interface.

Sources: EasyPost's API reference for Shipment, Tracker and Event, and the answers recorded in the
tests of its Python client.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from shipping.carriers.base import CarrierRefused, Scan, WebhookMessage, WebhookRefused
from shipping.models.tracking import ScanKind

CARRIER = "USPS"
SERVICE = "GroundAdvantage"
TRACKED = frozenset({"tracker.created", "tracker.updated"})
# What a status proves. All others (a failed attempt, a parcel to be picked up) move nothing.
KINDS = {
    "in_transit": ScanKind.IN_TRANSIT,
    "out_for_delivery": ScanKind.OUT_FOR_DELIVERY,
    "delivered": ScanKind.DELIVERED,
    "return_to_sender": ScanKind.RETURNED,
}
ACCEPTANCE = frozenset({"received_at_origin_facility", "accepted"})


def rate_id(shipment: dict[str, Any]) -> str:
    """The rate of USPS Ground Advantage; CarrierRefused when none is offered for the parcel."""
    for rate in shipment["rates"]:
        if (rate["carrier"], rate["service"]) == (CARRIER, SERVICE):
            return str(rate["id"])
    raise CarrierRefused("USPS Ground Advantage does not go between these two addresses.")


def cost_cents(shipment: dict[str, Any]) -> int:
    """What the label costs us; EasyPost writes dollars."""
    return int(Decimal(shipment["selected_rate"]["rate"]) * 100)


def expected_on(shipment: dict[str, Any]) -> date:
    """The day of delivery: the tracker's guess, or the rate's days counted from the purchase."""
    told = _day((shipment.get("tracker") or {}).get("est_delivery_date"))
    days = shipment["selected_rate"].get("est_delivery_days") or 5
    return told or _moment(shipment["postage_label"]["created_at"]).date() + timedelta(days=days)


def scans(tracker: dict[str, Any]) -> tuple[Scan, ...]:
    """Every scan of a Tracker, in its order."""
    return tuple(_scan(detail) for detail in tracker["tracking_details"])


def message(event: dict[str, Any]) -> WebhookMessage:
    """An Event about a Tracker; WebhookRefused with 202 when it is about something else."""
    if event["description"] not in TRACKED:
        raise WebhookRefused(202, "Nothing that we follow.")
    tracker = event["result"]
    return WebhookMessage(
        event_id=_text(event["id"], 100),
        tracking_number=_text(tracker["tracking_code"], 40),
        scans=scans(tracker),
        expected_on=_day(tracker["est_delivery_date"]),
    )


def _scan(detail: dict[str, Any]) -> Scan:
    occurred_at = _moment(detail["datetime"])
    place = detail.get("tracking_location") or {}
    parts = [place.get(name) or "" for name in ("city", "state")]
    words = detail.get("message") or ""
    return Scan(
        event_id=_name(detail["datetime"], detail["status"], words, *parts),
        kind=_kind(detail),
        occurred_at=occurred_at,
        description=_cut(words, 200),
        place=_cut(" ".join(filter(None, parts)), 100),
    )


def _kind(detail: dict[str, Any]) -> ScanKind:
    if detail.get("status_detail") in ACCEPTANCE and detail["status"] == "in_transit":
        return ScanKind.ACCEPTED
    return KINDS.get(detail["status"], ScanKind.NOTICE)


def _name(*facts: str) -> str:
    """A scan has no id of its own; what it says names it, so that a repeated one is known."""
    return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)


def _day(text: str | None) -> date | None:
    return _moment(text).date() if text else None


def _cut(text: str, longest: int) -> str:
    return text.replace("\x00", "")[:longest]


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or not value or len(value) > longest or "\x00" in value:
        raise ValueError("not a text that can be kept")
    return value
