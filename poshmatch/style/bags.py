"""Token bags of many listings, in compressed rows (as scipy's CSR, but memory-mappable)."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from poshmatch.style.arrays import Floats, Ints, spans


@dataclass(frozen=True)
class Bags:
    """n bags: row r owns tokens[starts[r]:starts[r + 1]] with weights of unit length."""

    starts: Ints
    tokens: Ints
    weights: Floats

    def __len__(self) -> int:
        """How many bags."""
        return len(self.starts) - 1

    def take(self, rows: Ints) -> "Bags":
        """The bags at these positions, copied."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        places = spans(self.starts[rows], lengths)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        return Bags(starts, self.tokens[places], self.weights[places])

    def row_of_each(self) -> Ints:
        """The row that each entry belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def matrix(self, columns: int) -> sparse.csr_matrix:
        """As a scipy CSR matrix (n, columns)."""
        parts = (self.weights, self.tokens, self.starts)
        return sparse.csr_matrix(parts, shape=(len(self), columns))


def join_bags(bags: list[Bags]) -> Bags:
    """One after the other."""
    lengths = np.concatenate([np.diff(bag.starts) for bag in bags])
    return Bags(
        np.concatenate(([0], np.cumsum(lengths))),
        np.concatenate([bag.tokens for bag in bags]),
        np.concatenate([bag.weights for bag in bags]),
    )
