"""Writes many rows at once by PostgreSQL's COPY, with the times and defaults the rows carry.

`bulk_create` would set every `auto_now_add` column to the present.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_in(rows: Sequence[Row]) -> Sequence[Row]:
    """Inserts unsaved rows of one model, giving each its primary key; returns them.

    The database's constraints hold as always; `save` and its signals are not called.
    """
    if rows:
        _keys_give(rows)
        meta = rows[0]._meta
        lines = StringIO("".join(_line(row, meta.concrete_fields) for row in rows))
        columns = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{meta.db_table}" ({columns}) FROM STDIN', lines)
    return rows


def numbers_take(sequence: str, count: int) -> list[int]:
    """Draws the next `count` numbers of a sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
        return [number for (number,) in cursor.fetchall()]


def _keys_give(rows: Sequence[models.Model]) -> None:
    """Draws primary keys from the table's own sequence for rows that have none."""
    keyless = [row for row in rows if row.pk is None]
    if not keyless:
        return
    key = keyless[0]._meta.pk
    with connection.cursor() as cursor:
        table = f'"{key.model._meta.db_table}"'
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key.column])
        sequence = cursor.fetchone()[0]
    for row, number in zip(keyless, numbers_take(sequence, len(keyless)), strict=True):
        row.pk = number


def _line(row: models.Model, fields: Sequence[models.Field[Any, Any]]) -> str:
    return "\t".join(_cell(getattr(row, field.attname)) for field in fields) + "\n"


def _cell(value: object) -> str:
    """A value in COPY's text format."""
    if value is None:
        return "\\N"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return _array(value).translate(_ESCAPES)
    return (json.dumps(value) if isinstance(value, dict) else str(value)).translate(_ESCAPES)


def _array(values: Sequence[object]) -> str:
    escaped = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"
