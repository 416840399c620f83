"""The simulated network: plausible, deterministic, heard only through the signed webhook."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from shipping import services
from shipping.carriers.base import CarrierRefused, CarrierUnavailable
from shipping.carriers.embedded import network
from shipping.carriers.embedded.carrier import EmbeddedCarrier
from shipping.carriers.embedded.network import parcel_advance, scans_send_due
from shipping.carriers.embedded.plan import scans_plan
from shipping.carriers.embedded.transit import delivery_day, transit_days
from shipping.models import (
    CarrierWebhook,
    EmbeddedParcel,
    EmbeddedScan,
    RateCard,
    ScanKind,
    Shipment,
)
from shipping.transitions import Status
from tests.shipping.conftest import open_shipment


@pytest.mark.parametrize(
    ("from_zip", "to_zip", "days"),
    [
        ("94301", "94107", 2),
        ("10001", "19104", 2),
        ("94301", "97201", 3),
        ("94301", "78701", 4),
        ("94301", "10001", 5),
        ("94301", "96813", 7),
        ("09499", "94301", 7),
        ("10001", "00901", 7),
    ],
)
def test_far_parcels_take_longer(from_zip: str, to_zip: str, days: int) -> None:
    assert transit_days(from_zip, to_zip) == transit_days(to_zip, from_zip) == days


def test_nobody_delivers_on_a_sunday() -> None:
    friday = date(2026, 11, 27)
    assert delivery_day(friday, 2) == date(2026, 11, 30)
    assert delivery_day(friday, 1) == date(2026, 11, 28)


def test_the_plan_goes_forward_and_is_the_same_each_time(parcel: EmbeddedParcel) -> None:
    plan = scans_plan(parcel, "Palo Alto CA")
    again = scans_plan(parcel, "Palo Alto CA")
    assert [each.kind for each in plan] == [
        ScanKind.ACCEPTED,
        ScanKind.IN_TRANSIT,
        ScanKind.IN_TRANSIT,
        ScanKind.OUT_FOR_DELIVERY,
        ScanKind.DELIVERED,
    ]
    times = [each.due_at for each in plan]
    assert times == sorted(times) == [each.due_at for each in again]
    assert times[0] > parcel.bought_at
    assert times[-1].date() in {parcel.expected_on, delivery_day(parcel.expected_on, 1)}


def test_one_parcel_in_ten_is_late() -> None:
    bought_at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    parcels = [
        EmbeddedParcel(
            tracking_number=str(number),
            from_zip="94301",
            to_zip="78701",
            bought_at=bought_at,
            expected_on=date(2026, 11, 28),
        )
        for number in range(400)
    ]
    late = sum(scans_plan(each, "")[-1].due_at.date() > each.expected_on for each in parcels)
    assert 20 <= late <= 60


@pytest.mark.usefixtures("eager")
@pytest.mark.django_db(transaction=True)
def test_due_scans_arrive_through_the_signed_webhook(labelled: Shipment) -> None:
    assert scans_send_due() == 0
    later = timezone.now() + timedelta(days=2)
    due = EmbeddedScan.objects.filter(due_at__lte=later).count()
    with time_machine.travel(later, tick=False):
        assert scans_send_due() == due
        assert scans_send_due() == 0
    labelled.refresh_from_db()
    assert labelled.status == Status.IN_TRANSIT
    assert CarrierWebhook.objects.filter(handled_at__isnull=False).count() == due
    with time_machine.travel(later + timedelta(days=9), tick=False):
        assert scans_send_due() == 5 - due
    labelled.refresh_from_db()
    assert labelled.status == Status.DELIVERED
    assert labelled.events.count() == 5


def statuses(parcel: EmbeddedParcel, shipment: Shipment) -> list[str]:
    said = []
    for row in CarrierWebhook.objects.filter(handled_at=None).order_by("pk"):
        services.webhook_handle(webhook_id=row.pk)
        shipment.refresh_from_db()
        said.append(shipment.status)
    return said


def test_a_parcel_can_be_hurried_on_scan_by_scan(
    parcel: EmbeddedParcel, labelled: Shipment
) -> None:
    assert [parcel_advance(parcel) for _ in range(6)] == [1, 1, 1, 1, 1, 0]
    assert statuses(parcel, labelled) == [
        Status.ACCEPTED,
        Status.IN_TRANSIT,
        Status.IN_TRANSIT,
        Status.OUT_FOR_DELIVERY,
        Status.DELIVERED,
    ]
    times = list(labelled.events.order_by("id").values_list("occurred_at", flat=True))
    assert times == sorted(times)


def test_a_parcel_can_be_hurried_to_the_door_at_a_time(
    parcel: EmbeddedParcel, labelled: Shipment
) -> None:
    at = timezone.now() - timedelta(days=3)
    assert parcel_advance(parcel, to=ScanKind.DELIVERED, at=at) == 5
    assert parcel_advance(parcel, to=ScanKind.DELIVERED) == 0
    assert statuses(parcel, labelled)[-1] == Status.DELIVERED
    assert labelled.events.latest("occurred_at").occurred_at == labelled.status_at == at


def test_what_is_left_follows_after_a_hurried_scan(parcel: EmbeddedParcel) -> None:
    at = timezone.now() + timedelta(days=30)
    parcel_advance(parcel, to=ScanKind.ACCEPTED, at=at)
    times = list(parcel.scans.values_list("due_at", flat=True))
    assert times == sorted(times)
    assert times[:2] == [at, at + timedelta(hours=1)]


def test_a_parcel_can_be_turned_back(parcel: EmbeddedParcel, labelled: Shipment) -> None:
    parcel_advance(parcel, to=ScanKind.IN_TRANSIT)
    assert parcel_advance(parcel, to=ScanKind.RETURNED) == 1
    assert statuses(parcel, labelled)[-1] == Status.RETURNED
    assert parcel_advance(parcel) == 0


def test_a_scanned_parcel_s_label_is_not_taken_back(parcel: EmbeddedParcel) -> None:
    parcel_advance(parcel)
    with pytest.raises(CarrierRefused):
        EmbeddedCarrier().void(parcel.tracking_number)
    parcel.refresh_from_db()
    assert parcel.voided_at is None


def test_a_scan_that_nobody_took_is_sent_again(
    parcel: EmbeddedParcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(network, "_post", lambda body: 503)
        with pytest.raises(CarrierUnavailable):
            parcel_advance(parcel)
    assert not parcel.scans.exclude(sent_at=None).exists()
    assert parcel_advance(parcel) == 1


def test_a_scan_of_an_unknown_parcel_is_told_once(
    parcel: EmbeddedParcel, caplog: pytest.LogCaptureFixture
) -> None:
    EmbeddedParcel.objects.update(tracking_number="9300")
    parcel.refresh_from_db()
    assert parcel_advance(parcel) == 1
    assert not CarrierWebhook.objects.exists()
    assert "The webhook refused scan" in caplog.text


def run(*args: str) -> str:
    out = StringIO()
    call_command("carrier_advance", *args, stdout=out)
    return out.getvalue().strip()


def test_the_command_moves_one_parcel_or_all(ana: User, bea: User, labelled: Shipment) -> None:
    services.label_buy(shipment=open_shipment(ana, bea))
    assert run() == "2 scans sent."
    assert run("--shipment", str(labelled.reference), "--to", "out_for_delivery") == "3 scans sent."
    assert run("--shipment", labelled.tracking_number or "") == "1 scans sent."
    assert run("--to", "delivered") == "4 scans sent."


@pytest.mark.parametrize("name", ["nonsense", "93001", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.django_db
def test_the_command_says_when_there_is_no_such_parcel(name: str) -> None:
    with pytest.raises(CommandError, match=f"The embedded carrier has no parcel {name}."):
        run("--shipment", name)


def act(client: Client, model: str, action: str, row: Any) -> list[str]:
    chosen = {"action": action, "_selected_action": [row.pk]}
    answer = client.post(reverse(f"admin:shipping_{model}_changelist"), chosen)
    return [str(message) for message in get_messages(answer.wsgi_request)][-1:]


def test_staff_move_a_parcel_on(
    client: Client, sam: User, parcel: EmbeddedParcel, labelled: Shipment
) -> None:
    client.force_login(sam)
    assert act(client, "embeddedparcel", "move_on", parcel) == ["1 scans sent."]
    assert act(client, "embeddedparcel", "deliver", parcel) == ["4 scans sent."]
    assert act(client, "embeddedparcel", "turn_back", parcel) == ["1 scans sent."]
    assert statuses(parcel, labelled)[-1] == Status.RETURNED


def test_staff_call_off_what_was_not_scanned(client: Client, sam: User, labelled: Shipment) -> None:
    client.force_login(sam)
    assert act(client, "shipment", "call_off", labelled) == []
    labelled.refresh_from_db()
    assert (labelled.status, labelled.labels.get().voided_by) == (Status.VOIDED, sam)
    assert act(client, "shipment", "call_off", labelled) == [f"{labelled} is on its way."]


@pytest.mark.parametrize("model", ["shipment", "embeddedparcel", "ratecard", "carrierwebhook"])
def test_every_staff_page_opens(
    client: Client, sam: User, parcel: EmbeddedParcel, labelled: Shipment, model: str
) -> None:
    parcel_advance(parcel)
    client.force_login(sam)
    rows = {
        "shipment": labelled,
        "embeddedparcel": parcel,
        "ratecard": RateCard.objects.get(),
        "carrierwebhook": CarrierWebhook.objects.get(),
    }
    listing = client.get(reverse(f"admin:shipping_{model}_changelist"))
    change = client.get(reverse(f"admin:shipping_{model}_change", args=[rows[model].pk]))
    assert (listing.status_code, change.status_code) == (200, 200)


def test_a_rate_card_in_force_is_history(client: Client, sam: User) -> None:
    client.force_login(sam)
    old = RateCard.objects.get()
    new = RateCard.objects.create(effective_from=timezone.now() + timedelta(days=1))
    change = {
        "effective_from_0": "2030-01-01",
        "effective_from_1": "00:00",
        "base_cents": 1,
        "to_10_lb_cents": 1,
        "to_15_lb_cents": 1,
    }
    urls = [reverse("admin:shipping_ratecard_change", args=[card.pk]) for card in (old, new)]
    assert [client.post(url, change).status_code for url in urls] == [403, 302]
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.base_cents, new.base_cents) == (649, 1)
