"""The order "Relevance": what a listing's score is made of. Shares and prices are no part of it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

POINTS = 1000
WORDS, QUALITY, FRESH, TASTE = 1.0, 0.25, 0.25, 0.35
"""What each part weighs at its best."""
FRESH_DAYS = 30
FIELD_WEIGHTS = "{0.05, 0.2, 0.5, 1}"
"""Of words in the description; in tags, colours, size; in categories; in title and brand."""
COLUMNS = ("id", "ranked_at", "published_at", "quality", "search_vector")
_WHOLE = 1.64493406685
"""ts_rank divides by this (the sum of 1/n squared)."""
_RANK = """
SELECT id, ranked_at, published_at, quality,
    ts_rank('{weights}', search_vector, to_tsquery('shop', %s))
FROM ({found}) AS found
"""
Taste = Callable[[Sequence[int]], Mapping[int, float]]
"""How well listings fit a member's taste, 0 to 1 by id."""


@dataclass(frozen=True)
class Score:
    """The parts of a listing's score, in thousandths of a point each."""

    words: int
    quality: int
    fresh: int
    taste: int

    @property
    def total(self) -> int:
        return self.words + self.quality + self.fresh + self.taste


@dataclass(frozen=True)
class Ranked:
    """A listing in a window, with its score."""

    pk: int
    ranked_at: datetime
    score: Score

    @property
    def order(self) -> tuple[int, int]:
        """Sorts the best last."""
        return self.score.total, self.pk


def ranked(
    found: tuple[str, list[Any]], words: Sequence[str], taste: Taste | None, now: datetime
) -> list[Ranked]:
    """The rows of a statement, which selects COLUMNS, with scores, best first.

    words: those that count for the field weights. One query.
    """
    sql, parameters = found
    asked = " | ".join(f"'{word}'" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(_RANK.format(weights=FIELD_WEIGHTS, found=sql), [asked, *parameters])
        rows = cursor.fetchall()
    tastes = taste([row[0] for row in rows]) if taste else {}
    scored = [_ranked(row, tastes, now) for row in rows]
    return sorted(scored, key=lambda one: one.order, reverse=True)


def _ranked(row: tuple[Any, ...], tastes: Mapping[int, float], now: datetime) -> Ranked:
    pk, ranked_at, published_at, quality, words = row
    age = max(now - published_at, timedelta(0)) / timedelta(days=FRESH_DAYS)
    score = Score(
        words=_points(WORDS * min(1.0, words * _WHOLE)),
        quality=_points(QUALITY * quality / 100),
        fresh=_points(FRESH * math.exp(-age)),
        taste=_points(TASTE * tastes.get(pk, 0.0)),
    )
    return Ranked(pk, ranked_at, score)


def _points(value: float) -> int:
    return round(value * POINTS)
