"""Sellers' accounts, transfers and payouts at the sandbox (P4)."""

from datetime import timedelta

import pytest
import stripe
from django.conf import settings
from django.test import Client
from django.utils import timezone

from closets.models import User
from payments.connect import account_of, onboarding_url, payouts_enabled
from payments.sandbox.control import onboarding_finish, payouts_settle, top_up
from payments.stripe_client import keyed, stripe_client


def seller_account(user: User, bank: str = "000123456789") -> str:
    """An account that can be paid."""
    account = account_of(user=user).account
    onboarding_finish(account, bank)
    return account


def send(account: str, cents: int = 3000, key: str = "1") -> stripe.Transfer:
    return stripe_client().v1.transfers.create(
        {"amount": cents, "currency": "usd", "destination": account}, keyed("transfer", key)
    )


def pay_out(account: str, cents: int = 3000, key: str = "1") -> stripe.Payout:
    return stripe_client().v1.payouts.create(
        {"amount": cents, "currency": "usd"}, keyed("payout", key, account=account)
    )


def balance(account: str = "") -> int:
    options: stripe.RequestOptions = {"stripe_account": account} if account else {}
    return stripe_client().v1.balance.retrieve(options=options).available[0].amount


def test_a_seller_fills_in_the_form_and_comes_back(ana: User, client: Client) -> None:
    assert account_of(user=ana) == account_of(user=ana)
    assert not payouts_enabled(user=ana)
    page = onboarding_url(user=ana, back="/balance/")
    path = page.removeprefix(settings.SITE_URL)
    assert client.get(path).status_code == 200
    assert client.post(path, {"bank_number": "12"}).status_code == 200
    assert not payouts_enabled(user=ana)
    answer = client.post(path, {"bank_number": "000123456789"})
    assert answer["Location"] == f"{settings.SITE_URL}/balance/"
    assert payouts_enabled(user=ana)


def test_money_goes_to_the_seller_and_to_the_bank(ana: User) -> None:
    account = seller_account(ana)
    top_up(5000)
    transfer = send(account)
    assert (balance(), balance(account)) == (2000, 3000)
    payout = pay_out(account)
    assert (payout.status, balance(account)) == ("pending", 0)
    assert payouts_settle() == 0
    assert payouts_settle(timezone.now() + timedelta(minutes=2)) == 1
    options: stripe.RequestOptions = {"stripe_account": account}
    assert stripe_client().v1.payouts.retrieve(payout.id, options=options).status == "paid"
    assert transfer.destination == account


def test_a_payout_to_a_closed_bank_account_fails_and_can_be_called_back(ana: User) -> None:
    account = seller_account(ana, bank="000111111113")
    top_up(3000)
    transfer = send(account)
    payout = pay_out(account)
    payouts_settle(timezone.now() + timedelta(minutes=2))
    options: stripe.RequestOptions = {"stripe_account": account}
    failed = stripe_client().v1.payouts.retrieve(payout.id, options=options)
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert (balance(), balance(account)) == (0, 3000)
    stripe_client().v1.transfers.reversals.create(transfer.id, {}, keyed("reversal", 1))
    assert (balance(), balance(account)) == (3000, 0)


def test_no_more_is_sent_than_there_is(ana: User) -> None:
    account = seller_account(ana)
    top_up(2999)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        send(account)
    assert refusal.value.code == "balance_insufficient"
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        pay_out(account)
    assert refusal.value.code == "balance_insufficient"
    assert (balance(), balance(account)) == (2999, 0)


def test_a_seller_who_has_not_filled_in_the_form_cannot_be_sent_money(ana: User) -> None:
    account = account_of(user=ana).account
    top_up(3000)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        send(account)
    assert refusal.value.code == "insufficient_capabilities_for_transfer"
    assert balance() == 3000


def test_a_foreign_account_is_refused(db: None) -> None:
    with pytest.raises(stripe.PermissionError):
        pay_out("acct_foreign")


def test_a_payout_can_be_called_off_while_it_is_pending(ana: User) -> None:
    account = seller_account(ana)
    top_up(3000)
    send(account)
    payout = pay_out(account)
    stripe_client().v1.payouts.cancel(payout.id, {}, keyed("cancel", 1, account=account))
    assert balance(account) == 3000
    assert payouts_settle(timezone.now() + timedelta(minutes=2)) == 0
