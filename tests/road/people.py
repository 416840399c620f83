"""Somebody who uses the site in a browser of their own, and notices what is broken."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

from tests.browsers import DESK, PATIENCE_MS, PHONE, SETTLED
from tests.live import Site
from tests.markup import problems_of

REFUSALS = {409, 422}
"""Answers to a person's mistake or bad luck, with a page that explains."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
}

OVERTAKEN = ["htmx:sendAbort", "htmx:afterRequest"]
"""What htmx tells the console when a newer request takes the place of one on its way."""
TWO_VIEWS = ((PHONE, "light"), (DESK, "dark"))
ALL_VIEWS = (*TWO_VIEWS, (PHONE, "dark"), (DESK, "light"))


class Person:
    """One browser context with one page.

    scripts: whether the browser runs them. troubles: everything that broke so far, in words.
    """

    def __init__(
        self, browser: Browser, site: Site, name: str, *, scripts: bool = True, desk: bool = False
    ) -> None:
        self.name, self.site, self.scripts = name, site, scripts
        self.size = DESK if desk else PHONE
        self.troubles: list[str] = []
        self.expected = REFUSALS
        self.views = TWO_VIEWS
        self.pictures: Path | None = None
        self._document: Response | None = None
        self.context = browser.new_context(
            base_url=site.url,
            viewport=ViewportSize(width=self.size["width"], height=self.size["height"]),
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._trouble(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _trouble(self, what: str) -> None:
        self.troubles.append(f"{self.name} at {self.page.url}: {what}")

    def _console(self, message: ConsoleMessage) -> None:
        expected = [f"status of {status}" for status in self.expected] + OVERTAKEN
        if message.type in {"error", "warning"} and not any(e in message.text for e in expected):
            self._trouble(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is leaving a page before it is whole
            self._trouble(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self._trouble(f"{response.request.method} {response.url}: {response.status}")
        is_page = response.request.is_navigation_request()
        if is_page and not 300 <= response.status < 400:
            self._document = response

    # --- What a person does ---

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, name: str | re.Pattern[str]) -> None:
        self.button(name).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def write(self, **fields: str) -> None:
        """Fills the form's fields by their names."""
        for name, value in fields.items():
            self.field(name).fill(value)

    def choose(self, name: str, label: str) -> None:
        """An option of a select, or a radio button or checkbox by its value."""
        control = self.field(name)
        if control.first.evaluate("element => element.tagName") == "SELECT":
            control.select_option(label=label)
        else:
            self.page.locator(f"main label:has([name={name}][value='{label}'])").click()

    def field(self, name: str) -> Locator:
        return self.page.locator(f"main [name={name}]")

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def waits_for(self, what: Callable[[], Locator], seconds: int = 60) -> Locator:
        """Reloads the page until it has this: work in the background takes its time."""
        for _ in range(seconds):
            found = what()
            if found.count():
                return found
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.name} waits in vain at {self.page.url}")

    # --- What a person looks at ---

    def look(self, name: str, *, axe: bool = False) -> None:
        """Checks the page: its HTML; with `axe`, also its accessibility in sizes and schemes."""
        if self._document and self._document.url.split("#")[0] == self.page.url.split("#")[0]:
            self.troubles += [f"{name}: {each}" for each in problems_of(self._document.text())]
        if axe:
            self._accessible(name)
        if self.pictures:
            self._photograph(name)

    def _accessible(self, name: str) -> None:
        """What axe finds in the size and colours of `views`, and what hangs over the edge."""
        for size, scheme in self.views:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.evaluate(SETTLED)
            found = Axe().run(self.page, options=RULES).response["violations"]
            where = f"axe, {name} ({size['width']} px, {scheme})"
            self.troubles += [f"{where}: {_told(violation)}" for violation in found]
            self._fits(name, size["width"])
        self.page.set_viewport_size(self.size)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="light")

    def _fits(self, name: str, width: int) -> None:
        needed = self.page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            self.troubles.append(f"{name} is {needed} px wide on a screen of {width} px")

    def _photograph(self, name: str) -> None:
        assert self.pictures
        for shape, size in (("phone", PHONE), ("desktop", DESK)):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.screenshot(path=self.pictures / f"{name}-{shape}.png")
        self.page.set_viewport_size(self.size)  # type: ignore[arg-type]

    def leave(self) -> None:
        self.context.close()


def _told(violation: dict[str, Any]) -> str:
    return f"{violation['id']}: {violation['nodes'][0]['html'][:200]}"
