"""Seeded dice: the same seed throws the same demo on every machine."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice(random.Random):
    """Python's own generator with the throws the demo needs."""

    def __init__(self, *seed: object) -> None:
        super().__init__(":".join(map(str, seed)))

    def one_of(self, weights: Mapping[Item, float]) -> Item:
        """A key, as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]

    def some_of(self, weights: Mapping[Item, float], count: int) -> list[Item]:
        """Up to `count` different keys, heavy ones rather."""
        left = dict(weights)
        taken: list[Item] = []
        while left and len(taken) < count:
            taken.append(self.one_of(left))
            del left[taken[-1]]
        return taken

    def happens(self, share: float) -> bool:
        """True in this share of throws."""
        return self.random() < share

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        return self.sample(items, len(items))
