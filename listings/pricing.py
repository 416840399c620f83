"""When a price drop is news to those who like the listing (L9); the rule's one place."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from listings.models import PriceChange

REAL_DROP_PERCENT = 10
QUIET_AFTER_RAISE = timedelta(days=30)


def drop_is_real(changes: Sequence[PriceChange], *, old: int, new: int, now: datetime) -> bool:
    """True when likers are to be told of a change from `old` to `new` cents at `now`.

    It lies at least 10 % below the lowest price the listing ever had, and no raise came within 30
    days before it. changes: the listing's earlier ones.
    """
    lowest = min([old, *(price for change in changes for price in _prices(change))])
    raised_lately = any(
        not change.is_drop and now - change.created_at <= QUIET_AFTER_RAISE for change in changes
    )
    return new * 100 <= lowest * (100 - REAL_DROP_PERCENT) and not raised_lately


def _prices(change: PriceChange) -> tuple[int, int]:
    return change.old_cents, change.new_cents
