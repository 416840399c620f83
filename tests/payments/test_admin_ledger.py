"""Finance reads the ledger in the admin and sets rate cards ahead (P2, P3)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from payments.ledger import Line, account, post
from payments.models import Account, FeeSchedule, Transfer

Kind = Account.Kind


@pytest.fixture
def sale(db: None) -> Transfer:
    """One transfer of $12.34."""
    return post(
        template="order_released",
        reference="PM-77",
        key="sale",
        entries=[Line(Kind.STRIPE, -1234), Line(Kind.FEE_INCOME, 1234)],
    )


def card(hours: float) -> dict[str, object]:
    moment = timezone.now() + timedelta(hours=hours)
    return {
        "effective_from_0": moment.date().isoformat(),
        "effective_from_1": moment.time().isoformat("seconds"),
        "threshold_cents": 2000,
        "flat_cents": 350,
        "rate_bp": 1500,
        "note": "Announced",
    }


def test_a_transfer_is_found_by_its_order_and_shows_its_lines(
    admin_client: Client, sale: Transfer
) -> None:
    listing = reverse("admin:payments_transfer_changelist")
    assert "PM-77" in admin_client.get(listing, {"q": "PM-77"}).content.decode()
    page = reverse("admin:payments_transfer_change", args=[sale.pk])
    assert "-$12.34" in admin_client.get(page).content.decode()


def test_an_account_shows_its_balance(admin_client: Client, sale: Transfer) -> None:
    page = reverse("admin:payments_account_change", args=[account(Kind.FEE_INCOME).pk])
    assert "$12.34" in admin_client.get(page).content.decode()


@pytest.mark.parametrize("kind", ["transfer", "account"])
def test_history_has_no_buttons(admin_client: Client, sale: Transfer, kind: str) -> None:
    row = sale.pk if kind == "transfer" else account(Kind.STRIPE).pk
    assert admin_client.get(reverse(f"admin:payments_{kind}_add")).status_code == 403
    for act in ("change", "delete"):
        page = reverse(f"admin:payments_{kind}_{act}", args=[row])
        assert admin_client.post(page, {"post": "yes"}).status_code == 403


def test_a_rate_card_starts_in_the_future_and_is_history_afterwards(admin_client: Client) -> None:
    add = reverse("admin:payments_feeschedule_add")
    assert "at least five minutes" in admin_client.post(add, card(hours=0)).content.decode()
    assert admin_client.post(add, card(hours=1)).status_code == 302
    row = FeeSchedule.objects.get()
    page = reverse("admin:payments_feeschedule_change", args=[row.pk])
    assert admin_client.post(page, card(hours=2)).status_code == 302
    FeeSchedule.objects.update(effective_from=timezone.now())
    assert admin_client.post(page, card(hours=3)).status_code == 403
