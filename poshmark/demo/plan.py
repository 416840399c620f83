"""The whole demo marketplace in memory, before a single row is written."""

import hashlib
from dataclasses import dataclass
from functools import cache

import numpy as np

from poshmark.demo.acts import Acts, acts
from poshmark.demo.affinity import affinity_of
from poshmark.demo.designs import Design, designs
from poshmark.demo.items import Item, items
from poshmark.demo.people import Member, people
from poshmark.demo.sales import Sale, sales
from poshmark.demo.scale import SCALES


@dataclass(frozen=True)
class Plan:
    """Who, what, and what happened; times are minutes before the demo was loaded."""

    seed: int
    size: str
    members: list[Member]
    designs: list[Design]
    items: list[Item]
    sales: list[Sale]
    acts: Acts

    def digest(self) -> str:
        """The same for the same seed and size, on every machine."""
        parts = (self.members, self.designs, self.items, self.sales, self.acts)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def demo_plan(seed: int = 1, size: str = "demo") -> Plan:
    """The plan for a seed and a size ("demo" or "small"); takes a few seconds the first time."""
    scale = SCALES[size]
    members = people(seed, scale)
    things = designs(seed, scale)
    hung = items(seed, scale, members, things)
    affinity = affinity_of(members, hung, np.random.default_rng([seed, 1]))
    sold = sales(seed, scale.sales, members, hung, affinity)
    done = acts(seed, scale, members, hung, sold, affinity)
    return Plan(seed, size, members, things, hung, sold, done)
