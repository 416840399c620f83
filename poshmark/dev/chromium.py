"""The browser of the tests: found on this machine, or installed."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> Path | None:
    """The first Chromium of: CHROMIUM_PATH, PATH, Playwright's own download, npm's package."""
    if given := os.environ.get("CHROMIUM_PATH"):
        return Path(given)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return _playwrights()


def _playwrights() -> Path | None:
    """The newest one that `playwright install chromium` left."""
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    found = sorted(Path(folder).glob("chromium-*/chrome-linux*/chrome"))
    return found[-1] if found else None
