"""A Chromium that runs anywhere, as root too."""

import os
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that was found at the start of the run."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM_PATH"),
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }
