"""The big data sets of the benchmarks: each in a database and folders of its own."""

import os
from urllib.parse import urlsplit, urlunsplit

from poshmark.dev.places import SITE
from poshmark.dev.progress import LauncherError
from poshmark.dev.services import Environment

SIZES = ("600k", "6m")
VALKEY = "/9"
"""The numbered database of Valkey that the benchmarks use, so that no cache or queue is shared."""


def size() -> str | None:
    """The size that SIZE asks for, None for the site's own data; LauncherError for others."""
    given = os.environ.get("SIZE")
    if given and given not in SIZES:
        raise LauncherError(f"SIZE={given} is not one of {', '.join(SIZES)}")
    return given or None


def at_size(environment: Environment, chosen: str) -> Environment:
    """The environment with the database, caches and folders of a big data set."""
    name, folder = f"poshmark_bench_{chosen}", SITE.var / f"bench-{chosen}"
    folder.mkdir(parents=True, exist_ok=True)
    return environment | {
        "DATABASE_URL": _elsewhere(environment["DATABASE_URL"], f"/{name}"),
        "REDIS_URL": _elsewhere(environment["REDIS_URL"], VALKEY),
        "MEDIA_ROOT": str(folder / "media"),
        "MODEL_DIR": str(folder / "models"),
        "CACHE_PREFIX": name,
    }


def _elsewhere(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=path))
