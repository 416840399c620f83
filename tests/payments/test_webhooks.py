"""Webhooks: signed, stored raw, handled exactly once, in any order (P5)."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.contrib.admin.sites import site
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from payments import webhooks
from payments.models import SandboxEvent, StripeEvent
from payments.sandbox.delivery import Undelivered, event_deliver, events_due, signature_of
from payments.sandbox.faults import fault
from payments.stripe_client import keyed, stripe_client
from payments.webhooks import (
    handles,
    stripe_event_handle,
    stripe_event_replay,
    stripe_events_unhandled,
)
from tests.stripe_sandbox import webhooks_deliver

Seen = list[str]
EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "test.happened",
    "livemode": False,
    "created": 1,
    "data": {"object": {"id": "x_1", "object": "thing"}},
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """What the handlers of this test saw: ids of the events' objects."""
    monkeypatch.setattr(webhooks, "_handlers", {})
    found: Seen = []

    @handles("test.happened", "payment_intent.succeeded")
    def note(event: stripe.Event) -> None:
        found.append(event.data.object["id"])

    yield found


def post(payload: str, signature: str | None = None) -> int:
    headers = {"Stripe-Signature": signature_of(payload) if signature is None else signature}
    answer = Client(enforce_csrf_checks=True).post(
        reverse("payments:stripe_webhook"), payload, "application/json", headers=headers
    )
    return answer.status_code


def stored() -> StripeEvent:
    return StripeEvent.objects.get()


def test_a_signed_event_is_stored_as_it_came_and_handled_once(db: None, seen: Seen) -> None:
    payload = json.dumps(EVENT)
    assert post(payload) == 200
    assert (stored().payload, stored().type, stored().handled_at) == (
        payload,
        "test.happened",
        None,
    )
    stripe_event_handle(stored().pk)
    stripe_event_handle(stored().pk)
    assert seen == ["x_1"]
    assert stored().handled_at is not None


def test_a_doubled_event_is_one_row_and_one_act(db: None, seen: Seen) -> None:
    assert [post(json.dumps(EVENT)), post(json.dumps(EVENT))] == [200, 200]
    stripe_event_handle(stored().pk)
    assert post(json.dumps(EVENT)) == 200
    stripe_event_handle(stored().pk)
    assert seen == ["x_1"]


def signed(payload: str, *, secret: str | None = None, age: int = 0) -> str:
    from django.conf import settings

    header: str = stripe.WebhookSignature.generate_signature_header(
        payload, secret or settings.STRIPE_WEBHOOK_SECRET, int(time.time()) - age
    )
    return header


@pytest.mark.parametrize(
    ("payload", "signature"),
    [
        (json.dumps(EVENT), ""),
        (json.dumps(EVENT), "t=1,v1=abc"),
        (json.dumps(EVENT), "nonsense"),
        (json.dumps(EVENT), "of another"),
        (json.dumps(EVENT), "old"),
        ("{", "right"),
        ("[]", "right"),
        ('{"object": "event"}', "right"),
        (json.dumps(EVENT | {"livemode": True}), "right"),
    ],
)
def test_anything_else_is_400_and_stores_nothing(
    db: None, seen: Seen, payload: str, signature: str
) -> None:
    headers = {
        "right": signed(payload),
        "old": signed(payload, age=301),
        "of another": signed(payload, secret="whsec_x"),
    }
    assert post(payload, headers.get(signature, signature)) == 400
    assert not StripeEvent.objects.exists()


def test_only_post_is_taken(client: Client) -> None:
    assert client.get(reverse("payments:stripe_webhook")).status_code == 405


def test_an_unknown_type_is_stored_and_does_nothing(db: None, seen: Seen) -> None:
    assert post(json.dumps(EVENT | {"type": "moon.rose"})) == 200
    stripe_event_handle(stored().pk)
    assert seen == []
    assert stored().handled_at is not None


def test_a_failing_handler_leaves_the_event_for_the_sweep(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_handlers", {})

    @handles("test.happened")
    def fail(event: stripe.Event) -> None:
        StripeEvent.objects.filter(event_id=event.id).update(type="changed")
        raise LookupError("no such order")

    post(json.dumps(EVENT))
    with pytest.raises(LookupError):
        stripe_event_handle(stored().pk)
    row = stored()
    assert (row.type, row.handled_at, row.attempts) == ("test.happened", None, 1)
    assert row.error == "LookupError: no such order"
    assert stripe_events_unhandled() == []
    assert stripe_events_unhandled(timezone.now() + timedelta(seconds=31)) == [row.pk]


def test_staff_replay_an_event(db: None, seen: Seen) -> None:
    post(json.dumps(EVENT))
    stripe_event_handle(stored().pk)
    stripe_event_replay(row=stored())
    stripe_event_handle(stored().pk)
    assert seen == ["x_1", "x_1"]


def pay(key: str) -> str:
    intent = stripe_client().v1.payment_intents.create(
        {"amount": 4940, "currency": "usd", "confirm": True, "payment_method": "pm_card_visa"},
        keyed("test", key),
    )
    return intent.id


@pytest.mark.parametrize("seed", range(3))
def test_the_sandbox_delivers_to_the_real_view_in_any_order(
    db: None, seen: Seen, seed: int
) -> None:
    intents = [pay(str(number)) for number in range(4)]
    assert webhooks_deliver(shuffle=seed) == 12
    assert sorted(seen) == sorted(intents)
    assert webhooks_deliver() == 0


def test_doubled_webhooks_are_handled_once(db: None, seen: Seen) -> None:
    with fault("webhook_doubled"):
        intent = pay("1")
    webhooks_deliver()
    assert seen == [intent]
    assert StripeEvent.objects.count() == 3


def test_late_webhooks_come_after_their_time(db: None, seen: Seen) -> None:
    with fault("webhook_late"):
        pay("1")
    on_time = pay("2")
    webhooks_deliver()
    assert seen == [on_time]
    assert SandboxEvent.objects.filter(delivered_at=None).count() == 3


def test_an_event_that_the_site_refuses_stays_to_be_sent(db: None) -> None:
    pay("1")
    event = events_due()[0]
    with pytest.raises(Undelivered):
        event_deliver(event, send=lambda payload, signature: 503)
    assert event in events_due()
    event_deliver(event, send=lambda payload, signature: 200)
    assert event not in events_due()


def test_events_can_be_read_back_from_stripe(db: None) -> None:
    pay("1")
    found = stripe_client().v1.events.list({"type": "payment_intent.succeeded"})
    assert [event.data.object["amount"] for event in found.data] == [4940]


def test_the_admin_replays_and_changes_nothing_else(admin_client: Client, seen: Seen) -> None:
    post(json.dumps(EVENT))
    stripe_event_handle(stored().pk)
    listing = reverse("admin:payments_stripeevent_changelist")
    assert "test.happened" in admin_client.get(listing).content.decode()
    data: dict[str, Any] = {"action": "replay", "_selected_action": [stored().pk]}
    assert admin_client.post(listing, data, follow=True).status_code == 200
    assert stored().handled_at is None
    change = reverse("admin:payments_stripeevent_change", args=[stored().pk])
    assert admin_client.post(change, {"payload": "x"}).status_code == 403
    assert not site._registry[StripeEvent].has_delete_permission(None)  # type: ignore[arg-type]
