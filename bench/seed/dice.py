"""Numbers by the million: seeded streams, and draws from groups of things."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]


def stream(seed: int, *parts: int) -> np.random.Generator:
    """A generator of its own for each step, the same for the same seed on every machine."""
    return np.random.default_rng([seed, *parts])


def by_weight(rng: np.random.Generator, weights: Mapping[Any, float], count: int) -> Ints:
    """Positions in `weights`, as often as the weights say."""
    shares = np.array(list(weights.values()), dtype=np.float64)
    bounds = np.cumsum(shares / shares.sum())
    bounds[-1] = 1.0
    places: Ints = np.searchsorted(bounds, rng.random(count)).astype(np.int16)
    return places


def shared_out(weights: Floats, total: int, most: int) -> Ints:
    """About `total` in whole numbers by weight, none above `most`."""
    counts = np.minimum(weights * (total / weights.sum()), most)
    for _ in range(30):
        is_open = counts < most
        if not is_open.any():
            break
        missing = total - counts.sum()
        grown = counts * (1 + missing / counts[is_open].sum())
        counts = np.minimum(np.where(is_open, grown, counts), most)
    rounding = np.linspace(0, 1, len(counts), endpoint=False)
    return np.asarray(np.floor(counts + rounding), dtype=np.int64)


def spread_over(rows: int, wanted: int) -> Ints:
    """`wanted` different positions among `rows`, evenly spread; all when there are fewer."""
    if rows <= wanted:
        return np.arange(rows)
    return np.linspace(0, rows - 1, wanted).astype(np.int64)


class Groups:
    """Things sorted by the group they are of, in an order of fame by chance within it."""

    def __init__(self, rng: np.random.Generator, keys: Ints, groups: int) -> None:
        """keys: each thing's group, 0 to groups - 1, below 0 for a thing that is never drawn."""
        shuffled = rng.permutation(len(keys))
        order = shuffled[np.argsort(keys[shuffled], kind="stable")]
        self.order = order[np.searchsorted(keys[order], 0) :].astype(np.int32)
        self.counts = np.bincount(keys[keys >= 0], minlength=groups)
        self.starts = np.cumsum(self.counts) - self.counts

    def draw(self, rng: np.random.Generator, groups: Ints, skew: float = 1.0) -> Ints:
        """A thing of each of `groups`; the larger the skew, the more often a famous one.

        A group without things gives one of all things.
        """
        counts, starts = self.counts[groups], self.starts[groups]
        starts = np.where(counts == 0, 0, starts)
        counts = np.where(counts == 0, len(self.order), counts)
        places = (counts * rng.random(len(groups)) ** skew).astype(np.int64)
        chosen: Ints = self.order[starts + places]
        return chosen
