"""Each member's signals, newest first, ready to be folded in."""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints, positions
from poshmatch.style.tables import Signals


@dataclass(frozen=True)
class Histories:
    """members (m,) sorted; member r owns rows[starts[r]:starts[r + 1]] (listing positions) and
    the weights beside them, newest first."""

    members: Ints
    starts: Ints
    rows: Ints
    weights: Floats

    def of(self, member: int) -> tuple[Ints, Floats]:
        """Listing positions and weights of one member; empty when unknown."""
        place = int(positions(self.members, np.array([member]))[0])
        if place < 0:
            return self.rows[:0], self.weights[:0]
        part = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.rows[part], self.weights[part]


def build_histories(signals: Signals) -> Histories:
    """Group signals whose `item` are already listing positions."""
    order = np.lexsort((-signals.day, signals.member))
    members, first = np.unique(signals.member[order], return_index=True)
    starts = np.concatenate((first, [len(order)]))
    return Histories(members, starts, signals.item[order], signals.weight[order])
