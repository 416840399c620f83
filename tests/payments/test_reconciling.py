"""Our cash beside Stripe's books, every night (P3)."""

import pytest
import stripe
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.ledger import Line, balance_of, post
from payments.models import (
    Account,
    Difference,
    Order,
    Reconciliation,
    Refund,
    SandboxBalanceTransaction,
    StripeMovement,
)
from payments.orders.cancelling import order_cancel
from payments.orders.refunds import refund_send
from payments.reconciling import difference_explain, difference_settle, reading, reconcile
from payments.reconciling.resolving import AlreadyResolved
from payments.reconciling.running import GRACE
from payments.sandbox.control import top_up
from payments.sandbox.faults import fault
from payments.sandbox.history import PastPayment, payments_remember
from payments.sandbox.own_thread import in_sandbox
from payments.stripe_client import stripe_client
from tests.payments.shop import TOTAL, bought

NOW = GRACE * 0
FEE = (TOTAL * 29 + 500) // 1000 + 30


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    return bought(buyer, dress)


def compared() -> Reconciliation:
    run = reconcile(grace=NOW)
    assert run is not None
    return run


def at_stripe() -> int:
    return stripe_client().v1.balance.retrieve().available[0].amount


def test_books_that_agree_have_no_difference_and_the_fees_are_booked(
    order: Order, ana: User
) -> None:
    order_cancel(order=order, actor=ana, reason="torn")
    refund_send(refund=Refund.objects.get())
    run = compared()
    assert (run.movements, run.fees_cents, run.differences) == (2, FEE, 0)
    assert balance_of(Account.Kind.STRIPE_FEES) == -FEE
    assert -balance_of(Account.Kind.STRIPE) == at_stripe() == -FEE
    keys = StripeMovement.objects.order_by("amount_cents").values_list("transfer_key", flat=True)
    refund = Refund.objects.get().stripe_refund
    assert list(keys) == [
        f"payment_returned:{refund}",
        f"payment_received:{order.checkout.payment_intent}",
    ]


def test_reading_again_books_nothing_twice(order: Order) -> None:
    compared()
    run = compared()
    assert (run.movements, run.fees_cents, run.differences) == (0, 0, 0)
    assert balance_of(Account.Kind.STRIPE_FEES) == -FEE


def test_what_stripe_booked_alone_is_a_difference_that_finance_books(
    order: Order, sam: User
) -> None:
    top_up(1000)
    assert compared().differences == 1
    row = Difference.objects.get()
    assert (row.kind, row.theirs_cents, row.ours_cents) == ("missing_here", 1000, 0)
    difference_settle(difference=row, actor=sam, note="our own top-up")
    with pytest.raises(AlreadyResolved):
        difference_explain(difference=row, actor=sam, note="twice")
    assert balance_of(Account.Kind.DIFFERENCES) == 1000
    assert -balance_of(Account.Kind.STRIPE) == at_stripe()
    assert compared().differences == 0
    row.refresh_from_db()
    assert (row.resolution, row.resolved_by, row.note) == ("settled", sam, "our own top-up")


def test_what_we_booked_alone_is_a_difference(order: Order, bea: User, sam: User) -> None:
    post(
        template="payment_received",
        reference="pi_none",
        key="payment_received:pi_none",
        entries=[
            Line(Account.Kind.STRIPE, -700),
            Line(Account.Kind.BUYER_CLEARING, 700, bea),
        ],
    )
    assert compared().differences == 1
    row = Difference.objects.get()
    assert (row.kind, row.subject) == ("missing_there", "payment_received:pi_none")
    assert row.gap_cents == -700
    difference_explain(difference=row, actor=sam, note="test booking")
    assert compared().differences == 0
    assert not Difference.objects.open().exists()


def test_another_amount_is_a_difference_until_it_agrees(order: Order) -> None:
    books = SandboxBalanceTransaction.objects.filter(type="charge")
    in_sandbox(books.update, amount=TOTAL - 1)
    assert compared().differences == 1
    row = Difference.objects.get()
    assert (row.kind, row.theirs_cents, row.ours_cents) == ("other_amount", TOTAL - 1, TOTAL)
    StripeMovement.objects.update(amount_cents=TOTAL)
    assert compared().differences == 0
    row.refresh_from_db()
    assert row.resolution == "vanished"


def test_a_night_is_read_page_by_page_without_gaps(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    monkeypatch.setattr(reading, "BATCH", 3)
    past = [PastPayment(1000 + number, timezone.now(), "") for number in range(7)]
    in_sandbox(payments_remember, past)
    in_sandbox(SandboxBalanceTransaction.objects.update, created_at=past[0].at)
    run = compared()
    assert (run.movements, run.differences) == (7, 7)
    amounts = StripeMovement.objects.order_by("amount_cents").values_list("amount_cents", flat=True)
    assert list(amounts) == list(range(1000, 1007))


def test_what_is_younger_than_the_grace_may_still_be_on_its_way(order: Order) -> None:
    top_up(1000)
    run = reconcile()
    assert run is not None
    assert (run.movements, run.differences) == (2, 0)


def test_a_stripe_that_breaks_off_leaves_nothing_half_read(order: Order) -> None:
    with fault("timeout", path="balance_transactions", times=9), pytest.raises(stripe.StripeError):
        reconcile(grace=NOW)
    assert not StripeMovement.objects.exists()
    assert compared().movements == 1


def test_a_settled_difference_cannot_be_edited_in_the_ledger(order: Order, sam: User) -> None:
    top_up(1000)
    compared()
    difference_settle(difference=Difference.objects.get(), actor=sam, note="ours")
    with pytest.raises(DatabaseError, match="append-only"):
        Account.objects.filter(kind="differences").update(owner=sam)
