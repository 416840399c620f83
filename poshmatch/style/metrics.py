"""Ranking quality, averaged over members: recall@k, ndcg@k (binary gain) and coverage."""

from collections.abc import Iterable

import numpy as np

from poshmatch.style.arrays import Floats, Ints

CUT = 20
DISCOUNT = 1 / np.log2(np.arange(CUT) + 2)


def recall_ndcg(ranked: Ints, wanted: Ints) -> tuple[float, float]:
    """recall@CUT and ndcg@CUT of one ranking against the distinct wanted positions."""
    hits = np.isin(ranked[:CUT], wanted)
    ideal = DISCOUNT[: min(CUT, len(wanted))].sum()
    return float(hits.sum() / len(wanted)), float(DISCOUNT[: len(hits)][hits].sum() / ideal)


def mean_quality(pairs: Iterable[tuple[float, float]]) -> Floats:
    """The mean (recall, ndcg) of members; zeros when there are none."""
    rows = list(pairs)
    return np.asarray(rows).mean(0) if rows else np.zeros(2)
