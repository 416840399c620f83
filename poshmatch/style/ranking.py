"""Rank a large pool of listings for one taste: shortlist by style, then by the ranker."""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints, top_rows
from poshmatch.style.features import features
from poshmatch.style.items import Items
from poshmatch.style.metrics import CUT
from poshmatch.style.model import StyleModel
from poshmatch.style.ranker import Ranker
from poshmatch.style.taste import Taste

SHORTLIST = 1000


@dataclass(frozen=True)
class Shortlist:
    """rows: positions in the pool; features (len(rows), f) of them."""

    rows: Ints
    features: Floats

    def best(self, ranker: Ranker, count: int = CUT) -> Ints:
        """Pool positions of the `count` that the ranker puts first, best first."""
        return self.rows[top_rows(ranker.scores(self.features), count)]


def shortlist(model: StyleModel, taste: Taste, pool: Items, masked: Ints) -> Shortlist:
    """The pool's listings worth ranking for this taste, without the `masked` pool positions."""
    rows = model.shortlist(taste, pool, SHORTLIST + len(masked))
    rows = np.setdiff1d(rows, masked, assume_unique=True)
    return Shortlist(rows, features(taste, pool.take(rows), model.vocabulary.block, np.nan))
