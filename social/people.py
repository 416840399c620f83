"""People as lists show them, and whom a member may want to follow, with the reason (S4)."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from closets.lib.sql import rows
from closets.models import Closet
from social import events

SUGGESTED = 24
IN_A_ROW = 3
KNOWN = 4
_KNOWN = """
WITH mine AS MATERIALIZED (
    SELECT closet_id FROM social_closetfollow WHERE user_id = %(me)s
    ORDER BY id DESC NULLS LAST LIMIT 500),
known AS MATERIALIZED (
    SELECT c.id FROM mine JOIN closets_closet AS c ON c.id = mine.closet_id
    WHERE EXISTS (SELECT FROM social_closetfollow AS f
        WHERE f.user_id = c.user_id AND f.closet_id = %(closet)s))
SELECT id FROM known ORDER BY id LIMIT 20
"""

_LIKED = """
liked AS (
    SELECT brand_id FROM (
        SELECT brand_id, 1000000 AS weight FROM social_brandfollow WHERE user_id = %(me)s
        UNION ALL
        SELECT l.brand_id, 1 FROM (
            SELECT listing_id FROM social_like WHERE user_id = %(me)s ORDER BY id DESC LIMIT 200
        ) AS x JOIN listings_listing AS l ON l.id = x.listing_id WHERE l.brand_id IS NOT NULL
    ) AS b WHERE brand_id <> ALL(%(brands)s::bigint[])
    GROUP BY brand_id ORDER BY sum(weight) DESC, brand_id LIMIT 12),
worn AS (
    SELECT coalesce(array_agg(s.id::int), '{}') AS sizes FROM closets_mysize AS m
    JOIN listings_size AS s ON s."group" = m."group" AND s.label = m.label
    WHERE m.user_id = %(me)s),
"""
"""The twelve brands that the member likes best, and the sizes they wear."""

_OF_BRANDS = """
shown AS (
    SELECT l.closet_id, l.brand_id, l.size_ids && worn.sizes AS fits
    FROM worn CROSS JOIN liked CROSS JOIN LATERAL (
        SELECT closet_id, brand_id, size_ids FROM listings_listing
        WHERE brand_id = liked.brand_id AND status = 'available' AND deleted_at IS NULL
        ORDER BY shared_at DESC, id DESC LIMIT 50) AS l),
"""
_OF_ALL = """
shown AS (
    SELECT closet_id, NULL::bigint AS brand_id, false AS fits FROM listings_listing
    WHERE status = 'available' AND deleted_at IS NULL
        AND (brand_id IS NULL OR brand_id <> ALL(%(brands)s::bigint[]))
    ORDER BY shared_at DESC, id DESC LIMIT 500),
"""
"""What was shared last, so that the cost does not grow with the shop: 50 of each brand, since for
several hundred Postgres would rather sort all that a brand has."""

_SELLERS = """
sellers AS (
    SELECT closet_id, count(DISTINCT brand_id) FILTER (WHERE fits) AS fitting,
        count(DISTINCT brand_id) AS brands, count(*) AS pieces
    FROM shown GROUP BY closet_id)
SELECT s.closet_id, s.fitting, s.brands, s.pieces
FROM sellers AS s JOIN closets_closet AS c ON c.id = s.closet_id
JOIN closets_user AS u ON u.id = c.user_id AND u.is_active
WHERE c.user_id <> %(me)s AND c.id <> ALL(%(closets)s::bigint[])
    AND NOT EXISTS (SELECT FROM social_closetfollow AS f
        WHERE f.user_id = %(me)s AND f.closet_id = c.id)
    AND NOT EXISTS (SELECT FROM closets_block AS b
        WHERE b.blocker_id = %(me)s AND b.blocked_id = c.user_id
            OR b.blocker_id = c.user_id AND b.blocked_id = %(me)s)
ORDER BY s.fitting DESC, s.brands DESC, s.pieces DESC, s.closet_id LIMIT %(most)s
"""


_TIES = """
SELECT p.closet, p.member, mine.is_there, theirs.is_there
FROM unnest(%(closets)s::bigint[], %(members)s::bigint[]) AS p (closet, member)
LEFT JOIN closets_closet AS own ON own.user_id = %(me)s
LEFT JOIN LATERAL (SELECT true AS is_there FROM social_closetfollow AS f
    WHERE f.user_id = %(me)s AND f.closet_id = p.closet LIMIT 1) AS mine ON true
LEFT JOIN LATERAL (SELECT true AS is_there FROM social_closetfollow AS f
    WHERE f.user_id = p.member AND f.closet_id = own.id LIMIT 1) AS theirs ON true
"""
"""One look each way for each person: the viewer may have a million followers."""


class Person(NamedTuple):
    """A closet in a list, as the viewer sees it. why: the reason it is suggested, "" elsewhere."""

    closet: Closet
    follows: bool = False
    follows_you: bool = False
    is_own: bool = False
    why: str = ""


def people_for(
    viewer_id: int | None, closets: Sequence[Closet], why: Sequence[str] = ()
) -> list[Person]:
    """The closets in their order, with who follows whom: one query, none for a visitor.

    why: the reason for each closet, or none at all.
    """
    reasons = why or [""] * len(closets)
    followed, following = _ties(viewer_id, closets) if viewer_id else (set(), set())
    return [
        Person(
            closet=closet,
            follows=closet.pk in followed,
            follows_you=closet.user_id in following,
            is_own=closet.user_id == viewer_id,
            why=reason,
        )
        for closet, reason in zip(closets, reasons, strict=True)
    ]


def _ties(viewer_id: int, closets: Sequence[Closet]) -> tuple[set[int], set[int]]:
    """Ids of the closets that the viewer follows, and of the members that follow the viewer."""
    ids = [closet.pk for closet in closets]
    members = [closet.user_id for closet in closets]
    found = rows(_TIES, {"me": viewer_id, "closets": ids, "members": members})
    return (
        {closet for closet, _, mine, _ in found if mine},
        {member for _, member, _, theirs in found if theirs},
    )


def known_followers(viewer_id: int | None, closet: Closet) -> list[Closet]:
    """Up to four closets that the viewer follows and whose members follow this one, of the five
    hundred that the viewer followed last. At most two queries, none for a visitor or for one's
    own closet."""
    if viewer_id is None or closet.user_id == viewer_id:
        return []
    known = [pk for (pk,) in rows(_KNOWN, {"me": viewer_id, "closet": closet.pk})]
    return list(Closet.objects.visible_to(viewer_id).filter(pk__in=known).order_by("pk")[:KNOWN])


def people_to_follow(viewer_id: int, most: int = SUGGESTED) -> list[Person]:
    """Closets that the member may like to follow, best first, each with the reason: those that sell
    brands the member likes, in their sizes before others, then those that shared lately.

    Leaves out oneself, whom one follows, closets and brands that the member wants to see no more,
    and who is suspended or parted by a block. Five queries.
    """
    asked = {"me": viewer_id, "most": most} | _unwanted(viewer_id)
    why = {
        pk: _reason(fitting, brands)
        for pk, fitting, brands, _ in rows(f"WITH {_LIKED}{_OF_BRANDS}{_SELLERS}", asked)
    }
    for pk, _, _, pieces in rows(f"WITH {_OF_ALL}{_SELLERS}", asked):
        why.setdefault(pk, f"Shared {pieces} piece{'' if pieces == 1 else 's'} lately")
    found = Closet.objects.in_bulk(list(why)[:most])
    shown = [pk for pk in why if pk in found]
    return people_for(viewer_id, [found[pk] for pk in shown], [why[pk] for pk in shown])


def _unwanted(viewer_id: int) -> dict[str, list[int]]:
    """What the floors above know that the member has hidden."""
    told = events.unwanted_asked.send(sender=Closet, user_id=viewer_id)
    answers = [cast("events.Unwanted", answer) for _, answer in told]
    return {
        "closets": [pk for answer in answers for pk in answer.closets],
        "brands": [pk for answer in answers for pk in answer.brands],
    }


def _reason(fitting: int, brands: int) -> str:
    """ "Sells your size in 3 brands you like"."""
    count = fitting or brands
    what = "a brand" if count == 1 else f"{count} brands"
    return f"Sells your size in {what} you like" if fitting else f"Sells {what} you like"
