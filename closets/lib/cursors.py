"""Keyset paging: a page starts after a row, not after a count, so its cost never grows.

A cursor is the sort values of the last row shown, signed so that nobody can make one up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import OrderBy

Row = TypeVar("Row", bound=Model)


class BadCursor(ValueError):
    """The cursor was tampered with or belongs to another sort."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`rows` in order, and the cursor of the next page ("" on the last)."""

    rows: list[Row]
    next_cursor: str


def page_after(
    rows: QuerySet[Row],
    *,
    order: Sequence[str],
    cursor: str,
    size: int,
    salt: str = "cursor",
    spelt: Sequence[str | OrderBy] = (),
) -> Page[Row]:
    """The `size` rows after `cursor` in `order`.

    order: field names, "-" for descending, the last one unique; none of them nullable. Directions
    must agree, so that one index range serves. spelt: the same order in an index's words. Raises
    BadCursor.
    """
    if cursor:
        rows = rows.filter(_after(order, _load(cursor, _salt(salt, order), len(order))))
    found = rows.order_by(*(spelt or order))[: size + 1]
    return first_page(found, order=order, size=size, salt=salt)


def first_page(
    found: Iterable[Row], *, order: Sequence[str], size: int, salt: str = "cursor"
) -> Page[Row]:
    """The page of rows that were found in `order`: `size` of them, and one more if there are."""
    rows = list(found)
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, _dump(rows[-1], order, _salt(salt, order)) if more else "")


def _salt(salt: str, order: Sequence[str]) -> str:
    return f"{salt}:{','.join(order)}"


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b) < (x, y) spelt as a range on a plus a tie-break, which the planner can index."""
    name, value = order[0], values[0]
    field, compare = (name[1:], "lt") if name.startswith("-") else (name, "gt")
    if len(order) == 1:
        return Q(**{f"{field}__{compare}": value})
    strictly = Q(**{f"{field}__{compare}": value})
    tied = Q(**{field: value}) & _after(order[1:], values[1:])
    return Q(**{f"{field}__{compare}e": value}) & (strictly | tied)


def _dump(row: Model, order: Sequence[str], salt: str) -> str:
    values = [getattr(row, name.lstrip("-")) for name in order]
    plain = [v.isoformat() if isinstance(v, datetime) else v for v in values]
    return signing.dumps(plain, salt=salt, compress=True)


def _load(cursor: str, salt: str, length: int) -> list[Any]:
    try:
        values = signing.loads(cursor, salt=salt)
    except signing.BadSignature as error:
        raise BadCursor from error
    if len(values) != length:
        raise BadCursor
    return list(values)
