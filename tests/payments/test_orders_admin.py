"""Orders, refunds and payouts in the staff's workplace: all there, nothing to edit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import Order, Payout, Refund
from payments.orders.cancelling import order_cancel
from tests.payments.conftest import signed_in
from tests.payments.counting import queries, queries_and_text
from tests.payments.shop import bought, hang, text_of


@pytest.fixture
def staff(sam: User) -> Client:
    return signed_in(sam)


@pytest.fixture
def cancelled(buyer: Client, dress: Listing, ana: User) -> Order:
    """An order with everything that an order can have."""
    order = bought(buyer, dress)
    Payout.objects.create(user=ana, amount_cents=100)
    return order_cancel(order=order, actor=ana, reason="torn")


def change_page(row: Any) -> str:
    return reverse(f"admin:payments_{row._meta.model_name}_change", args=[row.pk])


def test_an_orders_page_shows_everything_about_it(cancelled: Order, staff: Client) -> None:
    count, page = queries_and_text(staff, change_page(cancelled))
    assert count <= 15
    shown = ["Crochet maxi dress", "$54.71", "torn", "Refund", "held_for_seller", "$36.00"]
    assert [text for text in shown if text not in page] == []
    assert cancelled.checkout.payment_intent in page  # type: ignore[operator]
    assert 'name="_save"' not in page


def test_its_cost_does_not_grow_with_the_order(cancelled: Order, staff: Client, ana: User) -> None:
    few = queries(staff, change_page(cancelled))
    for n in range(4):
        cancelled.transitions.create(
            from_status="in_process", to_status="shipped", actor=ana, reason=str(n)
        )
        cancelled.mails.create(member=ana, subject="x", text="y")
    assert queries(staff, change_page(cancelled)) == few


@pytest.mark.parametrize("model", ["order", "refund", "payout"])
def test_the_lists_cost_the_same_for_many(
    model: str, cancelled: Order, staff: Client, buyer: Client, ana: User
) -> None:
    path = reverse(f"admin:payments_{model}_changelist")
    few = queries(staff, path)
    for n in range(3):
        order = bought(buyer, hang(ana, f"Dress {n}"))
        order_cancel(order=order, actor=ana, reason="torn")
        Payout.objects.create(user=ana, amount_cents=100)
    assert queries(staff, path) == few
    assert few <= 15


@pytest.mark.parametrize("model", [Order, Refund, Payout])
def test_nothing_can_be_added_changed_or_deleted(
    model: Any, cancelled: Order, staff: Client
) -> None:
    row = model.objects.get()
    before = model.objects.values().get()
    name = row._meta.model_name
    assert staff.get(reverse(f"admin:payments_{name}_add")).status_code == 403
    assert staff.post(change_page(row), {"status": "paid"}).status_code == 403
    assert staff.post(reverse(f"admin:payments_{name}_delete", args=[row.pk])).status_code == 403
    assert model.objects.values().get() == before


def test_an_order_is_found_by_its_number(cancelled: Order, staff: Client) -> None:
    path = reverse("admin:payments_order_changelist")
    assert cancelled.number in text_of(staff.get(path, {"q": cancelled.number}))
    assert cancelled.number not in text_of(staff.get(path, {"q": "NOTHINGLIKE"}))
