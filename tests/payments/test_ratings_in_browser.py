"""Ratings in a real browser: by keyboard, without scripts, in both themes (C4)."""

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments.models import Rating
from payments.ratings.giving import rating_give
from tests.browsers import faults
from tests.payments.after_sale import FIVE, accepted
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


def test_nothing_is_wrong_with_the_pages_in_any_size_and_theme(
    browser: Browser,
    live_server: LiveServer,
    buyer: Client,
    ana: User,
    bea: User,
    dress: Listing,
) -> None:
    unrated, rated = accepted(bought(buyer, dress)), accepted(bought(buyer, hang(ana)))
    love = rating_give(order=rated, said=FIVE, actor=bea)
    doors = {
        bea: [
            unrated.get_absolute_url(),
            rated.get_absolute_url(),
            reverse("payments:rate", args=[unrated.number]),
            reverse("payments:love_notes", args=["ana"]),
        ],
        ana: [rated.get_absolute_url(), reverse("payments:rating_report", args=[love.pk])],
    }
    for user, paths in doors.items():
        page = browse(browser, live_server, user, bypass_csp=True)
        for path in paths:
            page.goto(path)
            for summary in page.locator("#rating summary").all():
                summary.click()
            assert (path, faults(page)) == (path, [])
        page.context.close()
