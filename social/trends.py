"""Trends for stylists, their first part: what a member's followers like, by count."""

from typing import NamedTuple

from closets.lib.sql import rows
from closets.models import Closet
from listings.models import Listing

SHOWN = 48
_LIKED = """
WITH newest AS MATERIALIZED (
    SELECT user_id FROM social_closetfollow WHERE closet_id = %(closet)s
    ORDER BY id DESC NULLS LAST LIMIT 1000),
followers AS MATERIALIZED (
    SELECT f.user_id FROM newest AS f
    WHERE NOT EXISTS (SELECT FROM closets_user AS u WHERE u.id = f.user_id AND NOT u.is_active)
        AND NOT EXISTS (SELECT FROM closets_block AS b
        WHERE b.blocker_id = %(me)s AND b.blocked_id = f.user_id
            OR b.blocker_id = f.user_id AND b.blocked_id = %(me)s)),
liked AS (
    SELECT x.listing_id, count(*) AS people
    FROM followers AS f CROSS JOIN LATERAL (
        SELECT listing_id, created_at FROM social_like WHERE user_id = f.user_id
        ORDER BY id DESC LIMIT 20) AS x
    WHERE x.created_at > now() - interval '30 days'
    GROUP BY x.listing_id ORDER BY people DESC, x.listing_id DESC LIMIT 500)
SELECT n.listing_id, n.people FROM liked AS n
JOIN listings_listing AS l ON l.id = n.listing_id
    AND l.status = 'available' AND l.deleted_at IS NULL
JOIN closets_closet AS c ON c.id = l.closet_id
JOIN closets_user AS u ON u.id = c.user_id AND u.is_active
WHERE NOT EXISTS (SELECT FROM closets_block AS b
    WHERE b.blocker_id = %(me)s AND b.blocked_id = c.user_id
        OR b.blocker_id = c.user_id AND b.blocked_id = %(me)s)
ORDER BY n.people DESC, n.listing_id DESC LIMIT %(most)s
"""
"""The thousand newest followers and the last twenty likes of each, so that the cost has an end."""


class Liked(NamedTuple):
    """A listing, and how many of the member's followers like it. own: it is the member's."""

    listing: Listing
    people: int
    own: bool


def followers_like(closet: Closet) -> list[Liked]:
    """What a closet's followers liked in the last thirty days and can still be bought, most liked
    first. Two queries."""
    asked = {"closet": closet.pk, "me": closet.user_id, "most": SHOWN}
    counted = dict(rows(_LIKED, asked))
    found = Listing.objects.select_related("closet", "brand", "cover").in_bulk(list(counted))
    return [
        Liked(found[pk], people, found[pk].closet_id == closet.pk)
        for pk, people in counted.items()
        if pk in found
    ]
