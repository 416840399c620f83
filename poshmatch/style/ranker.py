"""The ranker: a weighted sum of named features, so that its parts are the reasons.

Learned by logistic regression (scikit-learn) on later signals against listings that were there
and were passed over. Plain mixtures of a few features stand beside it as other Rankers: which of
them serves is chosen on held-out signals, see trainer.py.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.features import FEATURES
from poshmatch.style.tokens import BLOCK_NAMES

INVERSE_PENALTY = 1.0


@dataclass(frozen=True)
class Ranker:
    """weights and centre (f,), aligned to FEATURES; intercept; a name for the staff's pages."""

    name: str
    weights: Floats
    centre: Floats
    intercept: float = 0.0

    def parts(self, features: Floats) -> Floats:
        """(n, f): what each feature adds to each score, against an average listing."""
        return np.asarray((features - self.centre) * self.weights, dtype=np.float32)

    def scores(self, features: Floats) -> Floats:
        """(n,): the sums of the parts."""
        return np.asarray((features - self.centre) @ self.weights, dtype=np.float32)

    def probability(self, scores: Floats) -> Floats:
        """(n,): the scores as the chance that a listing shown in training was acted on."""
        return np.asarray(1 / (1 + np.exp(-(scores + self.intercept))))


def fixed_ranker(name: str, weights: dict[str, float]) -> Ranker:
    """A ranker with given weights by feature name; all others are 0."""
    columns = np.array([weights.get(feature, 0.0) for feature in FEATURES], dtype=np.float32)
    return Ranker(name, columns, np.zeros(len(FEATURES), dtype=np.float32))


def plain_rankers() -> list[Ranker]:
    """What a learned ranker has to beat: tastes of one or both modes, and popularity."""
    popular = {"popularity": 1e-3}
    return [
        fixed_ranker("popular", popular),
        fixed_ranker("long", _mode("long", 1.0) | popular),
        fixed_ranker("recent", _mode("recent", 1.0) | popular),
        fixed_ranker("both", _mode("long", 0.5) | _mode("recent", 0.5) | popular),
    ]


def _mode(mode: str, weight: float) -> dict[str, float]:
    """The style cosine and half of the exact overlap of one mode."""
    overlaps = {f"{block}_{mode}": weight / 2 for block in BLOCK_NAMES}
    return {f"style_{mode}": weight} | overlaps


def learn_ranker(features: Floats, acted: Ints, weight: Floats) -> Ranker:
    """Fit on rows (n, f) with acted (n,) in {0, 1} and a weight for each row."""
    centre, spread = features.mean(0), features.std(0)
    useful = spread > 1e-6
    scaled = (features[:, useful] - centre[useful]) / spread[useful]
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=500)
    model.fit(scaled.astype(np.float64), acted, sample_weight=weight)
    weights = np.zeros(features.shape[1], dtype=np.float32)
    weights[useful] = model.coef_[0] / spread[useful]
    return Ranker("learned", weights, centre.astype(np.float32), float(model.intercept_[0]))
