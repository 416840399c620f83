"""Saved searches, the wanted board, trends and places in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.alerts.work import matching_do
from poshmatch.models import Trend
from tests.listings.alerts.waiting import publish, wait
from tests.people import person
from tests.shop import brand, category

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


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
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/searches/", "/wanted/", "/trending/", "/brands/free-people/"])
def test_axe_finds_nothing_and_nothing_hangs_over_the_edge(
    browser: Browser,
    live_server: LiveServer,
    client: Client,
    bea: User,
    scheme: str,
    size: dict[str, int],
    path: str,
) -> None:
    client.force_login(bea)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + path, wait_until="networkidle")
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert wide == size["width"]
