"""Which listings might be shown to a member: one query, each source bounded by an index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from closets.lib.sql import Prepared

FOLLOWED_CLOSETS = 60
"""Of a member's follows, this many are looked into for a feed: first what they followed last, then
others by lot. What these leave out comes at the feed's end, see followed.py."""


Sharers = tuple[tuple[int, str], ...]
"""Closets that shared a listing, and what they are called."""


@dataclass(frozen=True)
class Candidates:
    """Parallel columns: listing ids, their closets and brands (0 for none), where each was found
    (bits of SOURCES); and who of the followed shared what: closet and name, by listing id."""

    ids: np.ndarray
    closets: np.ndarray
    brands: np.ndarray
    sources: np.ndarray
    sharers: Mapping[int, Sharers] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, places: np.ndarray) -> "Candidates":
        """Those at these places."""
        ids, closets, brands, sources = (
            column[places] for column in (self.ids, self.closets, self.brands, self.sources)
        )
        return Candidates(ids, closets, brands, sources, self.sharers)


SOURCES = {"closet": 1, "shared": 2, "brand": 4, "style": 8, "rising": 16, "fresh": 32}

_FOUND = Prepared(
    "feed_candidates",
    {
        "user": "bigint",
        "follows": "int",
        "newest": "bigint[]",
        "seed": "bigint",
        "styles": "int[]",
        "rising": "bigint[]",
    },
    """
WITH
  hidden (id) AS MATERIALIZED (
    SELECT id FROM closets_closet WHERE user_id = %(user)s
    UNION ALL SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocked_id WHERE b.blocker_id = %(user)s
    UNION ALL SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocker_id WHERE b.blocked_id = %(user)s
    UNION ALL SELECT closet_id FROM poshmatch_mute
        WHERE user_id = %(user)s AND closet_id IS NOT NULL),
  followed AS MATERIALIZED (
    SELECT closet_id FROM (
        SELECT closet_id FROM social_closetfollow WHERE user_id = %(user)s LIMIT 5000) AS f
    WHERE closet_id NOT IN (SELECT id FROM hidden)
    ORDER BY closet_id = ANY (%(newest)s) DESC, hashint8(closet_id # %(seed)s) LIMIT %(follows)s),
  found (id, closet, brand, cents, source, sharer) AS (
    (SELECT l.*, 1, NULL::text FROM followed, LATERAL (
        SELECT id, closet_id, brand_id, price_cents FROM listings_listing
        WHERE closet_id = followed.closet_id AND status = 'available' AND deleted_at IS NULL
        ORDER BY shared_at DESC, id DESC LIMIT 6) AS l)
    UNION ALL
    (SELECT l.id, l.closet_id, l.brand_id, l.price_cents, 2, s.sharer FROM (
        SELECT c.id || ' ' || c.display_name AS sharer, s.listing_id FROM followed
        JOIN closets_closet AS c ON c.id = followed.closet_id
        JOIN closets_user AS u ON u.id = c.user_id AND u.is_active, LATERAL (
            SELECT listing_id FROM social_share WHERE user_id = c.user_id
            ORDER BY created_at DESC LIMIT 3) AS s) AS s
        JOIN listings_listing AS l ON l.id = s.listing_id
            AND l.status = 'available' AND l.deleted_at IS NULL)
    UNION ALL
    (SELECT l.*, 4, NULL FROM (
        SELECT brand_id FROM (
            SELECT brand_id FROM social_brandfollow WHERE user_id = %(user)s LIMIT 5000) AS f
        ORDER BY hashint8(brand_id # %(seed)s) LIMIT 20) AS b, LATERAL (
        SELECT id, closet_id, brand_id, price_cents FROM listings_listing
        WHERE brand_id = b.brand_id AND status = 'available' AND deleted_at IS NULL
        ORDER BY shared_at DESC, id DESC LIMIT 8) AS l)
    UNION ALL
    (SELECT l.*, 8, NULL FROM unnest(%(styles)s::int[]) AS s (style), LATERAL (
        SELECT listing_id, closet, brand, cents FROM poshmatch_styledlisting
        WHERE style = s.style ORDER BY bumped_at DESC LIMIT 40) AS l)
    UNION ALL
    (SELECT l.id, l.closet_id, l.brand_id, l.price_cents, 16, NULL
        FROM unnest(%(rising)s::bigint[]) AS r (id) JOIN listings_listing AS l ON l.id = r.id
            AND l.status = 'available' AND l.deleted_at IS NULL)
    UNION ALL
    (SELECT id, closet_id, brand_id, price_cents, 32, NULL FROM listings_listing
        WHERE status = 'available' AND deleted_at IS NULL
        ORDER BY published_at DESC, id DESC LIMIT 60))
SELECT id, min(closet), coalesce(min(brand), 0), bit_or(source),
    array_agg(DISTINCT sharer) FILTER (WHERE sharer IS NOT NULL)
FROM found
WHERE closet NOT IN (SELECT id FROM hidden)
  AND (brand IS NULL OR brand NOT IN (
    SELECT brand_id FROM poshmatch_mute WHERE user_id = %(user)s AND brand_id IS NOT NULL))
  AND id NOT IN (
    SELECT listing_id FROM poshmatch_mute WHERE user_id = %(user)s AND listing_id IS NOT NULL)
  AND cents <= coalesce(
    (SELECT cents FROM poshmatch_pricecap WHERE user_id = %(user)s), 2147483647)
GROUP BY id ORDER BY id
""",
)
"""What is hidden from the member is gathered once, not joined to every candidate. Follows are read
from their index alone, however many there are. What has no picture yet, and what lies in closets
of suspended members, is left out when a page is shown."""


def candidates_for(
    user_id: int, *, newest: list[int], seed: int, styles: list[int], rising: list[int]
) -> Candidates:
    """At most about 1,300 candidates; user_id 0 for a visitor. One query.

    newest: closets followed lately, looked into before others; seed: of the lot that draws which
    of many follows are looked into.
    """
    parameters: dict[str, Any] = {
        "user": user_id,
        "follows": FOLLOWED_CLOSETS,
        "newest": newest,
        "seed": seed,
        "styles": styles,
        "rising": rising,
    }
    found = _FOUND.rows(parameters)
    ids, closets, brands, sources = (
        np.array([row[:4] for row in found], dtype=np.int64).reshape(-1, 4).T
    )
    sharers = {row[0]: tuple(map(_sharer, row[4])) for row in found if row[4]}
    return Candidates(ids, closets, brands, sources, sharers)


def _sharer(text: str) -> tuple[int, str]:
    closet, _, name = text.partition(" ")
    return int(closet), name
