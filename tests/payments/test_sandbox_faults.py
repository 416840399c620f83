"""What the network does to us, and the rules our own calls keep (P5)."""

from typing import Any

import pytest
import stripe
from django.db import transaction

from closets.models import User
from payments.models import SandboxBalanceTransaction, SandboxFault, SandboxObject
from payments.sandbox.control import top_up
from payments.sandbox.faults import dice_seed, fault
from payments.sandbox.own_thread import in_sandbox
from payments.stripe_client import RETRIES, keyed, stripe_client


def pay(key: str = "pay") -> stripe.PaymentIntent:
    return stripe_client().v1.payment_intents.create(
        {"amount": 4940, "currency": "usd", "confirm": True, "payment_method": "pm_card_visa"},
        keyed("test", key),
    )


def paid_count() -> int:
    return SandboxBalanceTransaction.objects.filter(type="charge").count()


@pytest.mark.parametrize("kind", ["lost_response", "timeout", "server_error"])
def test_the_sdk_repeats_a_call_that_failed_on_the_way(db: None, kind: str) -> None:
    with fault(kind, times=RETRIES):
        assert pay().status == "succeeded"
    assert paid_count() == 1


def test_a_lost_answer_can_be_asked_for_later(db: None) -> None:
    with fault("lost_response", times=RETRIES + 1), pytest.raises(stripe.APIConnectionError):
        pay()
    intent = SandboxObject.objects.get(kind="payment_intent")
    assert pay().id == intent.pk
    assert paid_count() == 1


def test_a_call_that_never_arrived_has_no_effect(db: None) -> None:
    with fault("timeout", times=RETRIES + 1), pytest.raises(stripe.APIConnectionError):
        pay()
    assert not SandboxObject.objects.exists()
    assert pay().status == "succeeded"


def test_too_many_requests_are_told_so(db: None) -> None:
    with fault("rate_limit"), pytest.raises(stripe.RateLimitError):
        pay()
    assert not SandboxObject.objects.exists()


def test_a_fault_meets_only_the_calls_that_match(db: None) -> None:
    with fault("rate_limit", method="post", path="/refunds"):
        intent = pay()
        with pytest.raises(stripe.RateLimitError):
            stripe_client().v1.refunds.create({"payment_intent": intent.id}, keyed("refund", 1))
    assert not SandboxFault.objects.exists()


def test_luck_can_be_repeated(db: None) -> None:
    def luck() -> list[bool]:
        dice_seed(7)
        answers = []
        with fault("rate_limit", times=100, chance=0.5, path="/balance"):
            for _ in range(12):
                try:
                    stripe_client().v1.balance.retrieve()
                    answers.append(True)
                except stripe.RateLimitError:
                    answers.append(False)
        return answers

    first = luck()
    assert luck() == first
    assert set(first) == {True, False}


@pytest.mark.django_db(transaction=True)
def test_what_stripe_did_outlives_our_rollback() -> None:
    with transaction.atomic():
        User.objects.create_user("ana", "ana@example.com")
        top_up(5000)
        transaction.set_rollback(True)
    assert not User.objects.exists()
    assert SandboxBalanceTransaction.objects.get().amount == 5000


@pytest.mark.django_db(transaction=True)
def test_stripe_does_not_see_what_we_have_not_committed() -> None:
    with transaction.atomic():
        User.objects.create_user("ana", "ana@example.com")
        assert not in_sandbox(User.objects.exists)


@pytest.mark.django_db(transaction=True)
def test_a_call_inside_a_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        pay()
    assert not SandboxObject.objects.exists()


def test_a_write_without_a_key_is_refused(db: None) -> None:
    asked: Any = {"amount": 4940, "currency": "usd"}
    with pytest.raises(RuntimeError, match="keyed"):
        stripe_client().v1.payment_intents.create(asked)
    assert not SandboxObject.objects.exists()
