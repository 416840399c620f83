"""Cancelling: who may, when, and that everything is as before (P6)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing, Status
from listings.services.status import listing_move
from payments.models import Entry, Order, Refund, Transfer
from payments.orders.refunds import refund_send
from payments.orders.sweeps import money_sweep, orders_cancel_due
from shipping.models import Label, ScanKind, Shipment
from shipping.services import label_buy, label_void
from tests.payments.shop import LABELLED, TOTAL, balances, bought, charged, press_buy, text_of
from tests.payments.test_orders import news_of, scan

WHY = {"reason": "I spilled coffee on it"}


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Just paid, its label made."""
    order = bought(buyer, dress)
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    return order


def cancel(client: Client, order: Order, **form: str) -> Any:
    return client.post(reverse("payments:cancel", args=[order.number]), form or WHY, follow=True)


def is_cancelled(order: Order, ana: User) -> None:
    """Money on its way back, label void, item on sale."""
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert balances(ana, order.buyer) == {"stripe": -TOTAL, "buyer_clearing:bea": TOTAL}
    assert Shipment.objects.get().status == "voided"
    assert Label.objects.get().voided_at is not None
    assert Listing.objects.get().status == "available"
    assert order.lines.get().released_at is not None


def nothing_changed(order: Order, ana: User, status: str = "in_process") -> None:
    order.refresh_from_db()
    assert order.status == status
    assert balances(ana, order.buyer) == LABELLED
    assert Label.objects.get().voided_at is None
    assert Listing.objects.get().status == "sold"
    assert not Refund.objects.exists()


def test_the_seller_cancels_and_all_is_as_before(
    order: Order, seller: Client, buyer: Client, stranger: Client, ana: User, bea: User
) -> None:
    page = text_of(cancel(seller, order))
    assert "The order is cancelled and the money is on its way back." in page
    assert "I spilled coffee on it" in page
    is_cancelled(order, ana)
    refund = refund_send(refund=Refund.objects.get())
    refund_send(refund=refund)
    assert balances(ana, bea) == {}
    assert charged() == [TOTAL, -TOTAL]
    templates = Transfer.objects.order_by("pk").values_list("template", flat=True)
    assert list(templates) == [
        "payment_received",
        "order_paid",
        "label_bought",
        "label_returned",
        "order_refunded",
        "payment_returned",
    ]
    assert news_of(bea)[-1] == "Your order was cancelled"
    assert "I spilled coffee on it" in text_of(buyer.get(order.get_absolute_url()))
    assert press_buy(stranger, Listing.objects.get()).status_code == 302


def test_a_refund_whose_task_was_lost_is_sent_by_the_sweep(
    order: Order, seller: Client, ana: User, bea: User
) -> None:
    cancel(seller, order)
    money_sweep()
    assert charged() == [TOTAL]
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        money_sweep()
        money_sweep()
    assert charged() == [TOTAL, -TOTAL]
    assert balances(ana, bea) == {}


@pytest.mark.parametrize(
    ("age", "may"),
    [
        (timedelta(hours=2, minutes=59), True),
        (timedelta(hours=3), False),
        (timedelta(days=6, hours=23), False),
        (timedelta(days=7), True),
    ],
)
def test_the_buyer_may_within_three_hours_and_from_the_eighth_day(
    age: timedelta, may: bool, order: Order, buyer: Client, ana: User
) -> None:
    assert order.placed_at is not None
    with time_machine.travel(order.placed_at + age, tick=False):
        shown = text_of(buyer.get(order.get_absolute_url()))
        page = text_of(cancel(buyer, order))
    assert ("Cancel this order" in shown) == may
    if may:
        is_cancelled(order, ana)
    else:
        assert "This order cannot be cancelled now." in page
        nothing_changed(order, ana)


@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_nobody_cancels_what_the_carrier_has(
    side: str, order: Order, buyer: Client, seller: Client, ana: User
) -> None:
    scan(order, ScanKind.ACCEPTED)
    client = buyer if side == "buyer" else seller
    assert "Cancel this order" not in text_of(client.get(order.get_absolute_url()))
    assert "This order cannot be cancelled now." in text_of(cancel(client, order))
    nothing_changed(order, ana, "shipped")


def test_cancelling_twice_refunds_once(order: Order, seller: Client, ana: User) -> None:
    cancel(seller, order)
    assert "This order cannot be cancelled now." in text_of(cancel(seller, order))
    is_cancelled(order, ana)
    assert Refund.objects.count() == 1


def test_it_must_say_why_and_keeps_what_was_typed(order: Order, seller: Client, ana: User) -> None:
    answer = cancel(seller, order, reason=" ")
    assert answer.status_code == 422
    assert "This field is required." in text_of(answer)
    answer = cancel(seller, order, reason="x" * 201)
    assert answer.status_code == 422
    assert "x" * 201 in text_of(answer)
    nothing_changed(order, ana)


def test_a_parcel_that_staff_called_off_does_not_keep_anybody_from_cancelling(
    order: Order, seller: Client, sam: User, ana: User
) -> None:
    label_void(shipment=Shipment.objects.get(), actor=sam)
    voided_at = Label.objects.get().voided_at
    assert "The order is cancelled" in text_of(cancel(seller, order))
    assert (Label.objects.get().voided_at, Refund.objects.get().amount_cents) == (voided_at, TOTAL)
    is_cancelled(order, ana)


def test_what_is_not_for_sale_any_more_does_not_come_back(
    order: Order, seller: Client, ana: User
) -> None:
    listing_move(listing=Listing.objects.get(), to=Status.NOT_FOR_SALE, actor=ana)
    cancel(seller, order)
    order.refresh_from_db()
    assert (order.status, Listing.objects.get().status) == ("cancelled", "not_for_sale")


def test_a_scan_after_the_cancelling_moves_nothing(order: Order, seller: Client, ana: User) -> None:
    cancel(seller, order)
    entries = Entry.objects.count()
    scan(order, ScanKind.ACCEPTED)
    assert [move.to_status for move in order.transitions.all()] == ["in_process", "cancelled"]
    assert (Entry.objects.count(), Refund.objects.count()) == (entries, 1)
    is_cancelled(order, ana)


def test_what_nobody_ships_in_21_days_is_cancelled(order: Order, ana: User, bea: User) -> None:
    assert order.placed_at is not None
    with time_machine.travel(order.placed_at + timedelta(days=20, hours=23), tick=False):
        assert orders_cancel_due() == 0
    with time_machine.travel(order.placed_at + timedelta(days=21), tick=False):
        assert orders_cancel_due() == 1
    is_cancelled(order, ana)
    assert news_of(bea)[-1] == "Your order was cancelled"


def test_a_refused_cancelling_posts_nothing(order: Order, stranger: Client, ana: User) -> None:
    entries = Entry.objects.count()
    assert cancel(stranger, order).status_code == 404
    nothing_changed(order, ana)
    assert Entry.objects.count() == entries
