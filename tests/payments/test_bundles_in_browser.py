"""Bundles in a real browser, with scripts and without, on a phone and at a desk (O3)."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.bundles.haggling import bundle_offer_make
from payments.bundles.making import bundle_add, bundle_say, bundle_start, discount_set
from payments.models import Order
from social.models import Like
from tests.browsers import faults
from tests.payments.shop import charged, hang
from tests.payments.test_checkout_in_browser import browse


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_two_listings_to_one_order(
    scripts: bool,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    buyer: Client,
    dress: Listing,
    ana: User,
    bea: User,
) -> None:
    settings.SITE_URL = live_server.url
    hang(ana, "Felt hat", price_cents=2000)
    discount_set(actor=ana, closet=ana.closet, percent=10, from_items=2)
    page = browse(browser, live_server, bea, java_script_enabled=scripts)
    page.goto(dress.get_absolute_url())
    page.get_by_role("button", name="Add to a bundle").click()
    expect(page.get_by_text("1 more to go")).to_be_visible()
    page.get_by_role("button", name="Add Felt hat").click()
    page.get_by_label("Write to each other").fill("Would Friday be soon enough?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Would Friday be soon enough?")).to_be_visible()
    page.get_by_role("button", name="Buy the bundle · $58.50").click()
    page.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_label("Expires").fill("09/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay $").click()
    expect(page.get_by_text("is packing it")).to_be_visible()
    order = Order.objects.get()
    assert (order.item_cents, order.lines.count(), charged()) == (5850, 2, [order.total_cents])
    page.context.close()


@pytest.fixture
def doors(
    buyer: Client, dress: Listing, ana: User, bea: User, cleo: User
) -> list[tuple[User, str]]:
    """Every page of bundles, with who looks at it."""
    hat = hang(ana, "Felt hat", price_cents=2000)
    hang(ana, "Scarf")
    discount_set(actor=ana, closet=ana.closet, percent=10, from_items=2)
    bundle = bundle_start(actor=bea, buyer=bea, listing=dress)
    bundle_add(actor=bea, bundle=bundle, listing=hat)
    bundle_say(actor=bea, bundle=bundle, body="Would Friday be soon enough?")
    bundle_say(actor=ana, bundle=bundle, body="Yes, gladly.")
    bundle_offer_make(actor=bea, bundle=bundle, cents=5000)
    Like.objects.create(user=cleo, listing=dress)
    pages = [(who, bundle.get_absolute_url()) for who in (ana, bea)]
    report = bundle.messages.filter(author=ana)[0].pk
    pages += [(bea, reverse("payments:bundle_report", args=[report]))]
    names = ("bundles", "bundles_selling", "bundle_discount")
    pages += [(who, reverse(f"payments:{name}")) for name in names for who in (ana, bea)]
    return [*pages, (ana, reverse("payments:bundle_for", args=[dress.pk]))]


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
