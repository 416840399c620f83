"""Heavy, lost and returned parcels, and what they cost whom (H1, P6)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Order, Refund
from payments.orders.cancelling import order_cancel
from payments.orders.held import held_cents
from payments.orders.life import order_accept
from payments.orders.refunds import refund_send
from shipping.models import Label, ScanKind, Shipment
from shipping.services import label_buy, shipment_weight_set, shipments_lose
from tests.payments.shop import EARNED, LABEL, LABELLED, TOTAL, balances, bought, charged
from tests.payments.test_orders import deliver, moves, scan

COST = {"carrier_payable": LABEL, "shipping_cost": -LABEL}


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Paid, its label made."""
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    return order


def test_a_returned_parcel_gives_the_money_and_the_item_back(order: Order, ana: User) -> None:
    scan(order, ScanKind.ACCEPTED)
    scan(order, ScanKind.RETURNED)
    assert (order.status, Listing.objects.get().status) == ("cancelled", "available")
    refund_send(refund=Refund.objects.get())
    assert balances(ana, order.buyer) == COST
    assert charged() == [TOTAL, -TOTAL]


def test_a_lost_parcel_is_paid_by_us(order: Order, ana: User) -> None:
    scan(order, ScanKind.ACCEPTED, timezone.now() - timedelta(days=16))
    assert shipments_lose() == 1
    order.refresh_from_db()
    assert moves(order) == ["in_process", "shipped", "complete"]
    refund_send(refund=Refund.objects.get())
    expected = LABELLED | {"stripe": 0, "seller_balance:ana": EARNED, "refunds": -TOTAL}
    del expected["held_for_seller:ana"], expected["stripe"]
    assert balances(ana, order.buyer) == expected


def test_a_lost_parcel_that_turns_up_changes_nothing_more(order: Order, ana: User) -> None:
    scan(order, ScanKind.ACCEPTED, timezone.now() - timedelta(days=16))
    shipments_lose()
    before = balances(ana, order.buyer)
    deliver(order)
    assert (order.status, balances(ana, order.buyer)) == ("complete", before)


@pytest.fixture
def heavy(buyer: Client, dress: Listing, ana: User) -> Order:
    """Paid; the seller says that it weighs 8 lb, which costs them $5."""
    order = bought(buyer, dress)
    shipment_weight_set(shipment=Shipment.objects.get(), weight_lb=Decimal(8), actor=ana)
    label_buy(shipment=Shipment.objects.get())
    return order


def test_a_heavier_label_is_taken_from_the_earnings(heavy: Order, ana: User) -> None:
    assert held_cents(heavy) == EARNED - 500
    deliver(heavy)
    order_accept(order=heavy, actor=heavy.buyer)
    found = balances(ana, heavy.buyer)
    assert found["seller_balance:ana"] == EARNED - 500
    assert found["shipping_income"] == 649 + 500
    assert held_cents(heavy) == 0


def test_a_heavier_label_that_is_not_used_costs_nothing(heavy: Order, ana: User) -> None:
    order_cancel(order=heavy, actor=ana, reason="torn")
    refund_send(refund=Refund.objects.get())
    assert balances(ana, heavy.buyer) == {}
    assert Label.objects.get().voided_at is not None


def test_a_heavier_label_of_a_returned_parcel_is_ours(heavy: Order, ana: User) -> None:
    scan(heavy, ScanKind.RETURNED)
    refund_send(refund=Refund.objects.get())
    assert set(balances(ana, heavy.buyer)) == {"carrier_payable", "shipping_cost"}
