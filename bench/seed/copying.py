"""Writes columns of numbers by binary COPY, and rows by INSERT … SELECT."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from io import RawIOBase
from queue import Queue
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, models, transaction
from psycopg2.extensions import adapt

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
AHEAD = 3
POSTGRES_EPOCH = 946_684_800
"""2000-01-01 in seconds since 1970: where PostgreSQL's binary times begin."""

Columns = Mapping[str, npt.NDArray[Any] | bytes | None]


def micros(seconds: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Times in seconds since 1970 as a binary timestamptz."""
    return (seconds.astype(np.int64) - POSTGRES_EPOCH) * 1_000_000


def binary_rows(columns: Columns) -> bytes:
    """Rows in COPY's binary format; a column is an array, a word for every row, or NULL.

    At least one column is an array of int16, int32 or int64; all arrays have one length.
    """
    arrays = [column for column in columns.values() if isinstance(column, np.ndarray)]
    rows = np.zeros(len(arrays[0]), dtype=_layout(columns))
    rows["fields"] = len(columns)
    for name, column in columns.items():
        rows[f"{name} length"] = _length(column)
        if column is not None:
            rows[name] = column
    return rows.tobytes()


def _layout(columns: Columns) -> np.dtype[Any]:
    layout: list[tuple[str, str]] = [("fields", ">i2")]
    for name, column in columns.items():
        layout.append((f"{name} length", ">i4"))
        if isinstance(column, bytes):
            layout.append((name, f"S{len(column)}"))
        elif column is not None:
            layout.append((name, f">i{column.itemsize}"))
    return np.dtype(layout)


def _length(column: npt.NDArray[Any] | bytes | None) -> int:
    if column is None:
        return -1
    return len(column) if isinstance(column, bytes) else column.itemsize


def copy_in(
    table: str, names: Iterable[str], parts: Iterable[bytes], *, frozen: bool = True
) -> None:
    """Streams parts made by `binary_rows` into an empty table, the next ones made meanwhile.

    frozen: written as if vacuumed already; empties the table first, in the same transaction.
    """
    option = ", FREEZE" if frozen else ""
    columns = ", ".join(f'"{name}"' for name in names)
    with transaction.atomic(), connection.cursor() as cursor:
        if frozen:
            cursor.execute(f'TRUNCATE "{table}"')
        sql = f'COPY "{table}" ({columns}) FROM STDIN (FORMAT binary{option})'
        cursor.copy_expert(sql, _Stream(parts), 1 << 20)


class _Stream(RawIOBase):
    """A file of the header, the parts and the trailer; parts are made in a thread of their own."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.queue: Queue[bytes | BaseException | None] = Queue(AHEAD)
        self.rest, self.at, self.is_done = HEADER, 0, False
        threading.Thread(target=self._make, args=[iter(parts)], daemon=True).start()

    def _make(self, parts: Iterator[bytes]) -> None:
        try:
            for part in parts:
                self.queue.put(part)
            self.queue.put(TRAILER)
            self.queue.put(None)
        except BaseException as error:
            self.queue.put(error)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self.at >= len(self.rest) and not self.is_done:
            self._next()
        taken = self.rest[self.at : self.at + size]
        self.at += len(taken)
        return taken

    def _next(self) -> None:
        part = self.queue.get()
        if isinstance(part, BaseException):
            raise part
        self.is_done = part is None
        self.rest, self.at = part or b"", 0


def insert_rows(model: type[models.Model], columns: Mapping[str, str], source: str) -> int:
    """Inserts a row for each row of `source` (what follows FROM); returns how many.

    columns: SQL expressions by column; the model's other columns get its defaults.
    """
    cells = {str(field.column): _default(field) for field in model._meta.concrete_fields}
    cells.update(columns)
    names = ", ".join(f'"{name}"' for name in cells)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names})'  # noqa: S608 - SQL of our own
            f" SELECT {', '.join(cells.values())} FROM {source}"
        )
        return int(cursor.rowcount)


def _default(field: "models.Field[Any, Any]") -> str:
    value = field.get_db_prep_save(field.get_default(), connection)
    quoted: bytes = adapt(value).getquoted()
    return quoted.decode()


def numbers_reserve(model: type[models.Model], count: int) -> int:
    """Takes `count` numbers of the model's sequence at once; returns the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(s, nextval(s) + %s - 1) FROM pg_get_serial_sequence(%s, 'id') AS s",
            [count, f'"{model._meta.db_table}"'],
        )
        return int(cursor.fetchone()[0]) - count + 1
