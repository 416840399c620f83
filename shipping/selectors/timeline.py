"""A parcel's way in words and dates, for its sender and its recipient."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from closets.models import User
from shipping.models import Label, Shipment, TrackingEvent
from shipping.transitions import MOVING, Status

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class TimelineStep:
    """One step: what, when (None while it lies ahead), and a detail that may be empty."""

    title: str
    at: datetime | None
    detail: str = ""
    is_now: bool = False

    @property
    def is_ahead(self) -> bool:
        return self.at is None


@dataclass(frozen=True)
class Timeline:
    """The plain sentence, and the steps in the order of time; the last may lie ahead."""

    sentence: str
    steps: list[TimelineStep]


@dataclass(frozen=True)
class ParcelCard:
    """What `shipping/_label_card.html` and `shipping/_timeline.html` show to one viewer.

    `label` is None for everybody but the sender and staff, and while there is none.
    """

    shipment: Shipment
    timeline: Timeline
    label: Label | None
    is_sender: bool
    may_print: bool

    @property
    def needs_sender(self) -> bool:
        """Whether the label waits for something that its sender must do."""
        return bool(self.shipment.label_problem) or self.shipment.is_waiting_for_address


def parcel_card(*, shipment: Shipment, viewer: User) -> ParcelCard:
    """Everything about a parcel that `viewer` may see, in at most two queries."""
    is_sender = viewer.pk == shipment.sender_id
    may_print = viewer.is_staff or is_sender
    return ParcelCard(
        shipment=shipment,
        timeline=shipment_timeline(shipment=shipment),
        label=shipment.labels.printable().first() if may_print else None,
        is_sender=is_sender,
        may_print=may_print,
    )


def shipment_timeline(*, shipment: Shipment, today: date | None = None) -> Timeline:
    """The parcel's sentence and steps as of `today` (UTC), in one query."""
    today = today or timezone.now().date()
    scans = list(shipment.events.all())
    steps = [TimelineStep("Order placed", shipment.created_at, is_now=not scans)]
    steps += [_step(scan, is_now=scan is scans[-1]) for scan in scans]
    if shipment.expected_on and shipment.status in {Status.LABEL_READY, *MOVING}:
        steps.append(
            TimelineStep("Delivery", None, f"Expected {_day(shipment.expected_on, today)}")
        )
    return Timeline(_sentence(shipment, today), steps)


def _step(scan: TrackingEvent, *, is_now: bool) -> TimelineStep:
    detail = ", ".join(filter(None, [scan.description, scan.place]))
    return TimelineStep(scan.get_kind_display(), scan.occurred_at, detail, is_now)


def _sentence(shipment: Shipment, today: date) -> str:
    status = Status(shipment.status)
    if status == Status.OUT_FOR_DELIVERY:
        return "Out for delivery: should arrive today."
    if status in MOVING:
        return _expectation(shipment.expected_on, today)
    day = _day(shipment.status_at.date(), today)
    return {
        Status.LABEL_PENDING: "The label is being made.",
        Status.LABEL_READY: "The label is ready. The parcel has not been dropped off yet.",
        Status.DELIVERED: f"Delivered {day}.",
        Status.RETURNED: f"Returned to the sender {day}.",
        Status.LOST: "No scan for 15 days: the parcel counts as lost.",
        Status.VOIDED: "This parcel was called off. Its label is not valid.",
    }[status]


def _expectation(expected_on: date | None, today: date) -> str:
    if expected_on is None:
        return "On its way."
    if expected_on < today:
        return f"Was expected {_day(expected_on, today)}, and is late."
    return f"Should arrive {_day(expected_on, today)}."


def _day(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Thursday` within a week ahead, else `on November 3`."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if (day - today).days in near:
        return near[(day - today).days]
    if today < day <= today + WEEK:
        return f"{day:%A}"
    return f"on {day:%B} {day.day}"
