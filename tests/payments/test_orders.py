"""An order's life after it is paid: shipped, delivered, accepted (P4, P6)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from closets.models import User
from listings.models import Listing
from payments.models import Entry, Order, Transfer
from payments.orders.life import order_accept
from payments.orders.sweeps import orders_release_due
from payments.orders.transitions import OrderRefused
from shipping.carriers.base import Scan
from shipping.carriers.embedded.network import parcel_advance
from shipping.models import CarrierWebhook, EmbeddedParcel, ScanKind, Shipment, TrackingEvent
from shipping.services import label_buy, tracking_event_record, webhook_handle
from social.models import News
from tests.payments.shop import EARNED, LABELLED, balances, bought, text_of

RELEASED = {name: cents for name, cents in LABELLED.items() if not name.startswith("held")} | {
    "seller_balance:ana": EARNED
}


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Paid, its label made."""
    order = bought(buyer, dress)
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    return order


def scan(order: Order, kind: ScanKind, at: datetime | None = None) -> None:
    """The carrier tells of a scan."""
    at = at or timezone.now()
    event = Scan(event_id=f"{kind}-{at:%d%H%M%S}", kind=kind, occurred_at=at)
    tracking_event_record(shipment=Shipment.objects.get(order=order), scan=event)
    order.refresh_from_db()


def deliver(order: Order, at: datetime | None = None) -> datetime:
    """Delivers the parcel; returns when."""
    at = at or timezone.now()
    scan(order, ScanKind.DELIVERED, at)
    return at


def moves(order: Order) -> list[str]:
    return [move.to_status for move in order.transitions.all()]


def news_of(user: User) -> list[str]:
    return list(News.objects.filter(recipient=user).order_by("pk").values_list("text", flat=True))


# --- scans --------------------------------------------------------------------------------------


def test_the_first_scan_ships_it(order: Order, buyer: Client, bea: User) -> None:
    at = timezone.now()
    scan(order, ScanKind.ACCEPTED, at)
    assert (order.status, order.shipped_at) == ("shipped", at)
    assert news_of(bea)[-1] == "Your order is on its way"
    assert "On its way." in text_of(buyer.get(order.get_absolute_url()))


def test_the_delivery_starts_three_days(order: Order, buyer: Client, ana: User) -> None:
    scan(order, ScanKind.ACCEPTED)
    at = deliver(order)
    assert (order.status, order.delivered_at) == ("delivered", at)
    assert order.accept_by == at + timedelta(hours=72)
    assert news_of(ana)[-1] == "Your parcel was delivered"
    assert "Is everything as described?" in text_of(buyer.get(order.get_absolute_url()))
    assert balances(ana, order.buyer) == LABELLED


def test_a_delivery_scan_alone_ships_and_delivers(order: Order) -> None:
    deliver(order)
    assert moves(order) == ["in_process", "shipped", "delivered"]


def test_scans_out_of_order_and_twice_move_it_once(order: Order) -> None:
    now = timezone.now()
    deliver(order, now)
    scan(order, ScanKind.ACCEPTED, now - timedelta(days=2))
    deliver(order, now)
    assert moves(order) == ["in_process", "shipped", "delivered"]
    assert order.accept_by == now + timedelta(hours=72)


def test_the_embedded_carrier_brings_it(
    order: Order, buyer: Client, eager: None, django_capture_on_commit_callbacks: object
) -> None:
    parcel = EmbeddedParcel.objects.get()
    parcel_advance(parcel, to=ScanKind.ACCEPTED)
    heard()
    order.refresh_from_db()
    assert order.status == "shipped"
    call_command("carrier_advance", shipment=parcel.tracking_number, to="delivered")
    heard()
    order.refresh_from_db()
    assert order.status == "delivered"
    assert "Delivered" in text_of(buyer.get(order.get_absolute_url()))


def heard() -> None:
    """The worker handles what the carrier posted."""
    for webhook_id in CarrierWebhook.objects.filter(handled_at=None).values_list("pk", flat=True):
        webhook_handle(webhook_id=webhook_id)


# --- accepting ----------------------------------------------------------------------------------


def test_accepting_releases_the_earnings(
    order: Order, buyer: Client, seller: Client, ana: User
) -> None:
    deliver(order)
    accept = reverse("payments:accept", args=[order.number])
    assert buyer.post(accept)["Location"] == order.get_absolute_url()
    order.refresh_from_db()
    assert order.status == "complete"
    assert balances(ana, order.buyer) == RELEASED
    released = Transfer.objects.get(template="order_released")
    assert (released.reference, released.actor) == (order.number, order.buyer)
    assert news_of(ana)[-1] == "Your earnings were released"
    assert "$36.00 went to your" in text_of(seller.get(order.get_absolute_url()))
    page = text_of(seller.get(reverse("payments:balance")))
    assert f"Sale {order.number}" in page


def test_accepting_twice_releases_once(order: Order, buyer: Client, ana: User) -> None:
    deliver(order)
    for _ in range(2):
        page = text_of(buyer.post(reverse("payments:accept", args=[order.number]), follow=True))
    assert "This order is complete and cannot change that way." in page
    assert balances(ana, order.buyer) == RELEASED
    assert moves(order) == ["in_process", "shipped", "delivered", "complete"]


def test_what_is_not_delivered_cannot_be_accepted(order: Order, buyer: Client, ana: User) -> None:
    entries = Entry.objects.count()
    page = text_of(buyer.post(reverse("payments:accept", args=[order.number]), follow=True))
    assert "This order is in process and cannot change that way." in page
    assert (moves(order), Entry.objects.count()) == (["in_process"], entries)


def test_the_seller_cannot_accept(order: Order, seller: Client, ana: User) -> None:
    deliver(order)
    assert seller.post(reverse("payments:accept", args=[order.number])).status_code == 404
    order.refresh_from_db()
    assert order.status == "delivered"
    assert balances(ana, order.buyer) == LABELLED


def test_after_72_hours_it_counts_as_accepted(order: Order, ana: User) -> None:
    at = deliver(order)
    with time_machine.travel(at + timedelta(hours=71, minutes=59), tick=False):
        assert orders_release_due() == 0
    with time_machine.travel(at + timedelta(hours=72), tick=False):
        assert orders_release_due() == 1
        assert orders_release_due() == 0
    order.refresh_from_db()
    assert order.status == "complete"
    assert order.transitions.last().actor is None  # type: ignore[union-attr]
    assert balances(ana, order.buyer) == RELEASED


def test_one_order_that_fails_does_not_hold_up_the_others(
    order: Order, buyer: Client, ana: User
) -> None:
    at = deliver(order)
    stale = Order.objects.for_pages().get(pk=order.pk)
    order_accept(order=order, actor=None)
    with pytest.raises(OrderRefused):
        order_accept(order=stale, actor=None)
    with time_machine.travel(at + timedelta(hours=73), tick=False):
        assert orders_release_due() == 0
    assert balances(ana, order.buyer) == RELEASED


# --- doors --------------------------------------------------------------------------------------

DOORS = ["order", "accept", "cancel"]


@pytest.mark.parametrize("door", DOORS)
def test_a_strangers_order_is_404(door: str, order: Order, stranger: Client) -> None:
    method = stranger.get if door == "order" else stranger.post
    assert method(reverse(f"payments:{door}", args=[order.number])).status_code == 404
    order.refresh_from_db()
    assert order.status == "in_process"


@pytest.mark.parametrize("number", ["ABCDEFGHJK", "x", "-", "9" * 300])
def test_a_tampered_number_is_404(number: str, order: Order, buyer: Client) -> None:
    assert buyer.get(f"/orders/{number}/").status_code == 404


def test_a_number_with_a_nul_is_400(order: Order, buyer: Client) -> None:
    assert buyer.get("/orders/%00/").status_code == 400


@pytest.mark.parametrize("door", [*DOORS, "purchases", "sales", "balance", "payout_setup"])
def test_a_wrong_method_is_405(door: str, order: Order, buyer: Client) -> None:
    args = [order.number] if door in DOORS else []
    wrong = buyer.get if door in {"accept", "cancel"} else buyer.delete
    assert wrong(reverse(f"payments:{door}", args=args)).status_code == 405


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_signs_in_first(door: str, order: Order, client: Client) -> None:
    method = client.get if door == "order" else client.post
    answer = method(reverse(f"payments:{door}", args=[order.number]))
    assert answer["Location"].startswith(reverse("account_login"))


def test_an_unpaid_order_has_no_page(buyer: Client, dress: Listing) -> None:
    buyer.post(reverse("payments:buy", args=[dress.pk]))
    assert buyer.get(Order.objects.get().get_absolute_url()).status_code == 404


def test_only_who_may_print_sees_the_label(
    order: Order, buyer: Client, seller: Client, settings: Settings
) -> None:
    assert "Then the label is made" in text_of(seller.get(order.get_absolute_url()))
    settings.UNDO_MINUTES = 0
    assert "PoshPost label" in text_of(seller.get(order.get_absolute_url()))
    assert "PoshPost label" not in text_of(buyer.get(order.get_absolute_url()))


def test_no_scan_is_lost(order: Order) -> None:
    deliver(order)
    assert TrackingEvent.objects.count() == 1
