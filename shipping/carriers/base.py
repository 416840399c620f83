"""What shipping asks of a carrier, and what it hears back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from shipping.addresses import PostalAddress
from shipping.labels.files import LabelFiles
from shipping.models.tracking import ScanKind


class CarrierRefused(Exception):
    """The carrier will never take this parcel; the message is for the seller."""


class CarrierUnavailable(Exception):
    """The carrier did not answer; the same request may be sent again."""


class WebhookRefused(Exception):
    """A message that nothing may be done with; `status` is the HTTP status to answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class LabelOrder:
    """A request for a label. The same `key` buys at most one, however often it is sent."""

    key: str
    at: datetime
    reference: str
    from_address: PostalAddress
    to_address: PostalAddress
    weight_lb: int
    contents: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class PurchasedLabel:
    """What the carrier sold: the number to follow it by, what it charges us, and the papers."""

    tracking_number: str
    cost_cents: int
    expected_on: date
    files: LabelFiles


@dataclass(frozen=True)
class Scan:
    """One thing that the carrier noticed; `event_id` is the same however often it is told."""

    event_id: str
    kind: ScanKind
    occurred_at: datetime
    description: str = ""
    place: str = ""


@dataclass(frozen=True)
class WebhookMessage:
    """A carrier's message: which parcel, which scans, and the carrier's new guess if it has one."""

    event_id: str
    tracking_number: str
    scans: tuple[Scan, ...] = field(default=())
    expected_on: date | None = None


class Carrier(Protocol):
    """An adapter to one carrier. Every call has a timeout and may raise CarrierUnavailable."""

    code: str

    def buy(self, order: LabelOrder) -> PurchasedLabel:
        """Buy a label, or give again the one bought with the order's key. CarrierRefused."""

    def void(self, tracking_number: str) -> None:
        """Give an unused label back; voiding a voided one is fine. CarrierRefused when used."""

    def track(self, tracking_number: str) -> list[Scan]:
        """Every scan so far, in any order."""

    def webhook_verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        """Raise WebhookRefused unless the carrier itself sent `body` just now."""

    def webhook_read(self, body: bytes) -> WebhookMessage:
        """Read a verified body; WebhookRefused when it is not one of the carrier's messages."""
