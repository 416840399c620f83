"""A basket of two closets in a real browser, without scripts and as axe sees it (P1)."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.bundles.making import discount_set
from tests.browsers import faults, signed_in_context
from tests.payments.balance import earns
from tests.payments.baskets import BASKET, BOTH, Shop, basket_checkout_of, put_in
from tests.payments.shop import charged, hang, pay
from tests.payments.test_checkout_in_browser import browse

Door = tuple[User | None, str]


def test_from_a_visitors_basket_to_two_orders_without_scripts(
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    buyer: Client,
    shop: Shop,
    bea: User,
) -> None:
    settings.SITE_URL = live_server.url
    User.objects.filter(pk=bea.pk).update(password=make_password("a long secret"))
    EmailAddress.objects.create(user=bea, email=bea.email, verified=True, primary=True)
    page = signed_in_context(browser, live_server.url, java_script_enabled=False).new_page()
    for listing in shop:
        page.goto(listing.get_absolute_url())
        page.get_by_role("link", name="Add to basket").click()
        page.get_by_role("button", name="Add to basket").click()
        expect(page.get_by_role("link", name=listing.title, exact=True)).to_be_visible()
    page.get_by_role("link", name="Sign in to check out").click()
    page.get_by_label("E-mail or username").fill("bea")
    page.get_by_label("Password", exact=True).fill("a long secret")
    page.get_by_role("main").get_by_role("button", name="Sign in").first.click()
    page.get_by_role("button", name="Check out · $82.86").click()
    page.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_label("Expires").fill("09/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay $82.86").click()
    expect(page.get_by_text("You paid $82.86 once.")).to_be_visible()
    expect(page.get_by_role("link", name="Order ")).to_have_count(2)
    assert charged() == [BOTH]
    page.context.close()


@pytest.fixture
def doors(buyer: Client, shop: Shop, ana: User, cleo: User, bea: User) -> list[Door]:
    """Every page of baskets, with who looks at it."""
    paid = basket_checkout_of(buyer, *shop)
    pay(buyer, paid)
    discount_set(actor=ana, closet=ana.closet, percent=10, from_items=2)
    scarfs = [hang(ana, f"Scarf {n}") for n in range(2)]
    waiting = basket_checkout_of(buyer, *scarfs, hang(cleo, "Belt"))
    gone = hang(ana, "Coat")
    put_in(buyer, gone)
    Listing.objects.filter(pk=gone.pk).update(status="not_for_sale")
    earns(bea, 1000)
    add = reverse("payments:basket_item", args=[gone.pk])
    pages = [paid.get_absolute_url(), waiting.get_absolute_url(), BASKET]
    return [*((bea, path) for path in pages), (None, BASKET), (None, add)]


def test_axe_finds_nothing_and_nothing_hangs_over(
    doors: list[Door], browser: Browser, live_server: LiveServer
) -> None:
    people = {user for user, _ in doors}
    windows = {user: browse(browser, live_server, user, bypass_csp=True) for user in people}
    for user, path in doors:
        windows[user].goto(path)
        assert (path, faults(windows[user])) == (path, [])
    for window in windows.values():
        window.context.close()
