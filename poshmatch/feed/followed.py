"""The rest of what followed closets sell, after what was ranked: a feed that was read to its end
has shown each of their pieces once (F1)."""

from closets.lib.sql import Prepared

AT_ONCE = 1_000
"""So many are added to a feed that was read to its end, again and again until there are no more."""
_REST = Prepared(
    "feed_followed_rest",
    {"user": "bigint", "had": "bigint[]", "most": "int"},
    """
SELECT l.id
FROM social_closetfollow AS f
JOIN listings_listing AS l ON l.closet_id = f.closet_id
    AND l.status = 'available' AND l.deleted_at IS NULL
WHERE f.user_id = %(user)s AND l.id <> ALL (%(had)s)
ORDER BY l.shared_at DESC, l.id DESC LIMIT %(most)s
""",
)


def followed_rest(user_id: int, had: tuple[int, ...]) -> list[int]:
    """Ids of up to AT_ONCE more listings of followed closets, the last shared first.

    It names what a feed has had already, not where it ended: what is listed or shared meanwhile
    moves nothing past the reader. One query, that a reader asks for after hundreds of cards.
    """
    if not user_id:
        return []
    return [pk for pk, *_ in _REST.rows({"user": user_id, "had": list(had), "most": AT_ONCE})]
