"""Finance's work: refunds by two people, differences, disputes, and history that stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.ledger import balance_of
from payments.models import Account, Difference, Dispute, Entry, Order, Refund, RefundRequest
from payments.orders.cancelling import order_cancel
from payments.orders.evidence import dispute_answer
from payments.orders.refunding import order_left
from payments.reconciling import reconcile
from payments.sandbox.control import dispute_open, top_up
from payments.stripe_client import stripe_client
from shipping.services import label_buy
from tests.payments.conftest import signed_in
from tests.payments.shop import EARNED, FEE, PAID, TOTAL, balances, bought, hang, text_of
from tests.payments.test_orders import deliver, news_of
from tests.people import person
from tests.stripe_sandbox import webhooks_deliver


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    return bought(buyer, dress)


@pytest.fixture
def coat(buyer: Client, dress: Listing, ana: User) -> Order:
    """An order of $900."""
    return bought(buyer, hang(ana, "Camel coat", price_cents=900_00))


@pytest.fixture
def staff(sam: User) -> Client:
    return signed_in(sam)


@pytest.fixture
def second(db: None) -> Client:
    return signed_in(person("sue", is_staff=True, is_superuser=True))


def give_back(client: Client, order: Order, dollars: str, **form: str) -> Any:
    url = reverse("admin:payments_order_refund", args=[order.pk])
    return client.post(url, {"item": dollars, "reason": "a stain"} | form, follow=True)


def decide(client: Client, row: RefundRequest | Difference, **form: str) -> Any:
    url = reverse(f"admin:payments_{row._meta.model_name}_change", args=[row.pk])
    return client.post(url, form, follow=True)


def test_a_part_goes_back_with_its_share_of_fee_and_tax(
    order: Order, staff: Client, ana: User, sam: User
) -> None:
    page = text_of(give_back(staff, order, "15.00"))
    refund = Refund.objects.get()
    assert (refund.item_cents, refund.tax_cents, refund.fee_cents) == (1500, 94, 300)
    assert refund.amount_cents == 1594
    assert "$15.94 is on its way back to the buyer." in page
    expected = PAID | {"held_for_seller:ana": EARNED - 1200, "fee_income": FEE - 300}
    expected |= {"tax_payable": PAID["tax_payable"] - 94, "buyer_clearing:bea": 1594}
    assert balances(ana, order.buyer) == expected
    request = RefundRequest.objects.get()
    assert (request.asked_by, request.decided_by, request.refund) == (sam, sam, refund)
    assert news_of(ana)[-1] == "The buyer gets money back"


def test_parts_never_give_more_than_there_was(order: Order, staff: Client) -> None:
    give_back(staff, order, "15.00", with_shipping="on")
    answer = give_back(staff, order, "30.01")
    assert answer.status_code == 422
    assert "That is more than is left of the price." in text_of(answer)
    assert "The shipping went back before." in text_of(
        give_back(staff, order, "1.00", with_shipping="on")
    )
    give_back(staff, order, "30.00")
    assert "A refund is of something." in text_of(give_back(staff, order, "0.00"))
    assert sum(Refund.objects.values_list("amount_cents", flat=True)) == TOTAL
    assert order_left(order)[0].total_cents == 0


def test_what_we_pay_leaves_seller_and_fee_as_they_are(
    order: Order, staff: Client, ana: User
) -> None:
    give_back(staff, order, "45.00", with_shipping="on", is_covered="on")
    assert balances(ana, order.buyer) == PAID | {"refunds": -TOTAL, "buyer_clearing:bea": TOTAL}


def test_what_we_paid_is_the_orders_again_once_it_is_cancelled(
    order: Order, staff: Client, ana: User
) -> None:
    give_back(staff, order, "15.00", is_covered="on")
    assert balances(ana, order.buyer) == PAID | {"refunds": -1594, "buyer_clearing:bea": 1594}
    order.refresh_from_db()
    order_cancel(order=order, actor=ana, reason="torn")
    assert balances(ana, order.buyer) == {"stripe": -TOTAL, "buyer_clearing:bea": TOTAL}


def test_after_the_release_it_leaves_the_sellers_balance(
    order: Order, staff: Client, buyer: Client, ana: User
) -> None:
    assert order.shipment is not None
    label_buy(shipment=order.shipment)
    deliver(order)
    buyer.post(reverse("payments:accept", args=[order.number]))
    give_back(staff, order, "45.00")
    assert balance_of(Account.Kind.SELLER_BALANCE, ana) == 0


def test_more_than_500_dollars_needs_a_second_person(
    coat: Order, staff: Client, second: Client, ana: User
) -> None:
    entries = Entry.objects.count()
    assert "waits for a second person" in text_of(give_back(staff, coat, "600.00"))
    assert "Another refund of this order waits" in text_of(give_back(second, coat, "1.00"))
    request = RefundRequest.objects.get()
    answer = decide(staff, request, decision="approve")
    assert answer.status_code == 422
    assert "Somebody else must decide" in text_of(answer)
    assert Entry.objects.count() == entries
    assert not Refund.objects.exists()
    decide(second, request, decision="approve")
    assert Refund.objects.get().item_cents == 600_00
    assert "is decided already" not in text_of(decide(second, request, decision="approve"))
    assert Refund.objects.count() == 1


def test_the_second_person_may_refuse(coat: Order, staff: Client, second: Client) -> None:
    give_back(staff, coat, "600.00")
    request = RefundRequest.objects.get()
    assert "Refused; nothing goes back." in text_of(decide(second, request, decision="refuse"))
    request.refresh_from_db()
    assert (request.decided_by is not None, request.refund) == (True, None)
    assert not Refund.objects.exists()


def test_a_difference_is_resolved_with_a_note(order: Order, staff: Client, sam: User) -> None:
    top_up(700)
    reconcile(grace=timedelta(0))
    row = Difference.objects.get()
    assert "$7.00" in text_of(staff.get(reverse("admin:payments_difference_changelist")))
    assert decide(staff, row, resolution="settled", note="").status_code == 422
    page = text_of(decide(staff, row, resolution="settled", note="our top-up"))
    assert "$7.00 booked to the differences account." in page
    row.refresh_from_db()
    assert (row.resolution, row.note, row.resolved_by) == ("settled", "our top-up", sam)
    assert balance_of(Account.Kind.DIFFERENCES) == 700


def test_the_evidence_is_sent_once_and_names_the_parcel(order: Order, staff: Client) -> None:
    assert order.shipment is not None
    label = label_buy(shipment=order.shipment)
    deliver(order)
    intent = stripe_client().v1.payment_intents.retrieve(order.checkout.payment_intent or "")
    dispute = dispute_open(str(intent.latest_charge))
    webhooks_deliver()
    for _ in range(2):
        dispute_answer(dispute=Dispute.objects.get())
    told = stripe_client().v1.disputes.retrieve(dispute)
    assert told.status == "under_review"
    assert told.evidence["shipping_tracking_number"] == label.tracking_number
    assert f"Order {order.number}: in process on" in told.evidence["uncategorized_text"]
    assert Dispute.objects.get().answered_at is not None
    queue = staff.get(reverse("admin:payments_dispute_changelist"))
    assert "needs" not in text_of(queue)
    assert f"${TOTAL / 100:.2f}" in text_of(queue)


@pytest.mark.parametrize(
    "model",
    ["difference", "dispute", "payout", "reconciliation", "refundrequest", "stripemovement"],
)
def test_nothing_that_is_history_can_be_added_changed_or_deleted(model: str, staff: Client) -> None:
    listed = reverse(f"admin:payments_{model}_changelist")
    assert staff.get(listed).status_code == 200
    assert staff.get(f"{listed}add/").status_code == 403
    assert "Delete selected" not in text_of(staff.get(listed))


def test_staff_without_the_right_refund_nothing(order: Order) -> None:
    clerk = person("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_order"))
    answer = give_back(signed_in(clerk), order, "1.00")
    assert answer.status_code == 403
    assert not RefundRequest.objects.exists()
