"""Refunds and disputes at the sandbox (P5, P6)."""

from typing import Any

import pytest
import stripe

from payments.models import SandboxBalanceTransaction
from payments.sandbox.control import dispute_decide, dispute_open
from payments.stripe_client import keyed, stripe_client
from tests.payments.sandbox_paying import pay

pytestmark = pytest.mark.django_db


def test_refunds_stop_at_what_was_paid() -> None:
    api, intent = stripe_client().v1, pay()
    part = api.refunds.create({"payment_intent": intent.id, "amount": 940}, keyed("refund", 1))
    assert (part.status, part.amount) == ("succeeded", 940)
    with pytest.raises(stripe.InvalidRequestError, match=r"greater than unrefunded amount"):
        api.refunds.create({"payment_intent": intent.id, "amount": 4001}, keyed("refund", 2))
    api.refunds.create({"payment_intent": intent.id}, keyed("refund", 3))
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        api.refunds.create({"payment_intent": intent.id}, keyed("refund", 4))
    assert refusal.value.code == "charge_already_refunded"
    movements = SandboxBalanceTransaction.objects.order_by("created_at")
    assert [row.amount for row in movements] == [4940, -940, -4000]
    listed = api.refunds.list({"payment_intent": intent.id, "limit": 1})
    assert [refund.amount for refund in listed.auto_paging_iter()] == [4000, 940]


@pytest.mark.parametrize("amount", [0, -1, "1.5"])
def test_a_refund_of_nonsense_is_refused(amount: Any) -> None:
    intent = pay()
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.refunds.create(
            {"payment_intent": intent.id, "amount": amount}, keyed("refund", 1)
        )
    assert refusal.value.param == "amount"
    assert SandboxBalanceTransaction.objects.count() == 1


def test_an_unpaid_intent_cannot_be_refunded() -> None:
    intent = pay(confirm=False)
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        stripe_client().v1.refunds.create({"payment_intent": intent.id}, keyed("refund", 1))


def test_a_disputed_charge_takes_the_money_until_it_is_won() -> None:
    intent = pay()
    dispute = dispute_open(str(intent.latest_charge))
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.refunds.create({"payment_intent": intent.id}, keyed("refund", 1))
    assert refusal.value.code == "charge_disputed"
    assert stripe_client().v1.balance.retrieve().available[0].amount == 4767 - 4940 - 1500
    dispute_decide(dispute, won=True)
    assert stripe_client().v1.balance.retrieve().available[0].amount == 4767 - 1500
    assert stripe_client().v1.disputes.retrieve(dispute).status == "won"


def test_the_dispute_card_disputes_at_once() -> None:
    pay("pm_card_createDispute")
    found = stripe_client().v1.disputes.list()
    assert [dispute.reason for dispute in found.data] == ["fraudulent"]
    evidence = {"evidence": {"uncategorized_text": "losing_evidence"}, "submit": True}
    after = stripe_client().v1.disputes.update(
        found.data[0].id,
        evidence,  # type: ignore[arg-type]
        keyed("dispute", 1),
    )
    assert after.status == "lost"
