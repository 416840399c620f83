"""How the tests start Chromium, which runs anywhere, as root too, and browse in it."""

import os
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from closets.models import User

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE_MS = 60_000
"""How long a page is waited for: a busy machine is slow, and that is no failure."""
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => {
    for (const one of document.getAnimations()) {
        if (Number.isFinite(one.effect.getComputedTiming().endTime)) one.finish();
    }
    done();
}))"""
"""Colours that are on their way from one scheme to the other are neither."""

expect.set_options(timeout=PATIENCE_MS)


def launch_options() -> dict[str, Any]:
    """Playwright's launch arguments: the Chromium that was found at the start of the run."""
    return {
        "executable_path": os.environ.get("CHROMIUM_PATH"),
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


def signed_in_context(
    browser: Browser, url: str, member: User | None = None, **options: Any
) -> BrowserContext:
    """A phone on the site at `url`, `member` signed in; `options` are those of a new context."""
    context = browser.new_context(**{"base_url": url, "viewport": PHONE, **options})
    context.set_default_timeout(PATIENCE_MS)
    if member:
        client = Client()
        client.force_login(member)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    return context


def faults(page: Page) -> list[tuple[int, str, Any]]:
    """What is wrong with the page on a phone and at a desk, in light and in dark.

    Each fault: the window's width, the scheme, and what axe finds or the width of what hangs over.
    """
    found: list[tuple[int, str, Any]] = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # Playwright wants its own TypedDict
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLED)
            width = page.evaluate("document.documentElement.scrollWidth")
            wide = [("hangs over", width)] if width > size["width"] else []
            found += [(size["width"], scheme, fault) for fault in [*wide, *violations(page)]]
    return found


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: each rule that is broken, with the elements that break it."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
