"""Listings as the model scores them: vectors, bags and a few plain columns."""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.bags import Bags, join_bags


@dataclass(frozen=True)
class Items:
    """n listings: ids (n,), unit vectors (n, d), bags, log price and listing day (nan unknown),
    popularity (n,) = ln(1 + weighted signals)."""

    ids: Ints
    vectors: Floats
    bags: Bags
    log_price: Floats
    listed_at: Floats
    popularity: Floats

    def __len__(self) -> int:
        """How many listings."""
        return len(self.ids)

    def take(self, rows: Ints) -> "Items":
        """The listings at these positions, copied to memory as float32."""
        return Items(
            self.ids[rows],
            np.asarray(self.vectors[rows], dtype=np.float32),
            self.bags.take(rows),
            self.log_price[rows],
            self.listed_at[rows],
            self.popularity[rows],
        )


def join_items(parts: list[Items]) -> Items:
    """One after the other."""
    return Items(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.vectors for part in parts]),
        join_bags([part.bags for part in parts]),
        np.concatenate([part.log_price for part in parts]),
        np.concatenate([part.listed_at for part in parts]),
        np.concatenate([part.popularity for part in parts]),
    )
