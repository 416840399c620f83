"""Payments at the sandbox, through the SDK as the site calls it (P1, P5)."""

from typing import Any

import pytest
import stripe
from django.test import Client
from django.urls import reverse

from payments.models import SandboxBalanceTransaction, SandboxEvent, SandboxObject
from payments.sandbox.control import challenge_finish, dispute_decide, dispute_open
from payments.stripe_client import keyed, stripe_client

pytestmark = pytest.mark.django_db


def pay(method: str = "pm_card_visa", key: str = "pay", **params: Any) -> stripe.PaymentIntent:
    asked: Any = {
        "amount": 4940,
        "currency": "usd",
        "confirm": True,
        "payment_method": method,
        "return_url": "https://shop.test/return",
        **params,
    }
    return stripe_client().v1.payment_intents.create(asked, keyed("test", key))


def events() -> list[str]:
    return list(SandboxEvent.objects.order_by("created_at", "id").values_list("type", flat=True))


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


def test_3d_secure_asks_the_buyer_and_returns_to_the_shop(client: Client) -> None:
    intent = pay("pm_card_authenticationRequired")
    assert intent.status == "requires_action"
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    page = reverse("payments:sandbox_challenge", args=[intent.id])
    assert (intent.next_action.redirect_to_url.url or "").endswith(page)
    assert "$49.40" in client.get(page).content.decode()
    answer = client.post(page, {"confirm": ""})
    assert answer.status_code == 302
    assert answer["Location"].startswith("https://shop.test/return?payment_intent=pi_")
    assert answer["Location"].endswith("redirect_status=succeeded")
    assert stripe_client().v1.payment_intents.retrieve(intent.id).status == "succeeded"
    again = client.post(page, {"confirm": ""})
    assert again.status_code == 200
    assert SandboxBalanceTransaction.objects.count() == 1


def test_3d_secure_refused_charges_nothing() -> None:
    intent = pay("pm_card_authenticationRequired")
    after = challenge_finish(intent.id, passed=False)
    assert after["status"] == "requires_payment_method"
    assert after["last_payment_error"]["code"] == "payment_intent_authentication_failure"
    assert not SandboxBalanceTransaction.objects.exists()


def test_3d_secure_may_be_followed_by_a_refusal() -> None:
    intent = pay("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds")
    after = challenge_finish(intent.id, passed=True)
    assert after["last_payment_error"]["decline_code"] == "insufficient_funds"


def test_an_unknown_challenge_is_404(client: Client) -> None:
    assert client.get(reverse("payments:sandbox_challenge", args=["pi_x"])).status_code == 404


def test_a_saved_card_is_charged_while_the_buyer_is_away() -> None:
    stripe_api = stripe_client().v1
    customer = stripe_api.customers.create({"email": "bea@example.com"}, keyed("test", "customer"))
    first = pay(
        "pm_card_authenticationRequiredOnSetup",
        key="first",
        customer=customer.id,
        setup_future_usage="off_session",
    )
    challenge_finish(first.id, passed=True)
    saved = stripe_api.customers.payment_methods.list(customer.id)
    assert [card.card.last4 for card in saved.data if card.card] == ["3155"]
    later = pay(saved.data[0].id, key="later", customer=customer.id, off_session=True)
    assert later.status == "succeeded"


def test_a_card_that_always_asks_cannot_be_charged_while_the_buyer_is_away() -> None:
    with pytest.raises(stripe.CardError) as refusal:
        pay("pm_card_authenticationRequired", off_session=True)
    assert refusal.value.code == "authentication_required"


def test_a_saved_card_of_another_customer_is_refused() -> None:
    api = stripe_client().v1
    customer = api.customers.create({}, keyed("test", "customer"))
    card = api.payment_methods.create(
        {"type": "card", "card": {"token": "tok_visa"}}, keyed("test", "card")
    )
    api.payment_methods.attach(card.id, {"customer": customer.id}, keyed("test", "attach"))
    with pytest.raises(stripe.InvalidRequestError, match="different Customer"):
        pay(card.id)


def test_a_card_is_saved_without_a_payment() -> None:
    api = stripe_client().v1
    customer = api.customers.create({}, keyed("test", "customer"))
    setup = api.setup_intents.create(
        {"customer": customer.id, "payment_method": "pm_card_visa", "confirm": True},
        keyed("test", "setup"),
    )
    assert setup.status == "succeeded"
    assert len(api.customers.payment_methods.list(customer.id).data) == 1


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
