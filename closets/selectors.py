"""Reads about members and closets."""

from django.db.models import Q

from closets.lib.sql import Prepared
from closets.models import Block

_PARTED = Prepared(
    "parted",
    {"one": "bigint", "other": "bigint"},
    """SELECT 1 FROM closets_block WHERE blocker_id = %(one)s AND blocked_id = %(other)s
        OR blocker_id = %(other)s AND blocked_id = %(one)s LIMIT 1""",
)


def blocked_either_way(user_id: int, other_id: int) -> bool:
    """True when one of the two blocks the other (A8)."""
    return bool(_PARTED.rows({"one": user_id, "other": other_id}))


def blocked_ids(user_id: int | None) -> set[int]:
    """Members hidden from this one, by a block of either side."""
    if user_id is None:
        return set()
    pairs = Block.objects.filter(Q(blocker_id=user_id) | Q(blocked_id=user_id)).values_list(
        "blocker_id", "blocked_id"
    )
    return {other for pair in pairs for other in pair if other != user_id}


def unblocked(path: str, user_id: int | None) -> Q:
    """The condition that the member at `path` is not hidden from this one; costs no query."""
    if user_id is None:
        return Q()
    by_me = Block.objects.filter(blocker_id=user_id).values("blocked_id")
    by_them = Block.objects.filter(blocked_id=user_id).values("blocker_id")
    return ~Q(**{f"{path}__in": by_me}) & ~Q(**{f"{path}__in": by_them})
