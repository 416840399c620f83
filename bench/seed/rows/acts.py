"""Likes, shares and follows, and their counters."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import numpy as np
from django.db import models

from bench.seed.acts import Acts
from bench.seed.copying import Columns, binary_rows, copy_in, micros, numbers_reserve
from bench.seed.dice import Ints
from poshmark.demo.progress import Progress
from social.models import ClosetCounts, ListingCounts, Share

PART = 500_000


def acts_write(
    model: type[models.Model],
    acts: Acts,
    *,
    users: int,
    thing: str,
    things: Ints,
    now: datetime,
    progress: Progress,
) -> int:
    """Writes one kind of act; returns how many.

    users: the first member's key; thing: the column of what it was done to, things: its keys.
    """
    first = numbers_reserve(model, len(acts))
    channel: Columns = {"channel": b"followers"} if model is Share else {}

    def parts() -> Iterator[bytes]:
        starts = range(0, len(acts), PART)
        title = f"{str(model._meta.verbose_name_plural).capitalize()}, by 500,000"
        for start in progress.over(title, starts, len(starts)):
            some = acts.only(slice(start, start + PART))
            yield binary_rows(
                {
                    "id": np.arange(start, start + len(some), dtype=np.int64) + first,
                    "user_id": some.member.astype(np.int64) + users,
                    thing: things[some.thing].astype(np.int64),
                    "created_at": micros(int(now.timestamp()) - some.at.astype(np.int64)),
                    **channel,
                }
            )

    copy_in(model._meta.db_table, ["id", "user_id", thing, "created_at", *channel], parts())
    return len(acts)


def counts_write(
    model: type[ListingCounts] | type[ClosetCounts],
    key: str,
    keys: Ints,
    counts: Mapping[str, Ints],
) -> None:
    """Writes a row of counters for each thing that has any; key: the column of its number."""
    some = np.flatnonzero(np.sum(list(counts.values()), axis=0))

    def parts() -> Iterator[bytes]:
        for start in range(0, len(some), PART):
            chosen = some[start : start + PART]
            columns = {name: column[chosen].astype(np.int32) for name, column in counts.items()}
            yield binary_rows({key: keys[chosen].astype(np.int64), **columns})

    copy_in(model._meta.db_table, [key, *counts], parts())
