"""PoshMatch's signals: what the receivers would have written with each act, a partition a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np

from bench.seed.acts import Acts
from bench.seed.copying import binary_rows, copy_in, micros
from bench.seed.dice import Ints
from bench.seed.sizes import DAYS
from poshmark.demo.progress import Progress
from poshmatch.models import Signal
from poshmatch.partitions import partition_name, partitions_ensure

SUBJECTS = ("listing_id", "brand_id", "closet_id")
_NAMES = ("user_id", "created_at", "taken_back", "kind", *SUBJECTS)


@dataclass(frozen=True)
class Telling:
    """Acts of a kind, in order; subject: the column of what they were done to, things: its keys."""

    kind: Signal.Kind
    subject: str
    acts: Acts
    things: Ints

    @cached_property
    def moments(self) -> Ints:
        """The acts' times as seconds from now, ascending."""
        return -self.acts.at

    def between(self, begin: int, end: int) -> Acts:
        """The acts from `begin` to before `end`, in seconds from now (below 0)."""
        return self.acts.only(slice(*np.searchsorted(self.moments, [begin, end])))


def signals_write(tellings: list[Telling], users: int, now: datetime, progress: Progress) -> int:
    """Writes a signal for each act; returns how many. users: the first member's key."""
    first = now.date() - timedelta(days=DAYS)
    partitions_ensure(first=first)
    days = [first + timedelta(days=number) for number in range(DAYS + 1)]
    written = 0
    for day in progress.over("Signals, by day", days, len(days)):
        begin = _from_now(day, now)
        parts = [(told, told.between(begin, begin + 86_400)) for told in tellings]
        copy_in(partition_name(day), _NAMES, _rows(parts, users, now))
        written += sum(len(acts) for _, acts in parts)
    return written


def _from_now(day: date, now: datetime) -> int:
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(begin.timestamp()) - int(now.timestamp())


def _rows(parts: list[tuple[Telling, Acts]], users: int, now: datetime) -> Iterator[bytes]:
    for told, acts in parts:
        if len(acts):
            subject = told.things[acts.thing].astype(np.int64)
            yield binary_rows(
                {
                    "user_id": acts.member.astype(np.int64) + users,
                    "created_at": micros(int(now.timestamp()) - acts.at.astype(np.int64)),
                    "taken_back": b"\0",
                    "kind": str(told.kind).encode(),
                    **(dict.fromkeys(SUBJECTS) | {told.subject: subject}),
                }
            )
