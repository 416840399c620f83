"""Querysets that are compiled once and filled in, for what every page asks: the ORM takes longer to
put such a query together, and Postgres to plan it, than either takes to answer it."""

import inspect
from collections.abc import Callable
from copy import copy
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

from closets.lib.sql import Prepared

Row = TypeVar("Row", bound=Model)

_FIRST = 7_086_915_274_360_918_000
"""Numbers from here on stand for what is filled in; no row has them."""
_BIGINT = range(-(2**63), 2**63)


class _Blank(NamedTuple):
    """What is filled in: its type in SQL, what stands for it, and how SQL writes that."""

    kind: str
    mark: Any
    written: str


_BLANKS: dict[Any, Callable[[int], _Blank]] = {
    int: lambda mark: _Blank("bigint", mark, str(mark)),
    UUID: lambda mark: _Blank("uuid", UUID(int=mark), f"'{UUID(int=mark)}'::uuid"),
    str: lambda mark: _Blank("text", str(mark), f"'{mark}'"),
    list[int]: lambda mark: _Blank("bigint[]", [mark], f"ARRAY[{mark}]"),
}


class Stencil(Generic[Row]):
    """A queryset of rows with blanks, as a prepared statement.

    name: of the statement. build: makes the queryset; called once, with marks for its arguments,
    which it may put in conditions and nowhere else. They are annotated int, str, UUID or list[int];
    the last is an array, for SQL of one's own.
    """

    def __init__(self, name: str, build: Callable[..., QuerySet[Row]]) -> None:
        self.name, self.build = name, build

    def rows(self, **values: int | str | UUID | list[int]) -> list[Row]:
        """The rows for these values, each with what the queryset selects beside it.

        No rows for a number that is too large to be any row's.
        """
        if not all(value in _BIGINT for value in values.values() if isinstance(value, int)):
            return []
        prepared, compiler = self._made
        answered = copy(compiler)
        answered.execute_sql = lambda **_: [prepared.rows(values)]  # type: ignore[method-assign,assignment]
        query = SimpleNamespace(get_compiler=lambda using: answered)
        asked: Any = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return list(ModelIterable(asked))

    @cached_property
    def _made(self) -> tuple[Prepared, SQLCompiler]:
        arguments = inspect.signature(self.build).parameters.values()
        blanks = {
            one.name: _BLANKS[one.annotation](_FIRST + place) for place, one in enumerate(arguments)
        }
        rows = self.build(**{name: blank.mark for name, blank in blanks.items()})
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        text = _text(*compiler.as_sql()).replace("%", "%%")
        for name, blank in blanks.items():
            text = text.replace(blank.written, f"%({name})s")
        kinds = {name: blank.kind for name, blank in blanks.items()}
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        compiler.get_converters = lambda _: converters
        return Prepared(self.name, kinds, text), compiler


def _text(query: str, values: tuple[Any, ...]) -> str:
    """The query with its values written out."""
    with connection.cursor() as cursor:
        text: bytes = cursor.mogrify(query, values)
    return text.decode()
