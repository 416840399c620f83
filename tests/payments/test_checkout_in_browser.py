"""Buying in a real browser, with scripts and without, on a phone and at a desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.models import Order
from payments.orders.life import order_accept, order_delivered
from tests.browsers import faults, signed_in_context
from tests.payments.haggling import kept_card
from tests.payments.shop import DECLINED, SECURE, bought, checkout_of, hang, pay


def browse(browser: Browser, live_server: LiveServer, user: User | None, **options: Any) -> Page:
    """A page of a browser in which `user`, if any, is signed in."""
    return signed_in_context(browser, live_server.url, user, **options).new_page()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_road_from_buy_to_accept(
    scripts: bool,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    dress: Listing,
    cleo: User,
) -> None:
    settings.SITE_URL = live_server.url
    page = browse(browser, live_server, cleo, java_script_enabled=scripts)
    page.goto(dress.get_absolute_url())
    page.get_by_role("button", name="Buy now").click()
    give_address(page)
    expect(page.get_by_role("heading", name="2. Pay")).to_be_visible()
    give_card(page, DECLINED)
    expect(page.get_by_role("alert")).to_contain_text("Your card was declined.")
    give_card(page, SECURE)
    page.get_by_role("button", name="Confirm the payment").click()
    expect(page.get_by_text("is packing it")).to_be_visible()
    order = Order.objects.get(status="in_process")
    order_delivered(order=order, at=order.placed_at)  # type: ignore[arg-type]
    page.reload()
    page.get_by_role("button", name="Accept the order").click()
    expect(page.get_by_text("Thank you for shopping second hand.")).to_be_visible()
    order.refresh_from_db()
    assert (order.status, order.total_cents) == ("complete", 5471)
    page.context.close()


def give_address(page: Page) -> None:
    page.get_by_label("Full name").fill("Cleo Stranger")
    page.get_by_label("Street address").fill("1 Main St")
    page.get_by_label("City").fill("Austin")
    page.get_by_label("State").select_option("TX")
    page.get_by_label("ZIP code").fill("94301")
    page.get_by_role("button", name="Send it here").click()
    expect(page.get_by_text("ZIP code 94301 is in CA, not in TX.")).to_be_visible()
    page.get_by_label("ZIP code").fill("78701")
    page.get_by_role("button", name="Send it here").click()


def give_card(page: Page, number: str) -> None:
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expires").fill("09/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay $54.71").click()


@pytest.fixture
def doors(
    buyer: Client, dress: Listing, ana: User, bea: User, stranger: Client
) -> list[tuple[User, str]]:
    """Every page of buying and selling, with who looks at it."""
    sold = [bought(buyer, hang(ana, f"Dress {n}")) for n in range(3)]
    order_delivered(order=sold[1], at=sold[1].placed_at)  # type: ignore[arg-type]
    order_delivered(order=sold[2], at=sold[2].placed_at)  # type: ignore[arg-type]
    order_accept(order=sold[2], actor=None)
    refused, asked = (checkout_of(buyer, hang(ana, name)) for name in ("Hat", "Coat"))
    pay(buyer, refused, DECLINED)
    pay(buyer, asked, SECURE)
    pages = [(who, order.get_absolute_url()) for order in sold for who in (ana, bea)]
    pages += [(bea, row.get_absolute_url()) for row in (refused, asked)]
    pages += [(bea, refused.get_absolute_url() + "?change=1")]
    pages += [(bea, reverse("payments:purchases")), (bea, reverse("payments:balance"))]
    kept_card(bea)
    sides = [reverse(f"payments:{name}") for name in ("sales", "balance", "earnings")]
    return [*pages, *((ana, side) for side in sides)]


def test_axe_finds_nothing_and_nothing_hangs_over(
    doors: list[tuple[User, str]], browser: Browser, live_server: LiveServer
) -> None:
    people = {user for user, _ in doors}
    windows = {user: browse(browser, live_server, user, bypass_csp=True) for user in people}
    for user, path in doors:
        windows[user].goto(path)
        assert (path, faults(windows[user])) == (path, [])
    for window in windows.values():
        window.context.close()
