"""Reading a search's matches from the newest and best on, without reading all of them.

A common word has a million matches. Each listing bears tokens of ever longer spans of time, so
that the GIN index itself gives the matches of a span; spans are asked one after the other, the
latest first, until enough is found (decision 0010).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from listings.models import Listing
from listings.search.statistics import expected
from listings.search.tokens import spans_between, unit_of
from listings.search.wanted import Ask, Sql, Wanted

LATEST = timedelta(days=15)
"""`ranked_at` lies at most this far ahead."""
FEW = 3
"""So many times what is to be read at most is read at once, when no more is expected."""
_READ = """
SELECT found.* FROM (VALUES {spans}) AS span (place, query)
CROSS JOIN LATERAL ({inner} OFFSET 0) AS found LIMIT {most}
"""
"""OFFSET 0 has a span planned by itself: with the LIMIT in sight the table would be scanned."""
Statement = tuple[str, list[Any]]


def span_rows(wanted: Wanted, columns: Sequence[str], *, most: int) -> Statement:
    """SQL that reads `columns` of the first `most` matches, in no order, span by span."""
    found = wanted.listings(Sql("span.query")).order_by()
    return _statement(wanted.ask, found.values_list(*columns), most, (None, None))


def ranked_rows(
    found: QuerySet[Listing, Any],
    ask: Ask,
    *,
    most: int,
    between: tuple[datetime | None, datetime | None],
) -> Statement:
    """The same, by `ranked_at` from the latest on.

    found: made with `Sql("span.query")`; between: its latest and its earliest moment, if known.
    """
    return _statement(ask, found.order_by("-ranked_at", "-pk"), most, between)


def _statement(
    ask: Ask,
    inner: QuerySet[Listing, Any],
    most: int,
    between: tuple[datetime | None, datetime | None],
) -> Statement:
    spans: list[str] = []
    parameters: list[Any] = []
    is_few = bool(ask.sql()[0]) and expected(ask) <= FEW * most
    for place, tokens in enumerate([[]] if is_few else _spans(*between)):
        sql, asked = ask.and_(tokens).sql()
        spans.append(f"({place}, {sql})")
        parameters += asked
    inner_sql, inner_parameters = inner.query.sql_with_params()
    sql = _READ.format(spans=", ".join(spans), inner=inner_sql, most=most)
    return sql, [*parameters, *inner_parameters]


def _spans(latest: datetime | None, earliest: datetime | None) -> Iterable[list[str]]:
    last = unit_of(earliest) if earliest else 0
    return spans_between(unit_of(latest or timezone.now() + LATEST), last)


def fetch(statement: Statement) -> list[tuple[Any, ...]]:
    """All its rows."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def is_anything(wanted: Wanted) -> bool:
    """Whether at least one listing is found."""
    return bool(fetch(span_rows(wanted, ["pk"], most=1)))
