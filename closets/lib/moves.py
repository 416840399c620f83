"""A row's move from one state to the next, with its history, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from closets.lib.sql import rows


def row_move(
    row: Model,
    *,
    before: str,
    changes: Mapping[str, object],
    history: Model,
    still_null: Sequence[str] = (),
) -> bool:
    """Changes the row's fields, and stores `history`, if its status still is `before`.

    changes: by field, with the new status among them; still_null: fields that must have no value.
    Whether it moved; then row and history stand as they are stored, else nothing is changed.
    """
    table, log = row._meta.db_table, history._meta.db_table
    changed, noted = _columns(row, changes), _columns(history, _values(history))
    conditions = ["id = %s", "status = %s", *(f"{name} IS NULL" for name in still_null)]
    query = f"""
    WITH moved AS (
        UPDATE {table} SET {", ".join(f"{name} = %s" for name in changed)}
        WHERE {" AND ".join(conditions)} RETURNING 1)
    INSERT INTO {log} ({", ".join(noted)})
    SELECT {", ".join(["%s"] * len(noted))} FROM moved RETURNING id
    """  # noqa: S608 - the names are our models' own
    stored = rows(query, [*changed.values(), row.pk, before, *noted.values()])
    for name, value in changes.items() if stored else ():
        setattr(row, name, value)
    history.pk = stored[0][0] if stored else None
    return bool(stored)


def _values(row: Model) -> dict[str, object]:
    """All that a new row has."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {field.attname: field.pre_save(row, True) for field in fields}


def _columns(row: Model, values: Mapping[str, object]) -> dict[str, object]:
    """The values as the database takes them, by column; a row stands for its key."""
    found: dict[str, object] = {}
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        key = value.pk if isinstance(value, Model) else value
        found[field.column] = field.get_db_prep_save(key, connection)
    return found
