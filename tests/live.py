"""The whole site as people meet it: web, worker and beat as processes, on data of their own.

Its database, Valkey number and folder belong to it alone, so that what people do there disturbs no
other test, and nothing has to be cleaned up after them.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import redis

from poshmark.dev import leftovers, readiness, site
from poshmark.dev.children import Child
from poshmark.dev.places import ROOT, Places
from poshmark.dev.ports import HOST, free_port
from poshmark.dev.progress import LauncherError

READY_SECONDS = 120
LOG_LINES = 40
COMES_LATER = {"beat", "model"}
"""Its first heartbeat comes after ten seconds, and the feed answers without a model."""


@dataclass(frozen=True)
class Site:
    """A running site: its address, its processes' environment, its folder, the processes."""

    url: str
    environment: Mapping[str, str]
    places: Places
    children: tuple[Child, ...] = ()

    def kill(self, name: str) -> Child:
        """Kills the process of this name and all it started, at once; `start()` starts it again."""
        child = next(child for child in self.children if child.program.name == name)
        leftovers.kill_session(child.process.pid)
        child.process.wait()
        return child

    def answers(self) -> bool:
        """Whether the web process takes requests: a killed one takes some seconds to come back."""
        port = urlsplit(self.url).port
        assert port
        return readiness.missing_parts(port) != readiness.WEB

    def run(self, *words: str) -> str:
        """The output of a Python program run beside the site: `run("manage.py", "migrate")`."""
        done = subprocess.run(
            [sys.executable, *words],
            env=dict(self.environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the site's database answers."""
        connection = psycopg2.connect(self.environment["DATABASE_URL"])
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def logs(self) -> str:
        """The last lines of each process, for a test that failed."""
        return "\n".join(_end_of(log) for log in sorted(self.places.log.glob("*.log")))


def _end_of(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join([f"--- {log.name}", *lines[-LOG_LINES:]])


@contextlib.contextmanager
def live_site(folder: Path, *, number: int = 0, data: str = "tests.live_data") -> Iterator[Site]:
    """A site with a small demo marketplace, a trained model and all its processes, ready.

    number: tells apart the sites of one server (0 to 7); data: the module that fills it.
    """
    places = Places(folder)
    places.make()
    with _database(f"road_{number}") as database:
        port = free_port()
        stage = Site(f"http://{HOST}:{port}", _environment(places, port, database, number), places)
        _valkey_empty(stage.environment["REDIS_URL"])
        stage.run("-m", data)
        with _processes(stage, port) as children:
            yield replace(stage, children=tuple(children))


def _environment(places: Places, port: int, database: str, number: int) -> dict[str, str]:
    valkey = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{8 + number}")
    return dict(os.environ) | {
        "DATABASE_URL": database,
        "REDIS_URL": valkey.geturl(),
        "SITE_URL": f"http://{HOST}:{port}",
        "VAR_DIR": str(places.var),
        "POSHMARK_EMBEDDED": "1",
        "UNDO_MINUTES": "0",
    }


@contextlib.contextmanager
def _database(name: str) -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    server = os.environ["DATABASE_URL"]
    _execute(server, f"DROP DATABASE IF EXISTS {name} (FORCE)", f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _execute(server, f"DROP DATABASE {name} (FORCE)")


def _execute(server: str, *statements: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _valkey_empty(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        client.flushdb()


@contextlib.contextmanager
def _processes(stage: Site, port: int) -> Iterator[list[Child]]:
    children: list[Child] = []
    try:
        environment, python = dict(stage.environment), Path(sys.executable)
        for program in site.programs(python, port, environment, stage.places):
            children.append(Child(program, stage.places))
        _wait(port, stage)
        yield children
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end()


def _wait(port: int, stage: Site) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while missing := set(readiness.missing_parts(port)) - COMES_LATER:
        if time.monotonic() > deadline:
            raise LauncherError(f"The site lacks {', '.join(missing)}\n{stage.logs()}")
        time.sleep(0.1)
