"""What the model is given: listings and signals, free of any database."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import nan

import numpy as np

from poshmatch.style.arrays import Bools, Floats, Ints

KIND_WEIGHTS = {
    "purchase": 1.0,
    "offer": 0.7,
    "bundle": 0.6,
    "comment": 0.6,
    "like": 0.5,
    "share": 0.5,
    "follow_brand": 0.5,
    "follow_closet": 0.3,
    "search": 0.3,
    "view": 0.1,
    "less": -0.5,
    "own": 0.0,
}
UNKNOWN_KIND_WEIGHT = 0.5


def kind_weight(kind: str) -> float:
    """How much one signal of this kind says; negative means "less of this"."""
    return KIND_WEIGHTS.get(kind, UNKNOWN_KIND_WEIGHT)


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing as the model sees it; every field but the id may be unknown.

    `category` is the path from the top, `price_cents` 0 and `listed_at` (in days) nan when
    unknown. A followed brand is a Listing of which only the brand is known.
    """

    id: int
    title: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    garment: str = ""
    style_tags: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    size: str = ""
    condition: str = ""
    material: str = ""
    closet: str = ""
    price_cents: int = 0
    listed_at: float = nan


@dataclass(frozen=True)
class Signals:
    """Who did what, as columns of equal length n: ids, ids, weights, and days (larger is later)."""

    member: Ints
    item: Ints
    weight: Floats
    day: Floats

    def __len__(self) -> int:
        """How many signals."""
        return len(self.member)

    def take(self, rows: Ints | Bools) -> "Signals":
        """The signals at these positions (or under this mask)."""
        return Signals(self.member[rows], self.item[rows], self.weight[rows], self.day[rows])

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, str, float]]) -> "Signals":
        """From (member, item, kind, day) rows."""
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        weights = [kind_weight(kind) for kind in columns[2]]
        return cls(
            np.array(columns[0], dtype=np.int64),
            np.array(columns[1], dtype=np.int64),
            np.array(weights, dtype=np.float32),
            np.array(columns[3], dtype=np.float64),
        )


def recency_ranks(member: Ints, day: Floats) -> Ints:
    """For each signal, how many later ones the same member has (0 = the latest)."""
    order = np.lexsort((-day, member))
    starts = np.flatnonzero(np.r_[True, np.diff(member[order]) != 0]) if len(order) else order
    lengths = np.diff(np.r_[starts, len(order)])
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, lengths)
    return ranks
