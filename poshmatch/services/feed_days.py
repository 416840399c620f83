"""What a day of the feed came to, from what it showed and what members did with it (F7)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from django.db import transaction

from closets.lib.sql import rows
from poshmatch.models import FeedDay, FeedPosition

MOST_PAGES = 200_000
"""Of more pages, all those of a sample of the members are looked at."""
PLACES = 240
FIRST = 0.1
"""Of all candidates, this share is what a policy puts first."""
_PARTS = 1 << 16
_COUNT = """
SELECT count(*) FROM poshmatch_impression
WHERE created_at >= %(day)s AND created_at < %(day)s + 1
"""
_PAGE = """
WITH page AS MATERIALIZED (
    SELECT * FROM poshmatch_impression
    WHERE created_at >= %(day)s AND created_at < %(day)s + 1
      AND hashint8(user_id) & 65535 < %(share)s),
act AS MATERIALIZED (
    SELECT user_id, listing_id, created_at, kind = 'view' AS opened, kind <> 'view' AS liked
    FROM poshmatch_signal
    WHERE created_at >= %(day)s AND created_at < %(day)s + 2 AND NOT taken_back
      AND kind IN ('view', 'like', 'share', 'comment', 'offer', 'bundle', 'purchase'))
"""
_POSITIONS = f"""{_PAGE},
card AS (
    SELECT p.version, p.start + c.place - 1 AS position,
        coalesce(bool_or(a.opened), false) AS opened, coalesce(bool_or(a.liked), false) AS liked
    FROM page AS p CROSS JOIN unnest(p.listing_ids) WITH ORDINALITY AS c (listing_id, place)
    LEFT JOIN act AS a ON a.user_id = p.user_id AND a.listing_id = c.listing_id
        AND a.created_at BETWEEN p.created_at AND p.created_at + interval '1 day'
    WHERE p.user_id > 0 AND p.start < %(places)s
    GROUP BY p.user_id, p.created_at, p.version, p.start, c.place)
SELECT version, position, count(*), count(*) FILTER (WHERE opened), count(*) FILTER (WHERE liked)
FROM card GROUP BY version, position ORDER BY version, position
"""  # noqa: S608 - of our own words
_DRAWN = f"""{_PAGE}
SELECT p.version, p.chances[d.n], p.by_score[d.n], p.by_recency[d.n],
    coalesce(bool_or(a.liked), false)
FROM page AS p CROSS JOIN unnest(p.drawn) WITH ORDINALITY AS d (place, n)
LEFT JOIN act AS a ON a.user_id = p.user_id AND a.listing_id = p.listing_ids[d.place + 1]
    AND a.created_at BETWEEN p.created_at AND p.created_at + interval '1 day'
WHERE p.user_id > 0 AND p.version <> ''
GROUP BY p.user_id, p.created_at, p.version, d.n, p.chances, p.by_score, p.by_recency
"""  # noqa: S608 - of our own words
_PAGES = f"""{_PAGE}
SELECT version, count(*), sum(cardinality(listing_ids)), sum(cardinality(drawn)),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY took_ms)
FROM page GROUP BY version
"""  # noqa: S608 - of our own words
_SPREAD = f"""{_PAGE},
card AS MATERIALIZED (
    SELECT p.version, l.closet_id,
        extract(epoch FROM p.created_at - l.published_at) / 3600 AS hours
    FROM page AS p, unnest(p.listing_ids) AS c (listing_id)
    JOIN listings_listing AS l ON l.id = c.listing_id),
closet AS (
    SELECT version, n, row_number() OVER (PARTITION BY version ORDER BY n) AS place FROM (
        SELECT version, count(*) AS n FROM card GROUP BY version, closet_id) AS each)
SELECT version, count(*), 2 * sum(place * n) / (count(*) * sum(n)) - (count(*) + 1.0) / count(*),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) FROM card
     WHERE card.version = closet.version)
FROM closet GROUP BY version
"""  # noqa: S608 - of our own words


@transaction.atomic
def feed_day_write(day: date) -> int:
    """Writes what the day (UTC) came to so far, in the place of what was written of it before;
    for how many versions. Likes count within a day of being shown."""
    asked = _asked(day)
    FeedDay.objects.filter(day=day).delete()
    FeedPosition.objects.filter(day=day).delete()
    names = ("version", "position", "shown", "opened", "liked")
    FeedPosition.objects.bulk_create(
        FeedPosition(day=day, **dict(zip(names, row, strict=True)))
        for row in rows(_POSITIONS, asked)
    )
    return len(FeedDay.objects.bulk_create(_days(day, asked)))


def _asked(day: date) -> dict[str, Any]:
    [(pages,)] = rows(_COUNT, {"day": day})
    share = _PARTS * min(pages, MOST_PAGES) // max(pages, 1)
    return {"day": day, "share": share, "places": PLACES}


def _days(day: date, asked: dict[str, Any]) -> Iterator[FeedDay]:
    spread = {version: tuple(map(float, rest)) for version, *rest in rows(_SPREAD, asked)}
    drawn = _drawn(asked)
    names = ("version", "pages", "cards", "drawn", "p50_ms", "p95_ms")
    for row in rows(_PAGES, asked):
        one = FeedDay(day=day, **dict(zip(names, row, strict=True)))
        version = one.version
        one.closets, one.gini, one.age_hours = spread.get(version, (0, 0.0, 0.0))
        chances, by_score, by_recency, liked = drawn.get(version, np.zeros((0, 4))).T
        one.ranker_likes, one.ranker_error = likes_if(by_score <= FIRST, chances, liked)
        one.recency_likes, one.recency_error = likes_if(by_recency <= FIRST, chances, liked)
        yield one


def _drawn(asked: dict[str, Any]) -> dict[str, np.ndarray]:
    """Chance, place by score, place by recency, and whether it was liked, of each card drawn."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for version, *row in rows(_DRAWN, asked):
        found.setdefault(version, []).append(tuple(map(float, row)))
    return {version: np.array(each) for version, each in found.items()}


def likes_if(
    chosen: np.ndarray, chances: np.ndarray, liked: np.ndarray
) -> tuple[float | None, float | None]:
    """Likes a card if only what is `chosen` were shown, and its standard error; None for none.

    Cards drawn by lot tell of all candidates alike once each weighs by one over its chance of being
    drawn (self-normalised inverse propensity, Swaminathan and Joachims 2015).
    """
    weights = chosen / np.maximum(chances, 1e-9)
    total = float(weights.sum())
    if not total:
        return None, None
    value = float((weights * liked).sum()) / total
    error = float(np.sqrt((weights**2 * (liked - value) ** 2).sum())) / total
    return value, error
