"""Hand-written queries, for what every page asks: the ORM takes longer to build them than Postgres
to answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


def rows(query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows that the query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
