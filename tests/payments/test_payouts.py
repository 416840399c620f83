"""A seller's balance goes to their bank through Stripe (P4)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from payments.connect import account_of
from payments.ledger import Line, balance_of, post
from payments.models import Account, Payout
from payments.orders.payouts import (
    NotSentYet,
    PayoutRefused,
    payout_recall,
    payout_request,
    payout_send,
    payout_settle,
)
from payments.sandbox.control import onboarding_finish, payout_return, payouts_settle, top_up
from social.models import News
from tests.payments.shop import charged
from tests.stripe_sandbox import webhooks_deliver

Kind = Account.Kind


@pytest.fixture
def earner(ana: User) -> User:
    """Ana with $32.00 on her balance, which lie at Stripe."""
    top_up(3200)
    post(
        template="order_released",
        reference="PM-1",
        key="earned",
        entries=[Line(Kind.STRIPE, -3200), Line(Kind.SELLER_BALANCE, 3200, ana)],
    )
    return ana


def balances(user: User) -> dict[str, int]:
    mine = (Kind.SELLER_BALANCE, Kind.PAYOUTS_IN_TRANSIT, Kind.STRIPE_CONNECTED)
    found = {kind.value: balance_of(kind, user) for kind in mine}
    found["stripe"] = balance_of(Kind.STRIPE)
    return {name: cents for name, cents in found.items() if cents}


def bank_answers(bank: str, user: User) -> Payout:
    """Asks for a payout of everything, sends it and waits for the bank."""
    onboarding_finish(account_of(user=user).account, bank)
    payout = payout_request(user=user, cents=3200)
    payout_send(payout=payout)
    payouts_settle(timezone.now() + timedelta(minutes=2))
    webhooks_deliver()
    return Payout.objects.get(pk=payout.pk)


def test_the_bank_pays(earner: User) -> None:
    assert bank_answers("000123456789", earner).status == Payout.Status.PAID
    assert balances(earner) == {}


def test_a_closed_bank_account_gives_it_back(earner: User) -> None:
    payout = bank_answers("000111111113", earner)
    assert (payout.status, payout.problem) == ("failed", "The bank account has been closed.")
    assert balances(earner) == {"seller_balance": 3200, "stripe_connected": -3200}
    for _ in range(2):
        payout = payout_recall(payout=payout)
    assert payout.recalled_at is not None
    assert balances(earner) == {"seller_balance": 3200, "stripe": -3200}
    assert charged() == [3200, -3200, 3200]


def test_a_bank_that_sends_back_what_it_had_gives_it_back(earner: User) -> None:
    payout = bank_answers("000123456789", earner)
    payout_return(payout.stripe_payout or "")
    for _ in range(2):
        webhooks_deliver()
    payout.refresh_from_db()
    assert (payout.status, payout.problem) == ("failed", "The bank account has been closed.")
    assert balances(earner) == {"seller_balance": 3200, "stripe_connected": -3200}
    payout_recall(payout=payout)
    assert balances(earner) == {"seller_balance": 3200, "stripe": -3200}
    assert News.objects.filter(recipient=earner).count() == 1


def test_an_instant_payout_costs_two_dollars_and_a_failed_one_nothing(earner: User) -> None:
    onboarding_finish(account_of(user=earner).account, "000111111113")
    with pytest.raises(PayoutRefused, match=r"at least \$3.00"):
        payout_request(user=earner, cents=299, is_instant=True)
    payout = payout_request(user=earner, cents=3200, is_instant=True)
    payout_send(payout=payout)
    assert balances(earner) == {
        "payouts_in_transit": 3000,
        "stripe_connected": -3000,
        "stripe": -200,
    }
    assert balance_of(Kind.FEE_INCOME) == 200
    payouts_settle(timezone.now() + timedelta(seconds=6))
    webhooks_deliver()
    payout_recall(payout=Payout.objects.get())
    assert balances(earner) == {"seller_balance": 3200, "stripe": -3200}
    assert balance_of(Kind.FEE_INCOME) == 0


def test_sending_twice_sends_once(earner: User) -> None:
    onboarding_finish(account_of(user=earner).account)
    payout = payout_request(user=earner, cents=3200)
    for _ in range(2):
        payout_send(payout=Payout.objects.get(pk=payout.pk))
    assert balances(earner) == {"payouts_in_transit": 3200, "stripe_connected": -3200}


def test_a_bank_that_is_faster_than_our_note_is_heard_later(earner: User) -> None:
    payout = payout_request(user=earner, cents=3200)
    with pytest.raises(NotSentYet):
        payout_settle(reference=str(payout.reference), paid=True)
    assert balances(earner)["payouts_in_transit"] == 3200


def test_the_first_payout_leads_to_stripes_form(earner: User, client: Client) -> None:
    client.force_login(earner)
    page = reverse("payments:balance")
    asked = {"amount": "32.00", "reference": str(uuid.uuid4())}
    answer = client.post(page, asked, follow=True)
    assert "Where should your payouts go?" in answer.content.decode()
    assert balances(earner)["seller_balance"] == 3200
    client.post(answer.request["PATH_INFO"], {"bank_number": "000123456789"})
    answer = client.post(page, asked, follow=True)
    assert "Your payout is on its way" in answer.content.decode()
    assert "Sale PM-1" in answer.content.decode()
    assert balances(earner) == {"payouts_in_transit": 3200, "stripe": -3200}
