"""Smooth random fields, made once and cut from many times."""

from functools import lru_cache

import numpy as np
from scipy.ndimage import gaussian_filter

from .fields import Field

SIDE = 512


@lru_cache(maxsize=64)
def cloud(seed: int, sx: float, sy: float, side: int = SIDE) -> Field:
    """A seamless square field of blobs about sx by sy wide; mean 0, deviation 1."""
    grain = np.random.default_rng(seed).standard_normal((side, side), dtype=np.float32)
    soft = gaussian_filter(grain, (sy, sx), mode="wrap", truncate=3.0)
    return np.asarray(((soft - soft.mean()) / soft.std()).astype(np.float32), dtype=np.float32)


def sample(field: Field, u: Field, v: Field) -> Field:
    """The field's values at u, v (in its own cells, wrapped), bilinear."""
    side = len(field)
    left, top = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    fu, fv = u - left, v - top
    x0, x1, y0, y1 = left % side, (left + 1) % side, top % side * side, (top + 1) % side * side
    flat = field.ravel()
    upper = flat[y0 + x0] * (1 - fu) + flat[y0 + x1] * fu
    lower = flat[y1 + x0] * (1 - fu) + flat[y1 + x1] * fu
    return np.asarray((upper * (1 - fv) + lower * fv).astype(np.float32), dtype=np.float32)
