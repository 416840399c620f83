"""The style guide in a real browser: accessible in both colour schemes, alive with scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsers import PHONE, faults, signed_in_context


@pytest.fixture
def guide(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The style guide, on a phone, scripts loaded."""
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/styleguide/", wait_until="networkidle")
    yield page
    page.close()


@pytest.mark.parametrize("path", ["/styleguide/", "/accounts/login/", "/no/such/page"])
def test_axe_finds_nothing_and_nothing_hangs_over(
    browser: Browser, live_server: LiveServer, path: str
) -> None:
    page = signed_in_context(browser, live_server.url, bypass_csp=True).new_page()
    page.goto(path)
    found = faults(page)
    page.context.close()
    assert found == []


def test_a_menu_closes_on_escape_and_gives_the_focus_back(guide: Page) -> None:
    menu = guide.locator("#buttons [data-menu]")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    guide.keyboard.press("ArrowDown")
    expect(menu.get_by_role("link", name="Edit")).to_be_focused()
    guide.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_menu_closes_on_a_click_elsewhere(guide: Page) -> None:
    menu = guide.locator("#buttons [data-menu]")
    menu.locator("summary").click()
    guide.locator("#h-buttons").click()
    expect(menu).not_to_have_attribute("open", "")


def test_arrow_keys_turn_the_photos(guide: Page) -> None:
    gallery = guide.locator("[data-gallery]")
    gallery.locator(".gallery__reel").focus()
    guide.keyboard.press("ArrowRight")
    expect(gallery.locator(".gallery__count")).to_have_text("2 / 4")
    expect(gallery.locator(".gallery__thumb").nth(1)).to_have_attribute("aria-current", "true")


def test_a_text_says_how_much_is_left(guide: Page) -> None:
    field = guide.locator("#id_description")
    field.fill("Linen")
    expect(guide.locator(".field__count")).to_have_text("1,495 left")


def test_a_dialog_opens_and_closes(guide: Page) -> None:
    guide.get_by_role("link", name="Open a dialog").click()
    dialog = guide.get_by_role("dialog", name="Accept this order?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Not yet").click()
    expect(dialog).to_be_hidden()


def test_a_message_can_be_dismissed(guide: Page) -> None:
    toasts = guide.locator("#messages-guide [data-toast]")
    expect(toasts).to_have_count(5)
    toasts.first.get_by_role("button", name="Dismiss").click()
    expect(toasts).to_have_count(4)


LIKED = '<form hx-post="/like"><button aria-pressed="true">Like</button></form>'


def test_the_reply_of_htmx_comes_alive_and_keeps_the_focus(guide: Page) -> None:
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.headers["x-csrftoken"])
        route.fulfill(body=LIKED, content_type="text/html")

    guide.route("**/like", answer)
    guide.evaluate(
        """() => {
          const form = document.createElement("form");
          form.setAttribute("hx-post", "/like");
          form.setAttribute("hx-swap", "outerHTML");
          form.innerHTML = '<input type="hidden" name="csrfmiddlewaretoken" value="token">'
            + '<button aria-pressed="false">Like</button>';
          document.querySelector("#buttons").append(form);
          htmx.process(form);
        }"""
    )
    guide.get_by_role("button", name="Like", exact=True).press("Enter")
    button = guide.get_by_role("button", name="Like", exact=True, pressed=True)
    expect(button).to_be_focused()
    assert sent == ["token"]


def test_a_broken_reply_is_told_in_the_live_region(guide: Page) -> None:
    guide.route("**/gone", lambda route: route.fulfill(status=500, body="no"))
    guide.evaluate("htmx.ajax('POST', '/gone', '#buttons')")
    toast = guide.locator("#toasts[role=status] .toast--error")
    expect(toast).to_contain_text("That did not work. Please try again.")
