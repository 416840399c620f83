"""Which listings might be shown to a member: one query, each source bounded by an index."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from closets.lib.sql import Prepared, rows

FOLLOWED_CLOSETS = 300
"""Newest follows whose closets are looked into at each request."""


@dataclass(frozen=True)
class Candidates:
    """Parallel columns: listing ids, their closets and brands (0 for none), and where each was
    found: bits of SOURCES."""

    ids: np.ndarray
    closets: np.ndarray
    brands: np.ndarray
    sources: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, places: np.ndarray) -> "Candidates":
        """Those at these places."""
        columns = (self.ids, self.closets, self.brands, self.sources)
        return Candidates(*(column[places] for column in columns))


SOURCES = {"closet": 1, "shared": 2, "brand": 4, "style": 8, "rising": 16, "fresh": 32}

_FOUND = Prepared(
    "feed_candidates",
    {"user": "bigint", "follows": "int", "styles": "int[]", "rising": "bigint[]"},
    """
WITH
  followed AS MATERIALIZED (
    SELECT closet_id FROM social_closetfollow WHERE user_id = %(user)s
    ORDER BY id DESC LIMIT %(follows)s),
  found (id, source) AS (
    (SELECT l.id, 1 FROM followed, LATERAL (
        SELECT id FROM listings_listing
        WHERE closet_id = followed.closet_id AND status = 'available' AND deleted_at IS NULL
        ORDER BY shared_at DESC LIMIT 8) AS l LIMIT 400)
    UNION ALL
    (SELECT s.listing_id, 2 FROM followed
        JOIN closets_closet AS c ON c.id = followed.closet_id, LATERAL (
        SELECT listing_id FROM social_share WHERE user_id = c.user_id
        ORDER BY created_at DESC LIMIT 5) AS s LIMIT 200)
    UNION ALL
    (SELECT l.id, 4 FROM (SELECT brand_id FROM social_brandfollow WHERE user_id = %(user)s
        ORDER BY id DESC LIMIT 30) AS b, LATERAL (
        SELECT id FROM listings_listing
        WHERE brand_id = b.brand_id AND status = 'available' AND deleted_at IS NULL
        ORDER BY shared_at DESC LIMIT 12) AS l LIMIT 200)
    UNION ALL
    (SELECT l.listing_id, 8 FROM unnest(%(styles)s::int[]) AS s (style), LATERAL (
        SELECT listing_id FROM poshmatch_styledlisting WHERE style = s.style
        ORDER BY bumped_at DESC LIMIT 60) AS l)
    UNION ALL
    SELECT unnest(%(rising)s::bigint[]), 16
    UNION ALL
    (SELECT id, 32 FROM listings_listing WHERE status = 'available' AND deleted_at IS NULL
        ORDER BY published_at DESC LIMIT 80))
SELECT l.id, l.closet_id, COALESCE(l.brand_id, 0), once.source
FROM (SELECT id, bit_or(source) AS source FROM found GROUP BY id) AS once
JOIN listings_listing AS l ON l.id = once.id
JOIN listings_photo AS p ON p.id = l.cover_id
WHERE l.status = 'available' AND l.deleted_at IS NULL AND p.state = 'ready'
  AND l.closet_id NOT IN (
    SELECT id FROM closets_closet WHERE user_id = %(user)s
    UNION ALL SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocked_id WHERE b.blocker_id = %(user)s
    UNION ALL SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocker_id WHERE b.blocked_id = %(user)s
    UNION ALL SELECT closet_id FROM poshmatch_mute
        WHERE user_id = %(user)s AND closet_id IS NOT NULL)
  AND (l.brand_id IS NULL OR l.brand_id NOT IN (
    SELECT brand_id FROM poshmatch_mute WHERE user_id = %(user)s AND brand_id IS NOT NULL))
  AND l.id NOT IN (
    SELECT listing_id FROM poshmatch_mute WHERE user_id = %(user)s AND listing_id IS NOT NULL)
  AND l.price_cents <= COALESCE(
    (SELECT cents FROM poshmatch_pricecap WHERE user_id = %(user)s), 2147483647)
ORDER BY l.id
""",
)
"""What is hidden from the member is gathered once, not joined to every candidate. What lies in the
closets of suspended members is left out when a page is shown."""

_STILL = """
SELECT l.id FROM listings_listing AS l
JOIN closets_closet AS c ON c.id = l.closet_id
JOIN closets_user AS u ON u.id = c.user_id AND u.is_active
JOIN listings_photo AS p ON p.id = l.cover_id AND p.state = 'ready'
WHERE l.status = 'available' AND l.deleted_at IS NULL AND c.user_id <> %(user)s
  AND NOT EXISTS (SELECT FROM poshmatch_mute AS m WHERE m.user_id = %(user)s
        AND (m.brand_id = l.brand_id OR m.closet_id = l.closet_id OR m.listing_id = l.id))
  AND NOT EXISTS (SELECT FROM poshmatch_pricecap AS most
        WHERE most.user_id = %(user)s AND most.cents < l.price_cents)
  AND NOT EXISTS (SELECT FROM closets_block AS b
        WHERE (b.blocker_id = %(user)s AND b.blocked_id = c.user_id)
           OR (b.blocker_id = c.user_id AND b.blocked_id = %(user)s))
  AND l.id = ANY(%(ids)s)
"""
"""What a feed may show to a member: on sale, with a picture, of nobody blocked or suspended, and
nothing muted or dearer than the member's cap."""


def candidates_for(user_id: int, *, styles: list[int], rising: list[int]) -> Candidates:
    """At most about 1,400 candidates with a picture; user_id 0 for a visitor. One query."""
    parameters: dict[str, Any] = {
        "user": user_id,
        "follows": FOLLOWED_CLOSETS,
        "styles": styles,
        "rising": rising,
    }
    found = np.array(_FOUND.rows(parameters), dtype=np.int64).reshape(-1, 4)
    return Candidates(*found.T)


def still_showable(user_id: int, ids: Iterable[int]) -> set[int]:
    """Which of these may still be shown: some were sold or muted since they were ranked."""
    return {pk for (pk,) in rows(_STILL, {"user": user_id, "ids": list(ids)})}
