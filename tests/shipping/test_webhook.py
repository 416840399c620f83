"""The carriers' door: signed, fresh, known, once."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shipping import tasks
from shipping.carriers.embedded.carrier import message_body
from shipping.carriers.signatures import signature_make
from shipping.models import CarrierWebhook, EmbeddedParcel, Shipment, TrackingEvent
from shipping.transitions import Status

URL = "/shipping/webhooks/embedded/"


@pytest.fixture
def body(parcel: EmbeddedParcel) -> bytes:
    return message_body(parcel.scans.select_related("parcel").get(position=0))


def send(
    settings: Any, body: bytes, *, url: str = URL, age: int = 0, signature: str | None = None
) -> Any:
    at = timezone.now() - timedelta(seconds=age)
    if signature is None:
        signature = signature_make(settings.CARRIER_WEBHOOK_SECRET, body, at)
    headers = {"X-Carrier-Signature": signature}
    client = Client(enforce_csrf_checks=True)
    return client.post(url, body, content_type="application/json", headers=headers)


def nothing_changed() -> bool:
    return not CarrierWebhook.objects.exists() and not TrackingEvent.objects.exists()


def test_it_keeps_the_message_as_it_came_and_handles_it_once(
    settings: Any, body: bytes, labelled: Shipment
) -> None:
    answer = send(settings, body)
    assert (answer.status_code, answer.json()) == (200, {"received": "stored"})
    row = CarrierWebhook.objects.get()
    assert (row.body.encode(), row.handled_at) == (body, None)
    tasks.webhook_handle(row.pk)
    row.refresh_from_db()
    handled_at = row.handled_at
    tasks.webhook_handle(row.pk)
    row.refresh_from_db()
    labelled.refresh_from_db()
    assert (row.handled_at, labelled.status) == (handled_at, Status.ACCEPTED)
    assert TrackingEvent.objects.count() == 1


def test_it_queues_the_handling_on_commit(
    settings: Any, body: bytes, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as queued:
        send(settings, body)
        send(settings, body)
    assert len(queued) == 1


def test_a_doubled_message_is_thanked_for_and_kept_once(settings: Any, body: bytes) -> None:
    send(settings, body)
    answer = send(settings, body)
    assert (answer.status_code, answer.json()) == (200, {"received": "known"})
    assert CarrierWebhook.objects.count() == 1


def test_a_replayed_message_is_refused(settings: Any, body: bytes) -> None:
    at = timezone.now()
    signature = signature_make(settings.CARRIER_WEBHOOK_SECRET, body, at)
    send(settings, body, signature=signature)
    with time_machine.travel(at + timedelta(seconds=302), tick=False):
        answer = send(settings, body, signature=signature)
    assert (answer.status_code, answer.json()) == (400, {"error": "The signature is too old."})
    assert CarrierWebhook.objects.count() == 1


@pytest.mark.parametrize("age", [302, 86_400 * 365, -302])
def test_an_ancient_or_future_message_is_refused(settings: Any, body: bytes, age: int) -> None:
    answer = send(settings, body, age=age)
    assert (answer.status_code, answer.json()) == (400, {"error": "The signature is too old."})
    assert nothing_changed()


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        "t=1",
        "v1=ab",
        "t=x,v1=ab",
        "t=²,v1=ab",
        "t=" + "9" * 400 + ",v1=ab",
        "t=1,v1=é",
    ],
)
def test_a_malformed_signature_is_refused(settings: Any, body: bytes, header: str) -> None:
    answer = send(settings, body, signature=header)
    assert answer.status_code == 400
    assert answer.json() == {"error": "The signature is missing or malformed."}
    assert nothing_changed()


def test_a_forged_message_is_refused(settings: Any, body: bytes) -> None:
    signature = signature_make("guess", body, timezone.now())
    answer = send(settings, body, signature=signature)
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "The signature does not match."},
    )
    assert nothing_changed()


def test_a_changed_body_is_refused(settings: Any, body: bytes) -> None:
    signature = signature_make(settings.CARRIER_WEBHOOK_SECRET, body, timezone.now())
    changed = body.replace(b"accepted", b"delivered")
    answer = send(settings, changed, signature=signature)
    assert answer.status_code == 400
    assert nothing_changed()


def test_another_message_under_a_known_id_is_refused(settings: Any, body: bytes) -> None:
    send(settings, body)
    answer = send(settings, body.replace(b"accepted", b"delivered"))
    assert (answer.status_code, answer.json()) == (
        409,
        {"error": "This id belongs to another message."},
    )
    assert CarrierWebhook.objects.get().body.encode() == body


def test_an_unknown_parcel_is_refused(settings: Any, body: bytes, labelled: Shipment) -> None:
    answer = send(settings, body.replace(str(labelled.tracking_number).encode(), b"93001"))
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "We have no parcel with this number."},
    )
    assert nothing_changed()


def test_an_unknown_carrier_is_refused(settings: Any, body: bytes) -> None:
    answer = send(settings, body, url="/shipping/webhooks/pigeon/")
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such carrier."})
    assert nothing_changed()


@pytest.mark.parametrize(
    "change",
    [
        {"scans": 1},
        {"scans": [{}]},
        {"id": None},
        {"id": "x" * 101},
        {"id": "a\x00b"},
        {"tracking_number": ["93"]},
        {"expected_on": "soon"},
    ],
)
def test_a_message_that_cannot_be_read_is_refused(
    settings: Any, body: bytes, change: dict[str, Any]
) -> None:
    answer = send(settings, json.dumps(json.loads(body) | change).encode())
    assert (answer.status_code, answer.json()) == (400, {"error": "The message cannot be read."})
    assert nothing_changed()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
@pytest.mark.django_db
def test_nonsense_is_refused(settings: Any, body: bytes) -> None:
    answer = send(settings, body)
    assert (answer.status_code, answer.json()) == (400, {"error": "The message cannot be read."})
    assert nothing_changed()


@pytest.mark.parametrize(
    ("key", "value"),
    [("kind", "eaten"), ("at", "2026-11-20T12:00:00"), ("at", 5), ("place", "x" * 101)],
)
def test_a_scan_that_cannot_be_read_is_refused(
    settings: Any, body: bytes, key: str, value: object
) -> None:
    message = json.loads(body)
    message["scans"][0][key] = value
    assert send(settings, json.dumps(message).encode()).status_code == 400
    assert nothing_changed()


def test_only_post_opens_the_door(client: Client) -> None:
    assert client.get(URL).status_code == 405
