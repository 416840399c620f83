"""Saved searches, the wanted board, trends and places in a real browser."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.alerts.work import matching_do
from poshmatch.models import Trend
from tests.browsers import faults, signed_in_context
from tests.listings.alerts.waiting import publish, wait
from tests.people import person
from tests.shop import brand, category


@pytest.fixture
def shop(ana: User, bea: User) -> None:
    """Things that people wait for, and that rose."""
    dresses = "brand=free-people&category=women%2Fdresses&max_price=60"
    brand("Free People")
    category("women/dresses")
    for name in ("one", "two", "three"):
        wait(person(name), dresses)
    wait(bea, dresses)
    wait(bea, "q=vintage+silk+scarf", alert="daily", by_mail=True)
    for title in ("Crochet maxi dress", "Linen dress with pockets"):
        work = publish(ana, title=title, brand=brand("Free People"), price_cents=4500)
        matching_do(work.pk)
        Trend.objects.create(
            kind="listing", subject=str(work.listing_id), this_week=12, week_before=3, rise=3
        )
    Trend.objects.create(kind="brand", subject="free-people", this_week=48, week_before=12, rise=9)


@pytest.mark.usefixtures("shop")
def test_axe_finds_nothing_and_nothing_hangs_over_the_edge(
    browser: Browser, live_server: LiveServer, bea: User
) -> None:
    page = signed_in_context(browser, live_server.url, bea, bypass_csp=True).new_page()
    for path in ("/searches/", "/wanted/", "/trending/", "/brands/free-people/"):
        page.goto(path)
        assert (path, faults(page)) == (path, [])
    page.context.close()
