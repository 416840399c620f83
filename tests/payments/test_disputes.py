"""Chargebacks: the bank takes a payment back and decides, told in any order (P5)."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import Dispute, Order, OrderMail, Refund, StripeEvent
from payments.orders.cancelling import order_cancel
from payments.orders.life import order_accept, order_lost, order_returned
from payments.orders.refunding import Asked, order_refund
from payments.orders.refunds import refund_send
from payments.orders.sweeps import orders_astray_due
from payments.orders.transitions import OrderRefused
from payments.sandbox.control import dispute_decide, dispute_open
from payments.stripe_client import stripe_client
from payments.webhooks import stripe_event_replay
from shipping.models import ScanKind
from shipping.services import label_buy
from tests.payments.shop import EARNED, LABEL, LABELLED, PAID, TOTAL, balances, bought, charged
from tests.payments.test_orders import deliver, news_of, scan
from tests.stripe_sandbox import webhooks_deliver


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    return bought(buyer, dress)


def disputed(order: Order) -> str:
    """The bank takes the order's payment back; its dispute's id."""
    intent = stripe_client().v1.payment_intents.retrieve(order.checkout.payment_intent or "")
    assert isinstance(intent.latest_charge, str)
    dispute = dispute_open(intent.latest_charge, "product_not_received")
    webhooks_deliver()
    return dispute


def decided(dispute: str, *, won: bool, shuffle: int | None = None) -> Dispute:
    dispute_decide(dispute, won=won)
    webhooks_deliver(shuffle=shuffle)
    return Dispute.objects.get()


IN_DISPUTE = PAID | {"stripe": 0, "disputed": -TOTAL}


COST = {"carrier_payable": LABEL, "shipping_cost": -LABEL}


def without_zeros(found: dict[str, int]) -> dict[str, int]:
    return {name: cents for name, cents in found.items() if cents}


def test_the_money_waits_with_the_bank_and_nothing_moves(order: Order, ana: User) -> None:
    disputed(order)
    row = Dispute.objects.get()
    assert (row.status, row.amount_cents, row.checkout) == ("open", TOTAL, order.checkout)
    assert row.due_by is not None
    assert balances(ana, order.buyer) == without_zeros(IN_DISPUTE)
    with pytest.raises(OrderRefused, match="bank is looking into"):
        order_cancel(order=order, actor=ana, reason="torn")
    with pytest.raises(OrderRefused, match="bank is looking into"):
        order_accept(order=order, actor=order.buyer)
    assert balances(ana, order.buyer) == without_zeros(IN_DISPUTE)
    assert news_of(ana)[-1] == "A payment is in dispute"


def test_a_won_dispute_leaves_all_as_before(order: Order, ana: User) -> None:
    row = decided(disputed(order), won=True)
    assert (row.status, row.borne_cents) == ("won", 0)
    assert balances(ana, order.buyer) == PAID
    order_cancel(order=order, actor=ana, reason="torn")
    refund_send(refund=Refund.objects.get())
    assert balances(ana, order.buyer) == {}


def test_a_lost_dispute_undoes_what_was_not_shipped(order: Order, ana: User) -> None:
    row = decided(disputed(order), won=False)
    order.refresh_from_db()
    assert (row.status, row.borne_cents, order.status) == ("lost", 0, "cancelled")
    assert Listing.objects.get().status == "available"
    assert balances(ana, order.buyer) == {}
    assert charged() == [TOTAL, -TOTAL]


def test_a_seller_who_shipped_keeps_what_they_earned(order: Order, ana: User) -> None:
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    deliver(order)
    row = decided(disputed(order), won=False)
    assert (row.status, row.borne_cents) == ("lost", TOTAL)
    expected = LABELLED | {"stripe": 0, "dispute_losses": -TOTAL}
    assert balances(ana, order.buyer) == without_zeros(expected)
    order.refresh_from_db()
    order_accept(order=order, actor=order.buyer)
    assert balances(ana)["seller_balance:ana"] == 3600


@pytest.fixture
def lost_on_the_way(order: Order) -> Order:
    """Shipped, and its payment taken back by the buyer's bank for good."""
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    scan(order, ScanKind.ACCEPTED)
    decided(disputed(order), won=False)
    order.refresh_from_db()
    return order


def test_a_parcel_lost_after_a_lost_dispute_is_paid_for_once(
    lost_on_the_way: Order, ana: User
) -> None:
    order_lost(order=lost_on_the_way, at=timezone.now())
    assert not Refund.objects.exists()
    expected = LABELLED | {"stripe": 0, "held_for_seller:ana": 0, "seller_balance:ana": EARNED}
    expected |= {"dispute_losses": -TOTAL}
    assert balances(ana, lost_on_the_way.buyer) == without_zeros(expected)
    told = OrderMail.objects.filter(member=lost_on_the_way.buyer).order_by("pk")
    assert "went back to you before" in told[len(told) - 1].text


def test_a_parcel_returned_after_a_lost_dispute_undoes_the_order(
    lost_on_the_way: Order, ana: User
) -> None:
    order_returned(order=lost_on_the_way, at=timezone.now())
    assert not Refund.objects.exists()
    lost_on_the_way.refresh_from_db()
    assert (lost_on_the_way.status, Listing.objects.get().status) == ("cancelled", "available")
    assert balances(ana, lost_on_the_way.buyer) == COST


@pytest.mark.parametrize("won", [True, False])
def test_a_parcel_that_came_back_during_a_dispute_ends_the_order_after_it(
    won: bool, order: Order, ana: User
) -> None:
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    scan(order, ScanKind.ACCEPTED)
    dispute = disputed(order)
    scan(order, ScanKind.RETURNED)
    assert (order.status, orders_astray_due()) == ("shipped", 0)
    decided(dispute, won=won)
    assert (orders_astray_due(), orders_astray_due()) == (1, 0)
    order.refresh_from_db()
    assert (order.status, Listing.objects.get().status) == ("cancelled", "available")
    for refund in Refund.objects.select_related("checkout"):
        refund_send(refund=refund)
    assert balances(ana, order.buyer) == COST


def test_staff_cannot_refund_what_the_bank_gave_back(lost_on_the_way: Order, sam: User) -> None:
    with pytest.raises(OrderRefused, match="bank gave this payment back"):
        order_refund(order=lost_on_the_way, asked=Asked(100), reason="stain", actor=sam)
    assert not Refund.objects.exists()


def test_a_refund_that_waits_is_settled_by_what_the_bank_took(order: Order, ana: User) -> None:
    order_cancel(order=order, actor=ana, reason="torn")
    dispute = disputed(order)
    refund = refund_send(refund=Refund.objects.get())
    assert refund.sent_at is None
    row = decided(dispute, won=False)
    assert (row.status, row.borne_cents) == ("lost", 0)
    refund.refresh_from_db()
    assert refund.overtaken_at is not None
    assert refund_send(refund=refund).stripe_refund is None
    assert balances(ana, order.buyer) == {}
    assert charged() == [TOTAL, -TOTAL]


@pytest.mark.parametrize("seed", range(6))
def test_its_events_may_come_in_any_order_and_twice(seed: int, order: Order, ana: User) -> None:
    intent = stripe_client().v1.payment_intents.retrieve(order.checkout.payment_intent or "")
    dispute = dispute_open(str(intent.latest_charge))
    decided(dispute, won=bool(seed % 2), shuffle=seed)
    after = balances(ana, order.buyer)
    for event in StripeEvent.objects.all():
        stripe_event_replay(row=event)
    webhooks_deliver(shuffle=seed)
    assert balances(ana, order.buyer) == after == (PAID if seed % 2 else {})
    assert StripeEvent.objects.filter(handled_at=None).count() == 0


def test_an_inquiry_takes_nothing(order: Order, ana: User) -> None:
    disputed(order)
    event = StripeEvent.objects.get(type="charge.dispute.created")
    payload: dict[str, Any] = json.loads(event.payload)
    payload["data"]["object"] |= {"id": "dp_inquiry", "status": "warning_needs_response"}
    other = StripeEvent.objects.create(
        event_id="evt_other", type=event.type, payload=json.dumps(payload)
    )
    webhooks_deliver()
    other.refresh_from_db()
    assert other.handled_at is not None
    assert Dispute.objects.count() == 1
