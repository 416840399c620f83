"""Ten minutes in which one press takes a purchase back (X3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Order, Refund
from payments.orders.refunds import refund_send
from shipping.models import Label, Shipment
from shipping.services import label_buy
from tests.payments.shop import PAID, TOTAL, balances, bought, charged, text_of


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    return bought(buyer, dress)


def undo(client: Client, order: Order) -> Any:
    return client.post(reverse("payments:undo", args=[order.number]), follow=True)


def test_undoing_leaves_all_as_it_was(order: Order, buyer: Client, ana: User) -> None:
    assert "Undo the purchase" in text_of(buyer.get(order.get_absolute_url()))
    assert "Undone. The money is on its way back." in text_of(undo(buyer, order))
    refund_send(refund=Refund.objects.get())
    assert balances(ana, order.buyer) == {}
    assert charged() == [TOTAL, -TOTAL]
    assert Listing.objects.get().status == "available"
    assert Shipment.objects.get().status == "voided"
    assert not Label.objects.exists()


def test_undoing_twice_refunds_once(order: Order, buyer: Client) -> None:
    undo(buyer, order)
    undo(buyer, order)
    assert Refund.objects.count() == 1


def test_the_label_waits_till_the_undo_is_over(order: Order) -> None:
    parcel = Shipment.objects.get()
    assert order.placed_at is not None
    assert parcel.label_due_at is not None
    assert parcel.label_due_at - order.placed_at < timedelta(minutes=10, seconds=2)
    assert not Shipment.objects.label_due(timezone.now()).exists()
    in_time = timezone.now() + timedelta(minutes=10, seconds=1)
    assert list(Shipment.objects.label_due(in_time)) == [parcel]


def test_after_ten_minutes_the_label_stands_and_only_the_rules_of_cancelling_help(
    order: Order, buyer: Client, ana: User
) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        label_buy(shipment=Shipment.objects.get())
        page = text_of(buyer.get(order.get_absolute_url()))
        assert "Undo the purchase" not in page
        assert "Cancel this order" in page
        assert "The ten minutes are over." in text_of(undo(buyer, order))
    order.refresh_from_db()
    assert order.status == "in_process"
    assert not Refund.objects.exists()


def test_nobody_else_can_undo_it(order: Order, seller: Client, stranger: Client, ana: User) -> None:
    assert "Undo the purchase" not in text_of(seller.get(order.get_absolute_url()))
    assert "The buyer can take it back until" in text_of(seller.get(order.get_absolute_url()))
    assert undo(seller, order).status_code == 404
    assert undo(stranger, order).status_code == 404
    assert balances(ana, order.buyer) == PAID
