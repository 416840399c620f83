"""Sets indexes and foreign keys aside while tables are filled, and makes them again.

Row by row they would cost several times what building and checking them at once does. What is made
again is read from the database, so nothing here names an index. No trigger is touched: those of the
house fire on UPDATE and DELETE alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid)
FROM pg_constraint
WHERE conparentid = 0 AND (contype = 'u' AND conrelid = ANY (%(tables)s::regclass[])
    OR contype = 'f' AND (conrelid = ANY (%(tables)s::regclass[])
                          OR confrelid = ANY (%(tables)s::regclass[])))
ORDER BY 1, 2
"""
_INDEXES = """
SELECT i.indrelid::regclass::text, c.relname, pg_get_indexdef(c.oid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND NOT i.indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype = 'u')
ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Aside:
    """One index or constraint: its table, its name, and the statement that makes it again."""

    table: str
    name: str
    again: str
    is_foreign: bool = False


def set_aside(tables: Iterable[str]) -> list[Aside]:
    """Drops the tables' indexes, unique constraints, and foreign keys from and to them.

    Primary keys stay: rows come in their order, so they cost little.
    """
    names = {"tables": list(tables)}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_CONSTRAINTS, names)
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, names)
        indexes = cursor.fetchall()
        for table, name, *_ in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for _, name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    aside = [
        Aside(table, name, f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}', kind == "f")
        for table, name, kind, text in constraints
    ]
    # The server says "ON ONLY" of a partitioned table's index, which would leave partitions out.
    return aside + [
        Aside(table, name, text.replace(" ON ONLY ", " ON ", 1)) for table, name, text in indexes
    ]


def make_again(things: Iterable[Aside]) -> None:
    """Makes what was set aside; the database checks every row for it."""
    with connection.cursor() as cursor:
        for thing in things:
            cursor.execute(thing.again)
