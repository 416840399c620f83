"""Reading a search's matches from the newest and best on, without reading all of them.

A common word has a million matches. Each listing bears tokens of ever longer spans of time, so
that the GIN index itself gives the matches of a span; spans are asked one after the other, the
latest first, until enough is found (decision 0010).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from listings.models import Listing
from listings.search.tokens import any_of, spans_before, unit_of
from listings.search.wanted import Ask, Sql, Wanted

LATEST = timedelta(days=15)
"""`ranked_at` lies at most this far ahead."""
_READ = """
SELECT found.* FROM (VALUES {spans}) AS span (place, query)
CROSS JOIN LATERAL ({inner}) AS found LIMIT {most}
"""
Statement = tuple[str, list[Any]]


def span_rows(
    wanted: Wanted, columns: Sequence[str | F], *, most: int, since: datetime | None = None
) -> Statement:
    """SQL that reads `columns` of the first `most` matches, in no order, span by span.

    since: where to begin, for those who have read what is later.
    """
    found = wanted.listings(Sql("span.query")).order_by()
    return _statement(wanted.ask, found.values_list(*columns), most, since)


def ranked_rows(
    found: QuerySet[Listing, Any], ask: Ask, *, most: int, since: datetime | None
) -> Statement:
    """The same, by `ranked_at` from the latest on. found: made with `Sql("span.query")`."""
    return _statement(ask, found.order_by("-ranked_at", "-pk"), most, since)


def _statement(
    ask: Ask, inner: QuerySet[Listing, Any], most: int, since: datetime | None
) -> Statement:
    spans: list[str] = []
    parameters: list[Any] = []
    for place, tokens in enumerate(spans_before(unit_of(since or timezone.now() + LATEST))):
        sql, asked = ask.and_(any_of(tokens)).sql()
        spans.append(f"({place}, {sql})")
        parameters += asked
    inner_sql, inner_parameters = inner.query.sql_with_params()
    sql = _READ.format(spans=", ".join(spans), inner=inner_sql, most=most)
    return sql, [*parameters, *inner_parameters]


def fetch(statement: Statement) -> list[tuple[Any, ...]]:
    """All its rows."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def is_anything(wanted: Wanted) -> bool:
    """Whether at least one listing is found."""
    return bool(fetch(span_rows(wanted, ["pk"], most=1)))
