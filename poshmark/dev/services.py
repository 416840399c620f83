"""PostgreSQL and Valkey together, as the environment that the settings read."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping

from poshmark.dev import children, lock, postgres, valkey
from poshmark.dev.places import ROOT, SITE, Places, write_private
from poshmark.dev.progress import LauncherError, step

Environment = dict[str, str]
DEFAULT_PORT = 8000


@contextlib.contextmanager
def site_services(port: int) -> Iterator[Environment]:
    """The services of the site in var/, for us alone; yields the environment of its processes.

    Raises LauncherError when another launcher uses them.
    """
    SITE.make()
    with lock.held(SITE.run / "lock") as ours:
        if not ours:
            raise LauncherError("The site of this folder already runs. 'make stop' ends it.")
        with _started(SITE, port=port) as environment:
            note = SITE.run / "environment"
            write_private(note, json.dumps(environment))
            try:
                yield environment
            finally:
                note.unlink(missing_ok=True)


@contextlib.contextmanager
def joined_services(port: int) -> Iterator[Environment]:
    """The services of the site that runs now; when none does, started for this block."""
    note = SITE.run / "environment"
    SITE.make()
    with lock.held(SITE.run / "lock") as nobody_runs:
        running = not nobody_runs and note.exists()
    if running:
        yield dict(os.environ) | json.loads(note.read_text())
        return
    with site_services(port) as environment:
        yield environment


@contextlib.contextmanager
def test_services() -> Iterator[Environment]:
    """Services for one test run, with data of its own in the first free var/test-N."""
    with contextlib.ExitStack() as stack:
        places = stack.enter_context(_free_test_places())
        for name in ("media", "mail", "models"):
            shutil.rmtree(places.var / name, ignore_errors=True)
        yield stack.enter_context(_started(places, throwaway=True))


@contextlib.contextmanager
def _free_test_places() -> Iterator[Places]:
    for number in range(100):
        places = Places(ROOT / "var" / f"test-{number}")
        places.make()
        with lock.held(places.run / "lock") as ours:
            if ours:
                yield places
                return
    raise LauncherError("A hundred test runs at once")


@contextlib.contextmanager
def _started(
    places: Places, *, port: int = DEFAULT_PORT, throwaway: bool = False
) -> Iterator[Environment]:
    """Start what the environment does not name already."""
    children.clean_leftovers(places.run)
    with contextlib.ExitStack() as stack:
        urls = {}
        if "DATABASE_URL" not in os.environ:
            with step("Starting PostgreSQL"):
                server = postgres.running(places, throwaway=throwaway)
                urls["DATABASE_URL"] = stack.enter_context(server)
        if "REDIS_URL" not in os.environ:
            with step("Starting Valkey"):
                server = valkey.running(places, throwaway=throwaway)
                urls["REDIS_URL"] = stack.enter_context(server)
        yield environment(places, port, urls, os.environ)


def environment(
    places: Places, port: int, urls: Mapping[str, str], given: Mapping[str, str]
) -> Environment:
    """What our processes see: what was given, and defaults for the rest.

    A database of somebody's own is never treated as the embedded mode's, with its demo log-ins and
    DEBUG, unless POSHMARK_EMBEDDED says so.
    """
    defaults = {
        "SECRET_KEY": places.secret("secret-key"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "VAR_DIR": str(places.var),
        "POSHMARK_EMBEDDED": "1" if "DATABASE_URL" in urls else "0",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | dict(given) | dict(urls)


def is_embedded(environment: Mapping[str, str]) -> bool:
    """Whether the site may make demo data and log-ins."""
    return environment["POSHMARK_EMBEDDED"] == "1"
