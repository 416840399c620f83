"""What the site relies on at Stripe: the same calls to the sandbox and to Stripe itself.

The sandbox is asked always. Stripe's test mode is asked, too, when STRIPE_TEST_KEY (sk_test_…) is
in the environment; sellers' accounts need a platform with Connect switched on.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import stripe
from pytest_django import Settings
from stripe import RequestOptions

from payments.reconciling.reading import transfer_key
from payments.stripe_client import keyed, stripe_client

TEST_MODE = ("sk_test_", "rk_test_")
GIVEN = os.environ.get("STRIPE_TEST_KEY", "")
KEY = GIVEN if GIVEN.startswith(TEST_MODE) else ""
NOT_ASKED = "STRIPE_TEST_KEY IS NOT SET: the sandbox was not compared with the real Stripe"
CENTS = 5471


@dataclass(frozen=True)
class Shop:
    """Keys of this test's own, so that a run never meets the answers of another."""

    name: str

    def keyed(self, *parts: object, account: str = "") -> RequestOptions:
        return keyed("contract", self.name, *parts, account=account)

    def pay(
        self, method: str = "pm_card_visa", key: str = "pay", **more: Any
    ) -> stripe.PaymentIntent:
        """Charges as the checkout does."""
        params: Any = {
            "amount": CENTS,
            "currency": "usd",
            "payment_method": method,
            "confirm": True,
            "allowed_payment_method_types": ["card"],
            "return_url": "https://shop.test/return/",
            "metadata": {"checkout": self.name},
            "description": "Poshmark checkout",
            **more,
        }
        return stripe_client().v1.payment_intents.create(params, self.keyed(key))

    def customer(self) -> str:
        made = stripe_client().v1.customers.create(
            {"metadata": {"member": self.name}}, self.keyed("customer")
        )
        return made.id

    def kept(self, customer: str, token: str) -> str:
        """A card that the customer keeps with us, as for an offer."""
        card = stripe_client().v1.payment_methods.create(
            {"type": "card", "card": {"token": token}}, self.keyed("card", token)
        )
        setup = stripe_client().v1.setup_intents.create(
            {
                "customer": customer,
                "payment_method": card.id,
                "confirm": True,
                "usage": "off_session",
                "allowed_payment_method_types": ["card"],
                "return_url": "https://shop.test/return/",
            },
            self.keyed("setup", token),
        )
        assert (setup.status, setup.payment_method) == ("succeeded", card.id)
        return card.id

    def refund(self, intent: str, cents: int, key: str) -> stripe.Refund:
        return stripe_client().v1.refunds.create(
            {"payment_intent": intent, "amount": cents, "metadata": {"refund": self.name}},
            self.keyed("refund", key),
        )


@pytest.fixture(params=["sandbox", "stripe"] if KEY else ["sandbox"])
def shop(request: pytest.FixtureRequest, db: None, settings: Settings) -> Shop:
    """One that talks to the sandbox, and with a key one that talks to Stripe."""
    if request.param == "stripe":
        settings.STRIPE_SECRET_KEY = KEY
    return Shop(uuid4().hex)


@pytest.mark.skipif(not GIVEN, reason=NOT_ASKED)
def test_the_real_stripe_is_asked_in_its_test_mode_only() -> None:
    assert GIVEN.startswith(TEST_MODE)


def test_a_good_card_pays_at_once(shop: Shop) -> None:
    intent = shop.pay()
    assert (intent.status, intent.amount, intent.amount_received) == ("succeeded", CENTS, CENTS)
    assert (intent.currency, intent.metadata["checkout"]) == ("usd", shop.name)
    again = stripe_client().v1.payment_intents.retrieve(intent.id)
    assert (again.status, again.latest_charge) == ("succeeded", intent.latest_charge)


def test_a_key_gives_the_first_answer_again(shop: Shop) -> None:
    assert shop.pay().id == shop.pay().id
    with pytest.raises(stripe.IdempotencyError) as refusal:
        shop.pay(amount=CENTS + 1)
    assert refusal.value.http_status == 400


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
    ],
)
def test_a_bad_card_is_refused_and_stays_so_under_its_key(
    shop: Shop, card: str, code: str, decline_code: str
) -> None:
    for _ in range(2):
        with pytest.raises(stripe.CardError) as refusal:
            shop.pay(card)
        assert (refusal.value.http_status, refusal.value.code) == (402, code)
        assert refusal.value.error is not None
        assert refusal.value.error.decline_code == decline_code
    assert refusal.value.error is not None
    assert refusal.value.error.payment_intent is not None
    left = stripe_client().v1.payment_intents.retrieve(refusal.value.error.payment_intent.id)
    assert (left.status, left.amount_received) == ("requires_payment_method", 0)
    assert left.last_payment_error is not None
    assert left.last_payment_error.code == code


def test_a_bank_that_asks_names_its_page_and_can_be_called_off(shop: Shop) -> None:
    intent = shop.pay("pm_card_authenticationRequired")
    assert (intent.status, intent.amount_received) == ("requires_action", 0)
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    assert intent.next_action.redirect_to_url.url
    gone = stripe_client().v1.payment_intents.cancel(intent.id, options=shop.keyed("cancel"))
    assert gone.status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.payment_intents.cancel(intent.id, options=shop.keyed("cancel again"))
    assert refusal.value.code == "payment_intent_unexpected_state"


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"amount": 49}, "amount_too_small", "amount"),
        ({"amount": -5}, "parameter_invalid_integer", "amount"),
        ({"payment_method": "pm_none"}, "resource_missing", "payment_method"),
        ({"customer": "cus_none"}, "resource_missing", "customer"),
        ({"applicaton_fee": 5}, "parameter_unknown", "applicaton_fee"),
    ],
)
def test_nonsense_is_refused_by_name_and_not_remembered(
    shop: Shop, more: dict[str, Any], code: str, param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        shop.pay(**more)
    assert (refusal.value.http_status, refusal.value.code) == (400, code)
    assert refusal.value.param == param
    assert shop.pay().status == "succeeded"


def test_what_is_not_there_is_a_404(shop: Shop) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.payment_intents.retrieve("pi_none")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_money_goes_back_in_parts_and_never_more_than_was_paid(shop: Shop) -> None:
    intent = shop.pay()
    refund = shop.refund(intent.id, 1000, "part")
    assert (refund.status, refund.amount) == ("succeeded", 1000)
    assert shop.refund(intent.id, 1000, "part").id == refund.id
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        shop.refund(intent.id, CENTS - 999, "too much")
    assert refusal.value.http_status == 400
    shop.refund(intent.id, CENTS - 1000, "rest")
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        shop.refund(intent.id, 1, "one more")
    assert refusal.value.code == "charge_already_refunded"
    listed = stripe_client().v1.refunds.list({"payment_intent": intent.id, "limit": 100}).data
    assert sorted(row.amount for row in listed) == [1000, CENTS - 1000]
    assert {row.metadata["refund"] for row in listed if row.metadata} == {shop.name}


def test_a_kept_card_is_charged_while_its_owner_is_away(shop: Shop) -> None:
    customer = shop.customer()
    card = shop.kept(customer, "tok_visa")
    shown = stripe_client().v1.payment_methods.retrieve(card).card
    assert shown is not None
    assert (shown.brand, shown.last4) == ("visa", "4242")
    assert shop.pay(card, customer=customer, off_session=True).status == "succeeded"
    stripe_client().v1.payment_methods.detach(card, {}, shop.keyed("detach"))
    with pytest.raises(stripe.InvalidRequestError):
        shop.pay(card, "after it is gone", customer=customer, off_session=True)


def test_a_kept_card_may_fail_later(shop: Shop) -> None:
    customer = shop.customer()
    card = shop.kept(customer, "tok_chargeCustomerFail")
    with pytest.raises(stripe.CardError) as refusal:
        shop.pay(card, customer=customer, off_session=True)
    assert refusal.value.code == "card_declined"


def test_the_books_tell_of_a_payment_with_its_source(shop: Shop) -> None:
    """What the nightly reconciliation reads; Stripe may take a moment to book a charge."""
    intent = shop.pay("pm_card_visa", metadata={"checkout": shop.name})
    refund = shop.refund(intent.id, 500, "part")
    since = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    page: Any = stripe_client().raw_request(
        "get",
        "/v1/balance_transactions",
        limit=100,
        expand=["data.source"],
        created={"gte": since},
    )
    told = {row["source"]["id"]: row for row in page.data["data"] if row["source"]}
    back = told[refund.id]
    assert (back["amount"], back["type"]) == (-500, "refund")
    assert transfer_key(back) == f"payment_returned:{refund.id}"
    assert {"id", "amount", "fee", "created", "type", "source"} <= set(back)
    assert page.data["has_more"] in (True, False)


def test_a_seller_s_account_waits_for_its_form(shop: Shop) -> None:
    opened = stripe_client().v1.accounts.create(
        {
            "type": "express",
            "country": "US",
            "email": f"{shop.name}@example.com",
            "capabilities": {"transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}},
            "metadata": {"user": "0"},
        },
        shop.keyed("account"),
    )
    assert (opened.payouts_enabled, opened.details_submitted) == (False, False)
    link = stripe_client().v1.account_links.create(
        {
            "account": opened.id,
            "type": "account_onboarding",
            "return_url": "https://shop.test/balance/",
            "refresh_url": "https://shop.test/balance/",
        },
        shop.keyed("link"),
    )
    assert link.url.startswith("http")
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        stripe_client().v1.transfers.create(
            {"amount": 100, "currency": "usd", "destination": opened.id}, shop.keyed("transfer")
        )
    assert refusal.value.code in {"insufficient_capabilities_for_transfer", "balance_insufficient"}
    assert stripe_client().v1.transfers.list({"destination": opened.id}).data == []


def test_a_foreign_account_is_refused(shop: Shop) -> None:
    with pytest.raises(stripe.PermissionError) as refusal:
        stripe_client().v1.payouts.create(
            {"amount": 100, "currency": "usd"}, shop.keyed("payout", account="acct_foreign")
        )
    assert refusal.value.error is not None
    assert (refusal.value.http_status, refusal.value.error.code) == (403, "account_invalid")


def test_our_balance_is_told_in_cents(shop: Shop) -> None:
    balance = stripe_client().v1.balance.retrieve()
    assert all(isinstance(row.amount, int) for row in balance.available)
    assert "usd" in {row["currency"] for row in [*balance.available, *balance.pending]}
