"""Hand-written queries, for what every page asks: the ORM takes longer to build them than Postgres
to answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection


def rows(query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows that the query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@dataclass(frozen=True)
class Prepared:
    """A query that Postgres reads and plans once a connection: worth it when that takes as long as
    running it. types: of its %(name)s parameters, by name. Preparing it belongs to opening the
    connection and counts among no page's queries."""

    name: str
    types: Mapping[str, str]
    query: str

    def rows(self, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows that the query gives.

        Through a pooler that mixes sessions (told to Django by DISABLE_SERVER_SIDE_CURSORS)
        nothing can be prepared: there it is a plain query.
        """
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return rows(self.query, parameters)
        self._prepare()
        marks = _listed(f"%({name})s" for name in self.types)
        return rows(f"EXECUTE {self.name} {marks}", parameters)

    def _prepare(self) -> None:
        connection.ensure_connection()
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            numbers = {name: f"${place}" for place, name in enumerate(self.types, 1)}
            query = re.sub(r"%\((\w+)\)s", lambda mark: numbers[mark[1]], self.query)
            types = _listed(self.types.values())
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} {types} AS {query.replace('%%', '%')}")
            known.add(self.name)


def _listed(words: Iterable[str]) -> str:
    """In brackets, which SQL does not allow to be empty."""
    text = ", ".join(words)
    return f"({text})" if text else ""


_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What each open connection has prepared."""
