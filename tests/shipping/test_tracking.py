"""Late, doubled and out-of-order scans leave the right state."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shipping import services, tasks
from shipping.models import EmbeddedParcel, ScanKind, Shipment, TrackingEvent
from shipping.selectors import shipment_timeline
from shipping.transitions import SCANNED, TRANSITIONS, Status, is_allowed
from tests.shipping.conftest import scan

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
Heard = list[tuple[str, datetime]]
WAY = [
    scan(ScanKind.NOTICE, NOON - timedelta(hours=1)),
    scan(ScanKind.ACCEPTED, NOON),
    scan(ScanKind.IN_TRANSIT, NOON + timedelta(hours=9)),
    scan(ScanKind.IN_TRANSIT, NOON + timedelta(hours=30)),
    scan(ScanKind.OUT_FOR_DELIVERY, NOON + timedelta(hours=45)),
    scan(ScanKind.DELIVERED, NOON + timedelta(hours=50)),
]


def told(heard: Heard) -> list[str]:
    return [name for name, _ in heard if name != "shipment_label_ready"]


def test_scans_in_order_lead_to_the_door(labelled: Shipment, heard: Heard) -> None:
    states = []
    for each in WAY:
        assert services.tracking_event_record(shipment=labelled, scan=each) is True
        labelled.refresh_from_db()
        states.append(labelled.status)
    assert states == [
        Status.LABEL_READY,
        Status.ACCEPTED,
        Status.IN_TRANSIT,
        Status.IN_TRANSIT,
        Status.OUT_FOR_DELIVERY,
        Status.DELIVERED,
    ]
    assert heard == [
        ("shipment_accepted", NOON),
        ("shipment_delivered", NOON + timedelta(hours=50)),
    ]
    assert labelled.status_at == labelled.last_scan_at == NOON + timedelta(hours=50)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(st.sampled_from(WAY), min_size=1, max_size=10))
def test_any_order_and_any_doubling_gives_the_furthest_state(
    labelled: Shipment, heard: Heard, story: list[Any]
) -> None:
    TrackingEvent.objects.all().delete()
    Shipment.objects.filter(pk=labelled.pk).update(status=Status.LABEL_READY, last_scan_at=None)
    heard.clear()
    for each in story:
        services.tracking_event_record(shipment=labelled, scan=each)
    labelled.refresh_from_db()
    proofs = [Status(each.kind) for each in story if each.kind != ScanKind.NOTICE]
    assert labelled.status == max(proofs, key=SCANNED.index, default=Status.LABEL_READY)
    assert labelled.events.count() == len({each.event_id for each in story})
    assert labelled.last_scan_at == max(each.occurred_at for each in story)
    milestones = ["shipment_accepted"] if proofs else []
    milestones += ["shipment_delivered"] if Status.DELIVERED in proofs else []
    assert told(heard) == milestones


def test_a_parcel_first_seen_at_the_door_was_accepted_too(labelled: Shipment, heard: Heard) -> None:
    services.tracking_event_record(shipment=labelled, scan=WAY[-1])
    services.tracking_event_record(shipment=labelled, scan=WAY[1])
    at = NOON + timedelta(hours=50)
    assert heard == [("shipment_accepted", at), ("shipment_delivered", at)]


def test_a_parcel_may_come_back_after_the_door(labelled: Shipment, heard: Heard) -> None:
    back = scan(ScanKind.RETURNED, NOON + timedelta(days=9))
    for each in [*WAY, back, WAY[3]]:
        services.tracking_event_record(shipment=labelled, scan=each)
    labelled.refresh_from_db()
    assert labelled.status == Status.RETURNED
    assert told(heard) == ["shipment_accepted", "shipment_delivered", "shipment_returned"]


def test_the_carrier_s_clock_may_not_run_ahead_of_ours(labelled: Shipment, heard: Heard) -> None:
    ahead = timezone.now() + timedelta(days=400)
    services.tracking_event_record(shipment=labelled, scan=scan(ScanKind.DELIVERED, ahead))
    assert all(at <= timezone.now() for _, at in heard)
    assert told(heard) == ["shipment_accepted", "shipment_delivered"]


def test_a_scan_after_calling_off_is_kept_and_moves_nothing(
    labelled: Shipment, heard: Heard
) -> None:
    services.label_void(shipment=labelled, actor=None)
    assert services.tracking_event_record(shipment=labelled, scan=WAY[1]) is True
    labelled.refresh_from_db()
    assert (labelled.status, labelled.events.count()) == (Status.VOIDED, 1)
    assert told(heard) == ["shipment_label_voided"]


def test_a_silent_parcel_is_lost_once_and_may_be_found(labelled: Shipment, heard: Heard) -> None:
    services.tracking_event_record(shipment=labelled, scan=WAY[1])
    later = NOON + timedelta(days=15)
    assert services.shipments_lose(now=later) == 0
    assert services.shipments_lose(now=later + timedelta(seconds=1)) == 1
    assert services.shipments_lose(now=later + timedelta(days=1)) == 0
    services.tracking_event_record(shipment=labelled, scan=WAY[-1])
    labelled.refresh_from_db()
    assert labelled.status == Status.DELIVERED
    assert told(heard) == ["shipment_accepted", "shipment_lost", "shipment_delivered"]


def test_a_parcel_that_was_never_dropped_off_is_not_lost(labelled: Shipment) -> None:
    assert services.shipments_lose(now=timezone.now() + timedelta(days=90)) == 0


def test_every_state_but_the_last_leads_on() -> None:
    ends = {status for status, targets in TRANSITIONS.items() if not targets}
    assert ends == {Status.RETURNED, Status.VOIDED}
    assert set(TRANSITIONS) == set(Status)
    assert not any(is_allowed(status, status) for status in Status)


def test_asking_the_carrier_finds_what_its_messages_did_not_tell(
    labelled: Shipment, parcel: EmbeddedParcel
) -> None:
    parcel.scans.filter(position__lt=2).update(sent_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        tasks.tracking_poll(labelled.pk)
        labelled.refresh_from_db()
        assert (labelled.status, labelled.events.count()) == (Status.IN_TRANSIT, 2)
        assert labelled.poll_at == timezone.now() + timedelta(hours=6)


def test_asking_in_vain_is_done_less_and_less_often(labelled: Shipment) -> None:
    waits = []
    for _ in range(6):
        labelled.refresh_from_db()
        with time_machine.travel(labelled.poll_at, tick=False):
            services.tracking_poll(shipment=labelled)
            services.tracking_poll(shipment=labelled)
            labelled.refresh_from_db()
            assert labelled.poll_at is not None
            waits.append((labelled.poll_at - timezone.now()) / timedelta(hours=1))
    assert waits == [6, 12, 24, 48, 48, 48]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status": "accepted", "expected_on": date(2026, 11, 26)}, "Should arrive Thursday."),
        ({"status": "in_transit", "expected_on": date(2026, 11, 24)}, "Should arrive today."),
        ({"status": "in_transit", "expected_on": date(2026, 11, 25)}, "Should arrive tomorrow."),
        (
            {"status": "in_transit", "expected_on": date(2026, 12, 1)},
            "Should arrive on December 1.",
        ),
        (
            {"status": "in_transit", "expected_on": date(2026, 11, 23)},
            "Was expected yesterday, and is late.",
        ),
        ({"status": "in_transit", "expected_on": None}, "On its way."),
        ({"status": "out_for_delivery"}, "Out for delivery: should arrive today."),
        ({"status": "delivered"}, "Delivered on November 20."),
        ({"status": "returned"}, "Returned to the sender on November 20."),
        ({"status": "lost"}, "No scan for 15 days: the parcel counts as lost."),
        ({"status": "voided"}, "This parcel was called off. Its label is not valid."),
        (
            {"status": "label_ready"},
            "The label is ready. The parcel has not been dropped off yet.",
        ),
        ({"status": "label_pending"}, "The label is being made."),
    ],
)
def test_the_timeline_says_it_in_a_plain_sentence(
    labelled: Shipment, facts: dict[str, Any], sentence: str
) -> None:
    Shipment.objects.filter(pk=labelled.pk).update(status_at=NOON, **facts)
    labelled.refresh_from_db()
    timeline = shipment_timeline(shipment=labelled, today=date(2026, 11, 24))
    assert timeline.sentence == sentence


def test_the_timeline_shows_what_was_and_what_is_to_come(
    labelled: Shipment, django_assert_num_queries: Any
) -> None:
    for each in (WAY[2], WAY[1]):
        services.tracking_event_record(shipment=labelled, scan=each)
    labelled.refresh_from_db()
    labelled.expected_on = date(2026, 11, 26)
    with django_assert_num_queries(1):
        timeline = shipment_timeline(shipment=labelled, today=date(2026, 11, 24))
    assert [(step.title, step.is_now, step.is_ahead) for step in timeline.steps] == [
        ("Order placed", False, False),
        ("Accepted", False, False),
        ("In transit", True, False),
        ("Delivery", False, True),
    ]
    assert timeline.steps[-1].detail == "Expected Thursday"
