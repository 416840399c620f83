"""EasyPost: bought once whatever is lost, followed by its messages and by asking."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client

from closets.models import User
from shipping import services, tasks
from shipping.carriers import registry
from shipping.carriers.base import CarrierUnavailable
from shipping.carriers.easypost.carrier import EasyPostCarrier
from shipping.models import CarrierWebhook, Shipment, TrackingEvent
from shipping.services import labels
from shipping.storage import file_read
from shipping.transitions import Status
from tests.shipping.easypost import NUMBER, Api, detail, error, picture, rate, serving, tracker

SECRET = "whsec_ä"  # EasyPost normalises it before it signs
SCANS = [
    detail("pre_transit", "2026-03-07T17:00:00Z", tracking_location=None),
    detail("in_transit", "2026-03-08T09:00:00Z", status_detail="received_at_origin_facility"),
    detail("in_transit", "2026-03-09T09:00:00Z"),
]


@pytest.fixture
def api(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    settings.SHIPPING_CARRIER = "easypost"
    settings.EASYPOST_API_KEY, settings.EASYPOST_WEBHOOK_SECRET = "key", SECRET
    with serving(Api()) as api:
        monkeypatch.setitem(registry._CARRIERS, "easypost", EasyPostCarrier(api.base))
        yield api


@pytest.fixture
def labelled(api: Api, shipment: Shipment) -> Shipment:
    services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    return shipment


def post(event: dict[str, Any] | bytes, signature: str | None = None) -> Any:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    if signature is None:
        secret = "whsec_a\u0308".encode()
        signature = f"hmac-sha256-hex={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
    headers = {"X-Hmac-Signature": signature}
    return Client().post(
        "/shipping/webhooks/easypost/", body, content_type="application/json", headers=headers
    )


def event(*details: dict[str, Any], name: str = "evt_1", **facts: Any) -> dict[str, Any]:
    told = {"id": name, "object": "Event", "description": "tracker.updated"}
    return told | {"result": tracker(*details, expected="2026-03-12T00:00:00Z")} | facts


def test_it_buys_ground_advantage_and_keeps_the_carriers_picture(
    api: Api, labelled: Shipment
) -> None:
    label = labelled.labels.get()
    assert (label.tracking_number, label.cost_cents, label.carrier) == (NUMBER, 607, "easypost")
    assert labelled.expected_on == date(2026, 3, 10)
    assert file_read(label.png_hash, "png") == picture()
    (sheet,) = pypdfium2.PdfDocument(file_read(label.pdf_hash, "pdf"))
    assert (sheet.get_size(), len(list(sheet.get_objects()))) == ((288, 432), 1)
    (letter,) = pypdfium2.PdfDocument(file_read(label.letter_hash, "pdf"))
    assert "maxi dress" in letter.get_textpage().get_text_bounded()
    (asked,) = api.shipments.values()
    assert (asked["parcel"], asked["reference"]) == ({"weight": 80}, str(label.idempotency_key))
    assert asked["to_address"]["verify_strict"] == ["delivery"]


def test_a_lost_answer_is_found_again_and_nothing_is_bought_twice(
    api: Api, shipment: Shipment
) -> None:
    for place in ("/shipments", "/buy"):
        api.loses = [place]
        with pytest.raises(CarrierUnavailable):
            services.label_buy(shipment=shipment)
    services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    assert (api.bought, len(api.shipments), shipment.status) == (1, 1, Status.LABEL_READY)


@pytest.mark.parametrize("status", [401, 402, 429, 500, 503])
def test_a_failure_of_theirs_is_asked_again_later(
    status: int, api: Api, shipment: Shipment
) -> None:
    api.fails = [(status, error("SOME.FAILURE"))]
    with pytest.raises(CarrierUnavailable):
        services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    assert (shipment.status, shipment.label_problem) == (Status.LABEL_PENDING, "")
    services.label_buy(shipment=shipment)
    assert api.bought == 1


def test_an_address_that_the_post_does_not_know_is_told_in_our_words(
    api: Api, shipment: Shipment
) -> None:
    api.fails = [(422, error("ADDRESS.VERIFY.FAILURE")), (404, error("NOT_FOUND"))]
    with pytest.raises(services.LabelRefused, match="does not know one of the two addresses"):
        services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    assert "Inner words" not in shipment.label_problem
    assert "Check street" in shipment.label_problem


def test_a_parcel_that_no_service_takes_is_refused(api: Api, shipment: Shipment) -> None:
    api.rates = [rate("Express", "34.15", 1)]
    with pytest.raises(services.LabelRefused, match="does not go between"):
        services.label_buy(shipment=shipment)
    assert api.bought == 0


def test_two_workers_do_not_ask_for_one_label_at_a_time(
    api: Api, shipment: Shipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = connection.copy()
    label = labels._label_claim(shipment, shipment.created_at)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [labels._ASKING, label.pk])
    with pytest.raises(CarrierUnavailable, match="is being asked"):
        services.label_buy(shipment=shipment)
    assert api.asked == []
    other.close()  # as when the other worker dies
    services.label_buy(shipment=shipment)
    assert api.bought == 1


@pytest.mark.parametrize("status", ["submitted", "refunded", "rejected"])
def test_an_unused_label_goes_back_once(
    status: str, api: Api, labelled: Shipment, ana: User
) -> None:
    api.refund = status
    services.label_void(shipment=labelled, actor=ana)
    label = labelled.labels.get()
    services.label_void_send(label=label)
    services.label_void_send(label=label)
    assert api.asked.count("POST refunds") == 1
    assert label.carrier_voided_at is not None


def test_its_messages_move_the_parcel_once_and_in_any_order(labelled: Shipment) -> None:
    late, early = event(*SCANS, name="evt_2"), event(*SCANS[:2], name="evt_1")
    for told in (late, early, late):
        answer = post(told)
        assert answer.status_code == 200
    for row in CarrierWebhook.objects.all():
        tasks.webhook_handle(row.pk)
    labelled.refresh_from_db()
    assert (labelled.status, labelled.expected_on) == (Status.IN_TRANSIT, date(2026, 3, 12))
    kinds = TrackingEvent.objects.values_list("kind", "place")
    assert list(kinds) == [("notice", ""), ("accepted", "AUSTIN TX"), ("in_transit", "AUSTIN TX")]


def test_asking_tells_the_same_scans_as_the_messages(api: Api, labelled: Shipment) -> None:
    api.tracker = tracker(*SCANS)
    post(event(*SCANS))
    tasks.webhook_handle(CarrierWebhook.objects.get().pk)
    Shipment.objects.update(poll_at=labelled.created_at)
    labelled.refresh_from_db()
    services.tracking_poll(shipment=labelled)
    assert TrackingEvent.objects.count() == 3


@pytest.mark.parametrize(
    ("body", "signature", "status"),
    [
        (b"{}", "", 400),
        (b"{}", "hmac-sha256-hex=00", 400),
        (b"{}", "hmac-sha256-hex=\u00e4", 400),
        (b"{}", None, 400),
        (b"not json", None, 400),
        (b"[" * 100_000, None, 400),
        (json.dumps(event(name="x" * 101)).encode(), None, 400),
        (json.dumps(event(detail("delivered", "2026-03-08T09:00:00"))).encode(), None, 400),
        (json.dumps(event(description="batch.created")).encode(), None, 202),
        (json.dumps(event() | {"result": tracker() | {"tracking_code": "1"}}).encode(), None, 404),
    ],
)
def test_it_keeps_nothing_of_a_message_that_is_forged_or_not_ours(
    body: bytes, signature: str | None, status: int, labelled: Shipment
) -> None:
    assert post(body, signature).status_code == status
    assert not CarrierWebhook.objects.exists()


def test_without_a_secret_every_message_is_refused(settings: Any, labelled: Shipment) -> None:
    settings.EASYPOST_WEBHOOK_SECRET = ""
    body = b"{}"
    empty = f"hmac-sha256-hex={hmac.new(b'', body, hashlib.sha256).hexdigest()}"
    assert post(body, empty).status_code == 400
