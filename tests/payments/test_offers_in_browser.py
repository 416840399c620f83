"""Offers in two real browsers, with scripts and without, on a phone and at a desk (O1, O2, O4)."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.models import Offer, Order
from payments.offers.answering import offer_accept, offer_counter
from payments.offers.floors import floor_set
from payments.offers.likers import likers_offer_send, likers_offer_start
from social.models import Like
from tests.browsers import faults
from tests.payments.haggling import FAILS_LATER, offered
from tests.payments.shop import charged, hang
from tests.payments.test_checkout_in_browser import browse


def give_card(page: Page, number: str) -> None:
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expires").fill("09/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Keep this card").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_offer_counter_and_yes_in_two_browsers(
    scripts: bool,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    dress: Listing,
    ana: User,
    cleo: User,
) -> None:
    settings.SITE_URL = live_server.url
    buyer = browse(browser, live_server, cleo, java_script_enabled=scripts)
    seller = browse(browser, live_server, ana, java_script_enabled=scripts)
    buyer.goto(dress.get_absolute_url())
    buyer.get_by_role("link", name="Make an offer").click()
    expect(buyer.get_by_text("Offer $18.00 (40% of the price) or more")).to_be_visible()
    buyer.get_by_label("Your offer").fill("10")
    buyer.get_by_role("button", name="See what you would pay").click()
    expect(buyer.get_by_text("At least $18.00.")).to_be_visible()
    buyer.get_by_label("Your offer").fill("30")
    buyer.get_by_role("button", name="See what you would pay").click()
    give_new_address(buyer)
    give_card(buyer, "4000 0000 0000 0002")
    expect(buyer.get_by_text("Your card was declined.")).to_be_visible()
    give_card(buyer, "4242 4242 4242 4242")
    buyer.get_by_role("button", name="Offer $30.00").click()
    expect(buyer.get_by_text("ana is asked.")).to_be_visible()
    seller.goto(reverse("social:news"))
    seller.get_by_role("link", name="offers $30.00 for Crochet maxi dress").click()
    seller.get_by_text("Name another price").click()
    seller.get_by_label("Your price").fill("40")
    seller.get_by_role("button", name="Send this price").click()
    expect(seller.get_by_text("cleo is asked.")).to_be_visible()
    buyer.reload()
    buyer.get_by_role("button", name="Accept and pay $49.40").click()
    expect(buyer.get_by_text("is packing it")).to_be_visible()
    seller.reload()
    seller.get_by_role("link", name="Go to the order").click()
    expect(seller.get_by_text("The buyer can take it back until")).to_be_visible()
    assert (Order.objects.get().item_cents, charged()) == (4000, [4940])
    buyer.context.close()
    seller.context.close()


def give_new_address(page: Page) -> None:
    """As at checkout, whose wrong ZIP code is said beside it."""
    page.get_by_label("Full name").fill("Cleo Stranger")
    page.get_by_label("Street address").fill("1 Main St")
    page.get_by_label("City").fill("Austin")
    page.get_by_label("State").select_option("TX")
    page.get_by_label("ZIP code").fill("94301")
    page.get_by_role("button", name="Save the address").click()
    expect(page.get_by_text("ZIP code 94301 is in CA, not in TX.")).to_be_visible()
    page.get_by_label("ZIP code").fill("78701")
    page.get_by_role("button", name="Save the address").click()


@pytest.fixture
def doors(
    buyer: Client, dress: Listing, ana: User, bea: User, cleo: User
) -> list[tuple[User, str]]:
    """Every page of offers in every state, with who looks at it."""
    coat, bag, hat, scarf = (hang(ana, name) for name in ("Coat", "Bag", "Hat", "Scarf"))
    asked, failed = offered(bea, dress), offered(bea, bag, token=FAILS_LATER)
    offer_accept(offer=failed, actor=ana)
    countered = offered(bea, coat)
    offer_counter(offer=countered, actor=ana, cents=4000)
    Like.objects.create(user=cleo, listing=hat)
    row = likers_offer_start(actor=ana, listing=hat, cents=3000, shipping_discount_cents=649)
    likers_offer_send(campaign_id=row.pk)
    floor_set(actor=ana, listing=coat, floor_cents=3900, at_floor="accept", below="ask")
    make = reverse("payments:make_offer", args=[scarf.pk])
    pages = [
        (who, offer.get_absolute_url())
        for offer in (asked, failed, countered)
        for who in (ana, bea)
    ]
    pages += [(bea, make), (bea, f"{make}?amount=30"), (bea, f"{make}?amount=1")]
    pages += [(cleo, f"{make}?amount=30"), (cleo, Offer.objects.get(buyer=cleo).get_absolute_url())]
    pages += [(bea, countered.get_absolute_url() + "?change=1"), (ana, row.get_absolute_url())]
    pages += [
        (who, reverse(f"payments:{name}"))
        for name in ("offers", "offers_selling")
        for who in (ana, bea)
    ]
    pages += [(ana, reverse("payments:to_likers", args=[item.pk])) for item in (hat, scarf)]
    return [
        *pages,
        (ana, reverse("payments:floor", args=[coat.pk])),
        (bea, reverse("payments:cards")),
    ]


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
