"""All that members did, read as columns: a hundred million signals pass by in parts."""

from datetime import datetime

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from poshmatch.models import Signal
from poshmatch.rows import SECONDS_A_DAY
from poshmatch.style import Signals
from poshmatch.style.arrays import Bools
from poshmatch.style.tables import kind_weight

Rows = NDArray[np.void]
_KINDS = list(Signal.Kind)
_KEPT_BYTES = 1 << 20
_HEADER_BYTES, _TRAILER_BYTES = 19, 2
_COLUMNS = (("member", "q"), ("item", "q"), ("kind", "h"), ("micros", "q"), ("taken_back", "b"))
_ROW = np.dtype(
    [("columns", ">i2")]
    + [part for name, kind in _COLUMNS for part in ((f"{name} length", ">i4"), (name, f">{kind}"))]
)
_POSTGRES_EPOCH_DAY = 10_957
"""2000-01-01 in days since 1970: where PostgreSQL's binary times begin."""
_COPY = """
COPY (SELECT user_id, listing_id, array_position(ARRAY[{kinds}], kind::text)::int2,
             created_at, taken_back
      FROM poshmatch_signal WHERE listing_id IS NOT NULL AND created_at > '{since}'
      AND hashint8(user_id) & {parts} < {share})
TO STDOUT (FORMAT binary)
"""


_COUNT = "SELECT count(*) FROM poshmatch_signal WHERE created_at > %s"
_SAMPLE_PARTS = (1 << 16) - 1


def signals_since(since: datetime, *, most: int | None = None) -> Signals:
    """What members did to listings after `since`; what they took back is left out.

    Above about `most` signals, all those of a sample of the members, the same ones each time.
    """
    parts = _Parts()
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # the training task has its own limit
        cursor.execute(_COUNT, [since])
        count = max(1, cursor.fetchone()[0])
        share = (_SAMPLE_PARTS + 1) * min(count, most or count) // count
        copy = _COPY.format(kinds=kinds, since=since.isoformat(), parts=_SAMPLE_PARTS, share=share)
        cursor.copy_expert(copy, parts)
    rows = parts.rows()
    weights = np.array([0.0, *map(kind_weight, _KINDS)], dtype=np.float32)
    holds = _newest(rows) & (rows["taken_back"] == 0)
    rows = rows[holds]
    return Signals(
        member=rows["member"].astype(np.int64),
        item=rows["item"].astype(np.int64),
        weight=weights[rows["kind"]],
        day=rows["micros"] / (SECONDS_A_DAY * 1e6) + _POSTGRES_EPOCH_DAY,
    )


class _Parts:
    """A file that keeps the rows of a binary COPY in a compact form."""

    def __init__(self) -> None:
        self.rest = bytearray()
        self.begun = False
        self.parts: list[Rows] = []

    def write(self, data: bytes) -> None:
        self.rest += data
        if len(self.rest) > _KEPT_BYTES:
            self._take()

    def _take(self) -> None:
        start = 0 if self.begun else _HEADER_BYTES
        whole = (len(self.rest) - start) // _ROW.itemsize
        self.parts.append(_narrow(np.frombuffer(bytes(self.rest[start:]), _ROW, whole)))
        del self.rest[: start + whole * _ROW.itemsize]
        self.begun = True

    def rows(self) -> Rows:
        """Everything that was written."""
        del self.rest[-_TRAILER_BYTES:]
        self._take()
        return np.concatenate(self.parts)


def _narrow(rows: Rows) -> Rows:
    """The columns alone, in the machine's own byte order."""
    narrow = np.empty(len(rows), dtype=[(name, kind) for name, kind in _COLUMNS])
    for name, _ in _COLUMNS:
        narrow[name] = rows[name]
    return narrow


def _newest(rows: Rows) -> Bools:
    """Which rows are the last of their member, listing and kind."""
    order = np.lexsort((rows["micros"], rows["kind"], rows["item"], rows["member"]))
    differs = np.zeros(len(rows), dtype=bool)
    differs[-1:] = True
    for name in ("member", "item", "kind"):
        column = rows[name][order]
        differs[:-1] |= column[1:] != column[:-1]
    newest = np.empty(len(rows), dtype=bool)
    newest[order] = differs
    return newest
