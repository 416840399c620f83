"""PostgreSQL and Valkey together, as the environment that the settings read."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from poshmark.dev import children, leftovers, lock, postgres, valkey
from poshmark.dev.places import ROOT, SITE, Places, write_private
from poshmark.dev.progress import LauncherError, step

Environment = dict[str, str]
LOCK = SITE.run / "lock"
NOTE = SITE.run / "environment"


@dataclass
class Services:
    """The environment for our own processes, and the servers that were started for it."""

    environment: Environment = field(default_factory=dict)
    servers: list[children.Child] = field(default_factory=list)


@contextlib.contextmanager
def site_services(port: int) -> Iterator[Services]:
    """The services of the site in var/, for us alone.

    Raises LauncherError when another launcher uses them.
    """
    SITE.make()
    with lock.held(LOCK) as ours:
        if not ours:
            raise LauncherError(
                f"The site of this folder already runs (process {lock.holder(LOCK)}). "
                "'make stop' ends it."
            )
        with _started(SITE, port=port) as services:
            write_private(NOTE, json.dumps(services.environment))
            try:
                yield services
            finally:
                NOTE.unlink(missing_ok=True)


@contextlib.contextmanager
def joined_services(port: int) -> Iterator[Environment]:
    """The environment of the site that runs now; when none does, of services for this block."""
    if lock.holder(LOCK) and NOTE.exists():
        yield dict(os.environ) | json.loads(NOTE.read_text())
        return
    with site_services(port) as services:
        yield services.environment


@contextlib.contextmanager
def test_services(*, empty: bool = False) -> Iterator[Environment]:
    """Services for one test run, with data of its own in the first free var/test-N.

    The databases of the last run there are kept (for pytest's --reuse-db) unless `empty`.
    """
    with _free_test_places() as places:
        for name in ("media", "mail", "models"):
            shutil.rmtree(places.var / name, ignore_errors=True)
        if empty:
            postgres.remove_data(places)
        with _started(places, throwaway=True) as services:
            yield services.environment


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
def _started(places: Places, *, port: int = 8000, throwaway: bool = False) -> Iterator[Services]:
    """Start what the environment does not name already."""
    leftovers.clean(places.run)
    children.rotate_logs(places)
    services, urls = Services(), {}
    with contextlib.ExitStack() as stack:
        for variable, name, server in (
            ("DATABASE_URL", "PostgreSQL", postgres),
            ("REDIS_URL", "Valkey", valkey),
        ):
            if variable in os.environ:
                continue
            with step(f"Starting {name}"):
                url, child = stack.enter_context(server.running(places, throwaway=throwaway))
            urls[variable] = url
            services.servers.append(child)
        services.environment = environment(places, port, urls, os.environ)
        yield services


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
        "POSHMARK_EMBEDDED": "1" if "DATABASE_URL" in urls else "0",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | dict(given) | dict(urls) | {"VAR_DIR": str(places.var)}


def is_embedded(environment: Mapping[str, str]) -> bool:
    """Whether the site may make demo data and log-ins."""
    return environment["POSHMARK_EMBEDDED"] == "1"
