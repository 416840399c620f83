"""A seller's year: the page, the CSV, the PDF and form 1099-K agree to the cent (P8)."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.earnings import earnings_of, form_1099k, years_of
from payments.models import Order
from payments.orders.life import order_accept
from payments.orders.refunding import Asked, order_refund
from shipping.models import Shipment
from shipping.services import label_buy
from tests.payments.shop import EARNED, FEE, ITEM, bought, hang, text_of
from tests.payments.test_orders import deliver


def released(buyer: Client, listing: Listing, at: datetime) -> Order:
    """An order of the listing, released at that moment."""
    order = bought(buyer, listing)
    label_buy(shipment=Shipment.objects.get(order=order))
    deliver(order)
    order_accept(order=order, actor=order.buyer)
    Order.objects.filter(pk=order.pk).update(completed_at=at)
    return order


@pytest.fixture
def year(buyer: Client, dress: Listing, ana: User, sam: User) -> list[Order]:
    """One order in 2025, two in 2026, of which one was refunded in part."""
    orders = [
        released(buyer, dress, datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)),
        released(buyer, hang(ana, "=1+1 hat"), datetime(2026, 1, 1, tzinfo=UTC)),
        released(buyer, hang(ana, "Schürze ✂"), datetime(2026, 3, 9, tzinfo=UTC)),
    ]
    order_refund(order=orders[2], asked=Asked(1500), reason="stain", actor=sam)
    return orders


def test_a_year_holds_what_was_released_in_it(year: list[Order], ana: User) -> None:
    assert years_of(ana) == [2026, 2025]
    before, after = earnings_of(ana, 2025), earnings_of(ana, 2026)
    assert [line.number for line in before.lines] == [year[0].number]
    assert [line.changes_cents for line in after.lines] == [0, -1200]
    assert (after.item_cents, after.fee_cents) == (2 * ITEM, 2 * FEE)
    assert after.net_cents == 2 * EARNED - 1200


def test_form_1099k_takes_nothing_off(year: list[Order], ana: User) -> None:
    form = form_1099k(earnings_of(ana, 2026))
    assert (form.gross_cents, form.transactions) == (2 * ITEM, 2)
    assert form.months_cents == [ITEM, 0, ITEM, *[0] * 9]


def test_the_csv_has_every_order_and_no_formula(year: list[Order], seller: Client) -> None:
    answer = seller.get(reverse("payments:earnings_csv", args=[2026]))
    assert answer["Content-Disposition"] == 'attachment; filename="earnings-2026.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[1] == [
        *("2026-01-01", year[1].number, "'=1+1 hat"),
        *("45.00", "-9.00", "0.00", "0.00", "36.00"),
    ]
    assert rows[2][3:] == ["45.00", "-9.00", "0.00", "-12.00", "24.00"]
    assert len(rows) == 3


def test_the_pdf_is_one(year: list[Order], seller: Client) -> None:
    answer = seller.get(reverse("payments:earnings_pdf", args=[2026]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) > 1500
    assert seller.get(reverse("payments:earnings_pdf", args=[1999])).status_code == 404


def test_the_page_shows_each_year_and_strangers_see_their_own(
    year: list[Order], seller: Client, stranger: Client
) -> None:
    page = text_of(seller.get(reverse("payments:earnings")))
    assert "Items in 2 orders" in page
    assert "$60.00" in page
    assert "5c Month 3" in page
    assert "Nothing earned yet" in text_of(stranger.get(reverse("payments:earnings")))
    empty = stranger.get(reverse("payments:earnings_csv", args=[2026])).content.decode()
    assert empty.count("\n") == 1


def test_the_balance_page_says_when_each_order_becomes_available(
    buyer: Client, dress: Listing, seller: Client
) -> None:
    order = bought(buyer, dress)
    page = text_of(seller.get(reverse("payments:balance")))
    assert f"{order.number}</a></td> <td>3 days after delivery</td>" in page
    label_buy(shipment=Shipment.objects.get())
    deliver(order)
    assert order.accept_by is not None
    page = text_of(seller.get(reverse("payments:balance")))
    assert f"{order.accept_by:%b} {order.accept_by.day}, {order.accept_by.year}" in page
