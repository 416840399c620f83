"""Style picks: the looks a new member chooses from and what choosing them tells (A4)."""

from collections.abc import Iterable

from django.db import transaction

from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing, Photo
from poshmatch.models import Signal
from poshmatch.services.signals import signal_record

LOOKS = 24
RECENT = 600
"""Looks are chosen among this many of the newest, a few of each style."""


@transaction.atomic
def looks_pick(*, user: User, listings: Iterable[Listing]) -> None:
    """Records each chosen look as a signal of the member's taste."""
    for listing in listings:
        signal_record(user_id=user.pk, kind=Signal.Kind.PICK, listing_id=listing.pk)


def looks_to_show(user: User) -> list[Listing]:
    """24 looks to choose from, all styles in turns. Two queries."""
    recent = (
        Listing.objects.available()
        .filter(unblocked("closet__user_id", user.pk), cover__state=Photo.State.READY)
        .filter(closet__user__is_active=True)
        .exclude(closet__user=user)
        .order_by("-shared_at")
        .values_list("pk", "style_tags")[:RECENT]
    )
    by_style: dict[str, list[int]] = {}
    for pk, styles in recent:
        by_style.setdefault(styles[0] if styles else "", []).append(pk)
    turns = _in_turns(list(by_style.values()))[:LOOKS]
    looks = Listing.objects.for_cards().in_bulk(turns)
    return [looks[pk] for pk in turns]


def _in_turns(queues: list[list[int]]) -> list[int]:
    """The first of each queue, then the second of each, and so on."""
    longest = max(map(len, queues), default=0)
    return [queue[turn] for turn in range(longest) for queue in queues if turn < len(queue)]
