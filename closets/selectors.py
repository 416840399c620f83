"""Reads about members and closets."""

from django.db.models import Q

from closets.models import Block


def blocked_either_way(user_id: int, other_id: int) -> bool:
    """True when one of the two blocks the other (A8)."""
    return Block.objects.filter(
        Q(blocker_id=user_id, blocked_id=other_id) | Q(blocker_id=other_id, blocked_id=user_id)
    ).exists()


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
