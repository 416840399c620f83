"""Collaborative item factors by implicit alternating least squares.

Hu, Koren, Volinsky (2008), "Collaborative filtering for implicit feedback datasets": confidence
1 + ALPHA * weight. Each half sweep solves all rows at once by a few conjugate gradient steps
(Takács, Pilászy, Tikk, 2011), so its cost is linear in the number of signals.
"""

from collections.abc import Callable

import numpy as np
from scipy import sparse

from poshmatch.style.arrays import TINY, Floats, slices

ALPHA = 100.0
REGULARISATION = 50.0
SWEEPS = 10
STEPS = 3
EDGES_AT_ONCE = 100_000
Progress = Callable[[str, float], None]


def no_progress(stage: str, done: float) -> None:
    """The default listener: hears what is being done and how far (0 to 1), says nothing."""


def item_factors(matrix: sparse.csr_matrix, dims: int, progress: Progress = no_progress) -> Floats:
    """(items, dims) float32 factors of a sparse (members, items) matrix of positive weights."""
    forward = matrix.tocsr().astype(np.float32)
    backward = forward.T.tocsr()
    rng = np.random.default_rng(0)
    items = rng.normal(scale=0.1, size=(forward.shape[1], dims)).astype(np.float32)
    members = np.zeros((forward.shape[0], dims), dtype=np.float32)
    for sweep in range(SWEEPS):
        members = solve_side(forward, items, members)
        items = solve_side(backward, members, items)
        progress("factors", (sweep + 1) / SWEEPS)
    return items


def solve_side(matrix: sparse.csr_matrix, fixed: Floats, start: Floats) -> Floats:
    """One half sweep: the rows' factors (n, d), given the columns' (m, d), from a warm start."""
    gram = fixed.T @ fixed + REGULARISATION * np.eye(fixed.shape[1], dtype=np.float32)
    wanted = sparse.csr_matrix(
        (1 + ALPHA * matrix.data, matrix.indices, matrix.indptr), shape=matrix.shape
    )

    def apply(rows: Floats) -> Floats:
        return np.asarray(rows @ gram + _confident_part(matrix, fixed, rows), dtype=np.float32)

    return conjugate_gradient(apply, np.asarray(wanted @ fixed), start, STEPS, axis=1)


def _confident_part(matrix: sparse.csr_matrix, fixed: Floats, rows: Floats) -> Floats:
    """For each row r: sum over its columns c of ALPHA * w * (x_r . y_c) * y_c."""
    dots = ALPHA * matrix.data * _edge_dots(matrix, fixed, rows)
    weighted = sparse.csr_matrix((dots, matrix.indices, matrix.indptr), shape=matrix.shape)
    return np.asarray(weighted @ fixed)


def _edge_dots(matrix: sparse.csr_matrix, fixed: Floats, rows: Floats) -> Floats:
    owners = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    dots = np.empty(matrix.nnz, dtype=np.float32)
    for part in slices(matrix.nnz, EDGES_AT_ONCE):
        ours, theirs = rows[owners[part]], fixed[matrix.indices[part]]
        dots[part] = np.einsum("ij,ij->i", ours, theirs)
    return dots


def conjugate_gradient(
    apply: Callable[[Floats], Floats], wanted: Floats, start: Floats, steps: int, axis: int
) -> Floats:
    """Solve apply(x) = wanted for many systems at once.

    With axis 1 every row of `wanted` is a system of its own, with axis 0 every column.
    """
    solution, residual = start, wanted - apply(start)
    direction, power = residual, (residual * residual).sum(axis, keepdims=True)
    for _ in range(steps):
        image = apply(direction)
        length = power / np.maximum((direction * image).sum(axis, keepdims=True), TINY**2)
        solution = solution + length * direction
        residual = residual - length * image
        after = (residual * residual).sum(axis, keepdims=True)
        direction = residual + after / np.maximum(power, TINY**2) * direction
        power = after
    return solution
