"""What was paid from the balance goes back there, and the card is paid back first (P6)."""

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from payments.ledger import balance_of
from payments.models import Checkout, Order, Refund
from payments.orders.life import order_lost
from payments.orders.refunding import Asked, order_refund
from payments.orders.refunds import refund_send
from tests.payments.balance import Kind, balance_pays, earns, has, pay_all, split
from tests.payments.baskets import BOTH, HAT, Shop, orders_of, staff_remove
from tests.payments.shop import (
    EARNED,
    TOTAL,
    balances,
    charged,
    pay,
    text_of,
)
from tests.payments.test_disputes import decided, disputed


@pytest.fixture
def order(buyer: Client, checkout: Checkout, bea: User) -> Order:
    """Paid with $10.00 from the balance and the rest by card."""
    earns(bea, 1000)
    balance_pays(buyer, checkout)
    pay(buyer, checkout)
    return Order.objects.get()


def test_undoing_gives_each_its_own(order: Order, buyer: Client, ana: User, bea: User) -> None:
    buyer.post(reverse("payments:undo", args=[order.number]))
    assert has(bea) == 1000
    refund_send(refund=Refund.objects.get())
    assert charged() == [TOTAL - 1000, 1000 - TOTAL]
    assert balances(ana, bea) == {"fee_income": -1000, "seller_balance:bea": 1000}
    page = text_of(buyer.get(order.get_absolute_url()))
    assert "goes back to where it came from" in page


def test_a_whole_refund_to_the_balance_asks_no_bank(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    earns(bea, TOTAL)
    balance_pays(buyer, checkout)
    pay_all(buyer, checkout)
    buyer.post(reverse("payments:undo", args=[checkout.orders.get().number]))
    refund = Refund.objects.get()
    assert (refund.card_cents, refund.sent_at is None) == (0, False)
    refund_send(refund=refund)
    assert (charged(), has(bea)) == ([], TOTAL)


def test_the_card_is_paid_back_first(order: Order, bea: User, sam: User) -> None:
    for cents in (4000, 500):
        order_refund(order=order, asked=Asked(item_cents=cents), reason="torn", actor=sam)
    parts = [(refund.card_cents, refund.balance_cents) for refund in Refund.objects.order_by("pk")]
    assert parts == [(4250, 0), (221, 310)]
    assert has(bea) == 310


def test_a_lost_parcel_is_paid_by_us_to_both(order: Order, ana: User, bea: User) -> None:
    assert order.placed_at is not None
    Order.objects.filter(pk=order.pk).update(status="shipped", shipped_at=order.placed_at)
    order.refresh_from_db()
    order_lost(order=order, at=order.placed_at)
    refund_send(refund=Refund.objects.get())
    assert (has(bea), has(ana)) == (1000, EARNED)
    assert balance_of(Kind.REFUNDS) == -TOTAL
    assert balance_of(Kind.BUYER_CLEARING, bea) == 0


def test_a_lost_dispute_takes_the_cards_part_and_gives_the_balance_its_own(
    order: Order, ana: User, bea: User
) -> None:
    row = decided(disputed(order), won=False)
    assert (row.amount_cents, row.borne_cents) == (TOTAL - 1000, 0)
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert balances(ana, bea) == {"fee_income": -1000, "seller_balance:bea": 1000}


def test_of_several_orders_the_balance_pays_the_first(
    buyer: Client, of_both: Checkout, ana: User, bea: User, cleo: User
) -> None:
    earns(bea, TOTAL + 500)
    balance_pays(buyer, of_both)
    pay(buyer, of_both)
    assert charged() == [BOTH - TOTAL - 500]
    first, second = orders_of(of_both)
    assert [split(first), split(second)] == [(0, TOTAL), (HAT - 500, 500)]
    for one in (first, second):
        buyer.post(reverse("payments:undo", args=[one.number]))
    refund_send(refund=Refund.objects.get(sent_at=None))
    assert charged() == [HAT - 500, 500 - HAT]
    assert has(bea) == TOTAL + 500
    assert balance_of(Kind.BUYER_CLEARING, bea) == 0


def test_of_several_the_one_that_went_is_paid_back_to_where_it_came_from(
    buyer: Client, of_both: Checkout, shop: Shop, bea: User, sam: User
) -> None:
    earns(bea, TOTAL + 500)
    balance_pays(buyer, of_both)
    staff_remove(sam, shop.dress)
    pay(buyer, of_both)
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.balance_cents) == (TOTAL, TOTAL + 500 - HAT)
    refund_send(refund=refund)
    assert has(bea) == TOTAL + 500 - HAT
    assert sum(charged()) == 0
    assert balance_of(Kind.BUYER_CLEARING, bea) == 0


def test_a_dispute_of_one_payment_leaves_what_the_balance_paid(
    buyer: Client, of_both: Checkout, bea: User
) -> None:
    earns(bea, TOTAL)
    balance_pays(buyer, of_both)
    pay(buyer, of_both)
    decided(disputed(Order.objects.get(closet__handle="cleo")), won=False)
    assert [order.status for order in orders_of(of_both)] == ["in_process", "cancelled"]
    assert has(bea) == 0
