"""The rules of time (P4, P6, X3), in one place: moments in, answers out, no database.

All of them count elapsed time between two moments in UTC, so that a clock that is put forward or
back in spring and autumn gives nobody an hour more or less.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings

BUYER_REGRETS = timedelta(hours=3)
"""So long the buyer may cancel what is not shipped."""
BUYER_WAITED = timedelta(days=7)
"""From the eighth day on the buyer may again."""
NOBODY_SHIPPED = timedelta(days=21)
"""Then the site cancels."""


def undo_ends(placed_at: datetime) -> datetime:
    """So long the label waits, and one press takes the purchase back."""
    return placed_at.astimezone(UTC) + timedelta(minutes=settings.UNDO_MINUTES)


def may_undo(placed_at: datetime, now: datetime) -> bool:
    """Whether the buyer may take the purchase back by one press."""
    return now.astimezone(UTC) < undo_ends(placed_at)


def buyer_may_cancel(placed_at: datetime, now: datetime) -> bool:
    """Whether the clock lets the buyer cancel an unshipped order."""
    age = _elapsed(placed_at, now)
    return age < BUYER_REGRETS or age >= BUYER_WAITED


def is_overdue(placed_at: datetime, now: datetime) -> bool:
    """Whether the site cancels an unshipped order."""
    return _elapsed(placed_at, now) >= NOBODY_SHIPPED


def acceptance_ends(delivered_at: datetime) -> datetime:
    """When a delivered order counts as accepted."""
    return delivered_at.astimezone(UTC) + timedelta(hours=settings.ACCEPT_HOURS)


def _elapsed(since: datetime, until: datetime) -> timedelta:
    """Python subtracts two moments of one zone by the clock on its wall; UTC's has no jumps."""
    return until.astimezone(UTC) - since.astimezone(UTC)
