"""The seller fee (P2): the one place that knows what a seller earns.

$2.95 under $15, 20 % from $15, by the dated rate card; half a cent rounds up. Pages ask for many
prices at once, so each process keeps the (tiny) card for a minute; a row is entered at least
`NOTICE` before it takes effect, so that every process switches at the same moment.
"""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from payments.models.rates import FeeSchedule

KEEP_SECONDS = 60.0
NOTICE = timedelta(minutes=5)
DEFAULT = FeeSchedule(
    effective_from=datetime(2020, 1, 1, tzinfo=UTC),
    threshold_cents=1500,
    flat_cents=295,
    rate_bp=2000,
    note="Built in",
)


class _Card:
    """The rows of the rate card as this process last read them."""

    rows: tuple[FeeSchedule, ...] = ()
    read_again_at: float = 0.0


def fee_cents(price_cents: int, at: datetime | None = None) -> int:
    """The fee in cents on an item price in cents, by the card in force at `at` (now)."""
    if price_cents < 0:
        raise ValueError("A price is never negative")
    return fee_schedule(at).fee_cents(price_cents)


def net_cents(price_cents: int, at: datetime | None = None) -> int:
    """What the seller earns on an item price in cents."""
    return price_cents - fee_cents(price_cents, at)


def fee_schedule(at: datetime | None = None) -> FeeSchedule:
    """The rate card in force at `at` (now)."""
    moment = at or timezone.now()
    in_force = [row for row in _rows() if row.effective_from <= moment]
    return in_force[-1] if in_force else DEFAULT


def fee_schedules_keep(rows: Iterable[FeeSchedule], seconds: float = KEEP_SECONDS) -> None:
    """Makes `rows` (by date) this process's rate card for `seconds`."""
    _Card.rows = tuple(rows)
    _Card.read_again_at = time.monotonic() + seconds


def _rows() -> tuple[FeeSchedule, ...]:
    if time.monotonic() >= _Card.read_again_at:
        fee_schedules_keep(FeeSchedule.objects.order_by("effective_from"))
    return _Card.rows
