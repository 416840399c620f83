"""The style space: a vector for each token, and for each listing that has history.

Collaborative factors E say what members treat alike, but only of listings with history. A ridge
regression from the token bags T carries them over to tokens,

    R = argmin |D^(1/2) (T R - E)|^2 + RIDGE |R|^2,      D = 1 where the listing has signals

(attribute-to-factor mapping: Gantner et al., 2010), so that a listing published a second ago has
the vector T R. A listing with c signals moves from there towards its own factors by
c / (c + SHRINK): the listing's own past never outweighs its attributes while it is short.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from poshmatch.style.arrays import Bools, Floats, Ints, unit_rows
from poshmatch.style.bags import Bags
from poshmatch.style.factors import Progress, conjugate_gradient, item_factors

RIDGE = 1.0
SHRINK = 20.0
RIDGE_STEPS = 40


@dataclass(frozen=True)
class Space:
    """tokens (t, d): a vector for each token; own (n, d): what each listing's history adds."""

    tokens: Floats
    own: Floats

    def of(self, tokens: Ints) -> Floats:
        """The vectors of these tokens alone, in memory as float32."""
        return np.asarray(self.tokens[tokens], dtype=np.float32)

    def vectors(self, bags: Bags, own: Floats | None = None) -> Floats:
        """Unit vectors (n, d) of listings: the sum of their tokens, plus their own part."""
        used, place = np.unique(bags.tokens, return_inverse=True)
        vectors = Bags(bags.starts, place, bags.weights).matrix(len(used)) @ self.of(used)
        return unit_rows(vectors if own is None else vectors + own)


def fit_space(
    bags: Bags, vocabulary: int, matrix: sparse.csr_matrix, dims: int, progress: Progress
) -> Space:
    """Learn the space from the bags of n listings and a sparse (members, n) matrix of weights."""
    counts = np.asarray((matrix > 0).sum(0)).ravel()
    factors = unit_rows(item_factors(matrix, dims, progress)) * (counts > 0)[:, None]
    tokens = ridge(bags.matrix(vocabulary), factors, counts > 0)
    mapped = np.asarray(bags.matrix(vocabulary) @ tokens)
    trust = (counts / (counts + SHRINK)).astype(np.float32)
    return Space(tokens, trust[:, None] * (factors - mapped))


def ridge(bags: sparse.csr_matrix, factors: Floats, known: Bools) -> Floats:
    """Token vectors (t, d) whose sums come nearest the factors (n, d) of the known listings."""
    ours = sparse.diags(known.astype(np.float32)).tocsr() @ bags

    def apply(tokens: Floats) -> Floats:
        return np.asarray(ours.T @ (ours @ tokens) + RIDGE * tokens, dtype=np.float32)

    start = np.zeros((bags.shape[1], factors.shape[1]), dtype=np.float32)
    wanted = np.asarray(ours.T @ factors, dtype=np.float32)
    return conjugate_gradient(apply, wanted, start, RIDGE_STEPS, axis=0)
