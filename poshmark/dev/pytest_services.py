"""pytest's plugin: a real PostgreSQL and Valkey for the test run, before the settings are read.

Loaded by `-p poshmark.dev.pytest_services` in pyproject.toml. Start pytest as `python -m pytest`.
"""

import contextlib
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from poshmark.dev import chromium
from poshmark.dev.progress import LauncherError
from poshmark.dev.services import test_services

_services = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Start the services ahead of pytest-django, which reads the settings in this same hook.

    A worker of pytest-xdist finds its controller's services in the environment.
    """
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["REDIS_URL"] = _number_of_its_own(os.environ["REDIS_URL"], worker)
    else:
        try:
            os.environ |= _services.enter_context(test_services())
        except LauncherError as problem:
            raise pytest.UsageError(str(problem)) from problem
        os.environ["POSHMARK_EMBEDDED"] = "1"
        # Playwright's own event loop runs in the thread of the tests that drive a browser.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        if browser := chromium.find():
            os.environ["CHROMIUM_PATH"] = str(browser)
    return (yield)


def _number_of_its_own(url: str, worker: str) -> str:
    """Valkey's database for "gw0", "gw1" …: clearing the cache empties nobody else's."""
    return urlsplit(url)._replace(path=f"/{int(worker.removeprefix('gw')) % 7 + 1}").geturl()


def pytest_unconfigure() -> None:
    """Stop the services at the end of the run."""
    _services.close()
