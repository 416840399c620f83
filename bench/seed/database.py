"""Which database may be filled: one of the bench's own, so that nobody's data is ever touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.conf import settings
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, quote_ident

PREFIX = "poshmark_bench_"
"""How the names of the bench's databases begin."""


class NotOurs(Exception):
    """The database is not one of the bench's own."""


def bench_database() -> str:
    """The name of the database that is connected to. Raises NotOurs when it is not the bench's."""
    name = str(settings.DATABASES["default"]["NAME"])
    if not name.startswith(PREFIX):
        raise NotOurs(
            f"{name!r} is not a database of the bench's. Only {PREFIX}… are filled, and they are"
            " emptied first."
        )
    return name


def database_renew() -> None:
    """Drops the bench's database when there is one, and makes an empty one."""
    name = bench_database()
    with _server() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote_ident(name, cursor)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote_ident(name, cursor)} TEMPLATE template0")


def database_drop() -> None:
    """Drops the bench's database when there is one."""
    name = bench_database()
    with _server() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote_ident(name, cursor)} WITH (FORCE)")


def database_mark(what: str) -> None:
    """Notes on the database that the data set `what` is whole in it."""
    name = bench_database()
    with _server() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {quote_ident(name, cursor)} IS %s", [what])


def database_mark_read() -> str:
    """What `database_mark` noted; "" when nothing is whole in it, or there is no database."""
    with _server() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [bench_database()],
        )
        found = cursor.fetchone()
    return found[0] or "" if found else ""


def database_bytes() -> int:
    """How much of the disk the database takes."""
    with _server() as cursor:
        cursor.execute("SELECT pg_database_size(%s)", [bench_database()])
        return int(cursor.fetchone()[0])


@contextmanager
def _server() -> Iterator[Any]:
    """A cursor on the server's own database."""
    given = settings.DATABASES["default"]
    wire = psycopg2.connect(
        host=given["HOST"],
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"] or None,
        dbname="postgres",
    )
    try:
        wire.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with wire.cursor() as cursor:
            yield cursor
    finally:
        wire.close()
