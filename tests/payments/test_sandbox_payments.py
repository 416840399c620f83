"""Payments at the sandbox, through the SDK as the site calls it (P1, P5)."""

from typing import Any

import pytest
import stripe

from payments.models import SandboxBalanceTransaction, SandboxObject
from payments.stripe_client import keyed, stripe_client
from tests.payments.sandbox_paying import events, pay

pytestmark = pytest.mark.django_db


def test_a_good_card_pays(db: None) -> None:
    intent = pay(metadata={"order": "PM-1"}, expand=["latest_charge.balance_transaction"])
    assert (intent.status, intent.amount_received) == ("succeeded", 4940)
    assert intent.metadata["order"] == "PM-1"
    charge = intent.latest_charge
    assert isinstance(charge, stripe.Charge)
    movement = charge.balance_transaction
    assert isinstance(movement, stripe.BalanceTransaction)
    assert (movement.amount, movement.fee, movement.net) == (4940, 173, 4767)
    assert sorted(events()) == [
        "charge.succeeded",
        "payment_intent.created",
        "payment_intent.succeeded",
    ]


@pytest.mark.parametrize(
    ("method", "code", "decline_code", "says"),
    [
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline", "was declined"),
        (
            "pm_card_visa_chargeDeclinedInsufficientFunds",
            "card_declined",
            "insufficient_funds",
            "insufficient funds",
        ),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card", "has expired"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc", "security code"),
        (
            "pm_card_chargeDeclinedProcessingError",
            "processing_error",
            "processing_error",
            "error occurred",
        ),
    ],
)
def test_a_bad_card_raises_what_the_real_one_raises(
    method: str, code: str, decline_code: str, says: str
) -> None:
    with pytest.raises(stripe.CardError) as refusal:
        pay(method)
    assert refusal.value.http_status == 402
    assert refusal.value.code == code
    assert refusal.value.error is not None
    assert refusal.value.error.decline_code == decline_code
    assert refusal.value.error.payment_intent is not None
    assert says in (refusal.value.user_message or "")
    intent = stripe_client().v1.payment_intents.retrieve(refusal.value.error.payment_intent.id)
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error is not None
    assert intent.last_payment_error.code == code
    assert not SandboxBalanceTransaction.objects.exists()
    assert "payment_intent.payment_failed" in events()


def test_a_declined_payment_can_be_confirmed_with_another_card() -> None:
    with pytest.raises(stripe.CardError) as refusal:
        pay("pm_card_visa_chargeDeclined")
    assert refusal.value.error is not None
    assert refusal.value.error.payment_intent is not None
    intent = stripe_client().v1.payment_intents.confirm(
        refusal.value.error.payment_intent.id,
        {"payment_method": "pm_card_visa"},
        keyed("test", "again"),
    )
    assert (intent.status, intent.last_payment_error) == ("succeeded", None)


def test_the_same_key_charges_once() -> None:
    assert pay().id == pay().id
    assert SandboxBalanceTransaction.objects.count() == 1


def test_a_refused_card_stays_refused_under_its_key() -> None:
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            pay("pm_card_visa_chargeDeclined")
    assert SandboxObject.objects.filter(kind="charge").count() == 1


def test_the_same_key_with_other_parameters_is_refused() -> None:
    pay()
    with pytest.raises(stripe.IdempotencyError) as refusal:
        pay(amount=1)
    assert refusal.value.http_status == 400
    assert SandboxObject.objects.filter(kind="payment_intent").count() == 1


def test_a_request_that_makes_no_sense_is_not_remembered() -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        pay(amount=49)
    assert (refusal.value.code, refusal.value.param) == ("amount_too_small", "amount")
    assert pay().status == "succeeded"


@pytest.mark.parametrize(
    ("params", "param"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
        ({"amount": "1.5"}, "amount"),
        ({"amount": 10**9}, "amount"),
        ({"currency": "eur"}, "currency"),
        ({"customer": "cus_x"}, "customer"),
        ({"payment_method": "pm_x"}, "payment_method"),
        ({"applicaton_fee": 5}, "applicaton_fee"),
        ({"expand": ["nonsense"]}, "expand"),
    ],
)
def test_tampered_requests_are_refused(params: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        pay(**params)
    assert (refusal.value.http_status, refusal.value.param) == (400, param)
    assert not SandboxObject.objects.filter(kind="payment_intent").exists()


def test_an_unknown_object_is_404() -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.payment_intents.retrieve("pi_unknown")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_a_payment_can_be_authorised_then_captured_in_part() -> None:
    intent = pay(capture_method="manual")
    assert (intent.status, intent.amount_capturable) == ("requires_capture", 4940)
    assert not SandboxBalanceTransaction.objects.exists()
    captured = stripe_client().v1.payment_intents.capture(
        intent.id, {"amount_to_capture": 4000}, keyed("test", "capture")
    )
    assert (captured.status, captured.amount_received) == ("succeeded", 4000)
    assert SandboxBalanceTransaction.objects.get().amount == 4000


def test_a_canceled_payment_cannot_be_confirmed() -> None:
    intent = pay(capture_method="manual")
    canceled = stripe_client().v1.payment_intents.cancel(intent.id, {}, keyed("test", "cancel"))
    assert canceled.status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.payment_intents.capture(intent.id, {}, keyed("test", "capture"))
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert not SandboxBalanceTransaction.objects.exists()
