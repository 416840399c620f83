"""How well listings fit the signed-in member's taste, for the order "Relevance"."""

from collections.abc import Mapping, Sequence

import numpy as np

from closets.models import User
from listings.search.ranking import Taste
from poshmatch.feed.reader import Reader
from poshmatch.taste import history_of


def taste_for(viewer: User | None) -> Taste | None:
    """PoshMatch's ranker for this member; None while it knows nothing of them."""
    if viewer is None or not history_of(viewer.pk).subjects:
        return None
    ranker = Reader.of(viewer).ranker
    if ranker is None:
        return None

    def taste(ids: Sequence[int]) -> Mapping[int, float]:
        if not ids:
            return {}
        scores, _ = ranker.scores(np.array(sorted(ids), dtype=np.int64))
        places = np.argsort(np.argsort(scores, kind="stable"), kind="stable")
        shares = np.where(np.isfinite(scores), (places + 1) / len(ids), 0.0)
        return dict(zip(sorted(ids), map(float, shares), strict=True))

    return taste
