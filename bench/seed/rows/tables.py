"""Temporary tables: columns of numbers, and words to join them with."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg2.extras import execute_values

from bench.seed.copying import Columns, binary_rows, copy_in


def words_table(name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """A temporary table with these columns (name to type) and rows."""
    _make(name, columns)
    with connection.cursor() as cursor:
        execute_values(cursor, f'INSERT INTO "{name}" VALUES %s', list(rows))  # noqa: S608
        cursor.execute(f'ANALYZE "{name}"')


def numbers_table(name: str, columns: Columns, types: Mapping[str, str]) -> None:
    """A temporary table of columns of numbers. types: those that are no plain integers."""
    widths = {2: "int2", 4: "int4", 8: "int8"}
    kinds = {
        column: types.get(column) or widths[values.itemsize]  # type: ignore[union-attr]
        for column, values in columns.items()
    }
    _make(name, kinds)
    copy_in(name, columns, [binary_rows(columns)], frozen=False)
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{name}"')


def _make(name: str, columns: Mapping[str, str]) -> None:
    kinds = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')
        cursor.execute(f'CREATE TEMP TABLE "{name}" ({kinds})')
