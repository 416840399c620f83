"""Ratings in a real browser: by keyboard, without scripts, in both themes (C4)."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.models import Rating
from payments.ratings.giving import rating_answer, rating_give
from tests.browsers import DESK, PHONE, violations
from tests.payments.after_sale import FIVE, THREE, accepted
from tests.payments.shop import bought, hang
from tests.payments.test_checkout_in_browser import browse


def test_a_rating_by_keyboard_without_scripts(
    browser: Browser, live_server: LiveServer, buyer: Client, bea: User, dress: Listing
) -> None:
    order = accepted(bought(buyer, dress))
    page = browse(browser, live_server, bea, java_script_enabled=False)
    page.goto(order.get_absolute_url())
    expect(page.get_by_text("What was not right?")).to_be_hidden()
    page.get_by_role("radio", name="5 stars: Love it").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="4 stars: Good")).to_be_checked()
    page.get_by_role("checkbox", name="Shipped late").focus()
    page.keyboard.press("Space")
    page.get_by_label("Your note").fill("Lovely, but late.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You rated ana")).to_be_visible()
    rating = Rating.objects.get()
    assert (rating.stars, rating.reasons, rating.note) == (4, ["late"], "Lovely, but late.")
    page.context.close()


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESK)])
def test_axe_finds_nothing_and_nothing_hangs_over(
    scheme: str,
    size: dict[str, int],
    browser: Browser,
    live_server: LiveServer,
    buyer: Client,
    ana: User,
    bea: User,
    dress: Listing,
) -> None:
    unrated, rated, private = (accepted(bought(buyer, hang(ana, f"Dress {n}"))) for n in range(3))
    love = rating_give(order=rated, said=FIVE, actor=bea)
    rating_answer(order=rated, text="Wear it well!", actor=ana)
    rating_give(order=private, said=THREE, actor=bea)
    doors = [
        (bea, unrated.get_absolute_url()),
        (bea, private.get_absolute_url()),
        (bea, reverse("payments:rate", args=[unrated.number])),
        (ana, private.get_absolute_url()),
        (ana, reverse("payments:rating_report", args=[love.pk])),
        (bea, reverse("payments:love_notes", args=["ana"])),
        (bea, ana.closet.get_absolute_url()),
        (bea, dress.get_absolute_url()),
    ]
    for user, path in doors:
        page = browse(
            browser, live_server, user, color_scheme=scheme, viewport=size, bypass_csp=True
        )
        page.goto(path)
        for summary in page.locator("#rating summary").all():
            summary.click()
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"], path
        page.context.close()
