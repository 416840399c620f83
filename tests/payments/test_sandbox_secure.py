"""3-D Secure and cards charged while the buyer is away, at the sandbox (P1)."""

import pytest
import stripe
from django.test import Client
from django.urls import reverse

from payments.models import SandboxBalanceTransaction
from payments.sandbox.control import challenge_finish
from payments.stripe_client import keyed, stripe_client
from tests.payments.sandbox_paying import pay

pytestmark = pytest.mark.django_db


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
