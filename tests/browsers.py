"""How the tests start Chromium, which runs anywhere, as root too."""

import os
from typing import Any

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


def launch_options() -> dict[str, Any]:
    """Playwright's launch arguments: the Chromium that was found at the start of the run."""
    return {
        "executable_path": os.environ.get("CHROMIUM_PATH"),
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }
