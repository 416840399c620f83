"""A parcel's way in words and dates, for its sender and its recipient."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from closets.models import User
from shipping.models import Label, Shipment
from shipping.transitions import MOVING, Status

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class TimelineStep:
    """One thing that happened; `place` and `description` may be empty."""

    title: str
    at: datetime
    place: str
    description: str


@dataclass(frozen=True)
class Timeline:
    """The plain sentence, and the steps, newest first."""

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


def parcel_card(*, shipment: Shipment, viewer: User) -> ParcelCard:
    """Everything about a parcel that `viewer` may see, in two queries."""
    may_print = viewer.is_staff or viewer.pk == shipment.sender_id
    return ParcelCard(
        shipment=shipment,
        timeline=shipment_timeline(shipment=shipment),
        label=shipment.labels.printable().first() if may_print else None,
        is_sender=viewer.pk == shipment.sender_id,
    )


def shipment_timeline(*, shipment: Shipment, today: date | None = None) -> Timeline:
    """The parcel's sentence and steps as of `today` (UTC), in one query."""
    steps = [
        TimelineStep(event.get_kind_display(), event.occurred_at, event.place, event.description)
        for event in shipment.events.order_by("-occurred_at", "-id")
    ]
    steps.append(TimelineStep("Order placed", shipment.created_at, "", ""))
    return Timeline(_sentence(shipment, today or timezone.now().date()), steps)


def _sentence(shipment: Shipment, today: date) -> str:
    status = Status(shipment.status)
    if status == Status.OUT_FOR_DELIVERY:
        return "Out for delivery: should arrive today."
    if status in MOVING:
        return _expectation(shipment.expected_on, today)
    day = f"{_day(shipment.status_at.date(), today)}."
    return {
        Status.LABEL_PENDING: shipment.label_problem or "The label is being made.",
        Status.LABEL_READY: "The label is ready. The parcel has not been dropped off yet.",
        Status.DELIVERED: f"Delivered {day}",
        Status.RETURNED: f"Returned to the sender {day}",
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
    names = {today: "today", today + timedelta(days=1): "tomorrow"}
    names[today - timedelta(days=1)] = "yesterday"
    if day in names:
        return names[day]
    if today < day <= today + WEEK:
        return f"{day:%A}"
    return f"on {day:%B} {day.day}"
