"""Reading a search's matches from the newest and best on, without reading all of them.

A common word has a million matches. Each listing bears tokens of ever longer spans of time, so
that the GIN index itself gives the matches of a span; spans are asked one after the other, the
latest first, until enough is found (decision 0010).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from listings.models import Listing
from listings.search.statistics import Statistics, statistics
from listings.search.tokens import span_over, spans_between, unit_of
from listings.search.wanted import Ask, Sql, Wanted

LATEST = timedelta(days=15)
"""`ranked_at` lies at most this far ahead."""
LOOKED_AT = 15_000
"""Entries of the index that a window is worth."""
MOST_AT_ONCE = float("inf")
"""Above so many entries of the index, a search is always read span by span."""
_READ = """
SELECT found.* FROM (VALUES {spans}) AS span (place, query)
CROSS JOIN LATERAL ({inner} OFFSET 0) AS found LIMIT {most}
"""
"""OFFSET 0 has a span planned by itself: with the LIMIT in sight the table would be scanned."""
Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Part:
    """A statement, and whether it reads all there is: not when that would cost too much."""

    statement: Statement
    is_whole: bool


def span_rows(wanted: Wanted, columns: Sequence[str], *, most: int, cost: float) -> Part:
    """SQL that reads `columns` of the first `most` matches, in no order, span by span.

    cost: how many entries of the index may be looked at, about.
    """
    found = wanted.listings(Sql("span.query")).order_by().values_list(*columns)
    known = statistics().among(wanted.availability)
    if _is_read_at_once(known, wanted.ask, most, cost):
        return Part(_statement(wanted.ask, found, most, [[]]), is_whole=True)
    all_spans = [*_spans(None, None)]
    spans = list(_affordable(known, all_spans, cost))
    statement = _statement(wanted.ask, found, most, spans)
    return Part(statement, is_whole=len(spans) == len(all_spans))


def ranked_rows(
    found: QuerySet[Listing, Any],
    wanted: Wanted,
    *,
    most: int,
    between: tuple[datetime | None, datetime | None],
) -> Statement:
    """The same, by `ranked_at` from the latest on, at whatever cost.

    found: of `wanted`, made with `Sql("span.query")`; between: its latest and its earliest moment,
    if known.
    """
    known = statistics().among(wanted.availability)
    at_once = _is_read_at_once(known, wanted.ask, most, float("inf"))
    spans = [[]] if at_once else _spans(*between)
    return _statement(wanted.ask, found.order_by("-ranked_at", "-pk"), most, spans)


def affordable(wanted: Wanted, *, most: int, least: int) -> int:
    """How many matches are worth reading: `most`, or only `least` where that looks at too much."""
    known = statistics().among(wanted.availability)
    if not wanted.ask.sql()[0] or known.rows == float("inf"):
        return most
    cost = min(known.at_once(wanted.ask), known.by_spans(wanted.ask, most))
    return most if cost <= LOOKED_AT else least


def _is_read_at_once(known: Statistics, ask: Ask, most: int, cost: float) -> bool:
    """Whether reading all matches costs less than the latest ones span by span."""
    if not ask.sql()[0] or known.rows == float("inf"):
        return False
    return known.at_once(ask) <= min(known.by_spans(ask, most), cost, MOST_AT_ONCE)


def _affordable(known: Statistics, spans: Sequence[list[str]], cost: float) -> Iterator[list[str]]:
    """The latest spans, up to so many listings together; at least one."""
    looked_at = 0.0
    for place, tokens in enumerate(spans):
        looked_at += known.rows * known.share(tokens) if known.shares else 0
        if place and looked_at > cost:
            return
        yield tokens


def _statement(
    ask: Ask, inner: QuerySet[Listing, Any], most: int, spans: Iterable[list[str]]
) -> Statement:
    written: list[str] = []
    parameters: list[Any] = []
    for place, tokens in enumerate(spans):
        sql, asked = ask.and_(tokens).sql()
        written.append(f"({place}, {sql})")
        parameters += asked
    inner_sql, inner_parameters = inner.query.sql_with_params()
    sql = _READ.format(spans=", ".join(written), inner=inner_sql, most=most)
    return sql, [*parameters, *inner_parameters]


def _spans(latest: datetime | None, earliest: datetime | None) -> Iterable[list[str]]:
    """Just the time between two moments; or without an earliest one, short spans first from the
    latest listing on: the time after it, where hardly anything is yet, is one."""
    top = unit_of(latest or timezone.now() + LATEST)
    if earliest:
        return [[token] for token in span_over(unit_of(earliest), top)]
    newest = min(top, statistics().newest)
    beyond = span_over(newest + 1, top)
    return [*([beyond] if beyond else []), *spans_between(newest)]


def fetch(statement: Statement) -> list[tuple[Any, ...]]:
    """All its rows."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def is_anything(wanted: Wanted) -> bool:
    """Whether at least one listing is found."""
    part = span_rows(wanted, ["pk"], most=1, cost=float("inf"))
    return bool(fetch(part.statement))
