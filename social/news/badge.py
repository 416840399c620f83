"""The number on the bell: kept for whoever polls it, and forgotten when news come or are read."""

from collections.abc import Iterable
from functools import partial

from django.core.cache import cache
from django.db import transaction

from closets.lib.sql import Prepared

MOST = 99
KEPT_SECONDS = 120
"""A process that dies between its commit and forgetting leaves a wrong number for so long."""
_UNREAD = Prepared(
    "unread_news",
    {"user": "bigint", "most": "int"},
    """
SELECT count(*) FROM (
    SELECT FROM social_newsgroup AS g
    WHERE g.recipient_id = %(user)s AND g.read_at IS NULL AND NOT EXISTS (
        SELECT FROM closets_block AS b WHERE b.blocker_id = g.recipient_id
            AND b.blocked_id = g.actor_id) AND NOT EXISTS (
        SELECT FROM closets_block AS b WHERE b.blocked_id = g.recipient_id
            AND b.blocker_id = g.actor_id)
    LIMIT %(most)s) AS unread
""",
)


def unread_count(user_id: int) -> int:
    """How many unread lines a member has, counted up to 100."""
    [(count,)] = _UNREAD.rows({"user": user_id, "most": MOST + 1})
    return int(count)


def badge_count(user_id: int) -> int:
    """The same as it was when last asked, unless something happened since: no query."""
    known = cache.get(_key(user_id))
    if known is None:
        known = unread_count(user_id)
        cache.set(_key(user_id), known, KEPT_SECONDS)
    return int(known)


def badge_forget(user_ids: Iterable[int]) -> None:
    """Has the badges of these members counted anew once this is committed."""
    keys = [_key(user_id) for user_id in set(user_ids)]
    if keys:
        transaction.on_commit(partial(cache.delete_many, keys))


def _key(user_id: int) -> str:
    return f"news:{user_id}"
