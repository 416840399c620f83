"""Small array helpers and the array types that the style model's signatures use."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]
TINY = 1e-9


def unit_rows(matrix: Floats) -> Floats:
    """Each row of (n, d) divided by its length; a zero row stays zero."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, TINY), dtype=np.float32)


def unit(vector: Floats) -> Floats:
    """One vector (d,) divided by its length; zero stays zero."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), TINY), dtype=np.float32)


def slices(total: int, size: int) -> Iterator[slice]:
    """Cover range(total) by slices of at most `size`."""
    for start in range(0, total, size):
        yield slice(start, min(start + size, total))


def spans(starts: Ints, lengths: Ints) -> Ints:
    """Concatenate arange(start, start + length) of every pair: the positions of CSR rows."""
    ends = np.cumsum(lengths)
    offsets = np.repeat(starts - (ends - lengths), lengths)
    return np.asarray(offsets + np.arange(ends[-1] if len(ends) else 0), dtype=np.int64)


def top_rows(scores: Floats, count: int) -> Ints:
    """Positions of the `count` highest scores, best first; ties by position."""
    if count < len(scores):
        chosen = np.sort(np.argpartition(-scores, count - 1)[:count])
    else:
        chosen = np.arange(len(scores))
    return np.asarray(chosen[np.argsort(-scores[chosen], kind="stable")], dtype=np.int64)


def positions(sorted_ids: Ints, wanted: Ints) -> Ints:
    """Where each wanted id stands in `sorted_ids`; -1 where it does not."""
    if not len(sorted_ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    found = np.minimum(np.searchsorted(sorted_ids, wanted), len(sorted_ids) - 1)
    return np.where(sorted_ids[found] == wanted, found, -1)
