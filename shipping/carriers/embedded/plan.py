"""Which scans a parcel will get on its way, and when; the same parcel gets the same plan."""

from datetime import UTC, datetime, time, timedelta
from random import Random

from shipping.carriers.embedded.transit import delivery_day
from shipping.models import EmbeddedParcel, EmbeddedScan, ScanKind
from shipping.postal import zip_states

LATE_ONE_IN = 10


def scans_plan(parcel: EmbeddedParcel, from_place: str) -> list[EmbeddedScan]:
    """Unsaved scans from the drop-off to the door; one parcel in ten comes a day late."""
    chance = Random(parcel.tracking_number)  # noqa: S311  # a plausible story, not a secret
    dropped = parcel.bought_at + timedelta(hours=chance.randint(4, 20))
    arrives = parcel.expected_on
    if chance.randrange(LATE_ONE_IN) == 0:
        arrives = delivery_day(arrives, 1)
    rounds = datetime.combine(arrives, time(13, chance.randrange(60)), tzinfo=UTC)
    door = rounds + timedelta(hours=chance.randint(2, 9), minutes=chance.randrange(60))
    ends = zip_states(parcel.from_zip)[0], zip_states(parcel.to_zip)[0]
    centres = [f"{state} distribution center" for state in ends]
    road = rounds - dropped
    story = [
        (ScanKind.ACCEPTED, "Dropped off at the post office", from_place, dropped),
        (ScanKind.IN_TRANSIT, "Left the first center", centres[0], dropped + road * 0.15),
        (ScanKind.IN_TRANSIT, "Arrived near its destination", centres[1], dropped + road * 0.8),
        (ScanKind.OUT_FOR_DELIVERY, "Out for delivery", parcel.to_place, rounds),
        (ScanKind.DELIVERED, "Left at the front door", parcel.to_place, door),
    ]
    return [
        EmbeddedScan(
            parcel=parcel, position=at, kind=kind, description=said, place=place, due_at=due
        )
        for at, (kind, said, place, due) in enumerate(story)
    ]
