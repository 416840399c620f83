"""A member's taste, folded in live from their last signals: no training, no database.

Two modes stand side by side: long-term (half-life LONG signals) and recent (half-life RECENT
signals). Age is counted in signals, not in days, so a jumping clock or a long absence changes
nothing. Negative weights ("less of this") push both modes away.
"""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints, unit
from poshmatch.style.items import Items

LAST_SIGNALS = 200
LONG = 60.0
RECENT = 2.0
LIKED = 40


@dataclass(frozen=True)
class Taste:
    """What a member likes.

    long, recent: unit vectors (d,). liked (m, d): vectors of the latest liked listings. tokens:
    the tokens of their listings, with the weight of each in the long and recent profile.
    log_price: mean and spread. strength: how many positive signals stand behind it.
    """

    long: Floats
    recent: Floats
    liked: Floats
    tokens: Ints
    token_long: Floats
    token_recent: Floats
    log_price: tuple[float, float]
    strength: float


def fold_in(items: Items, weights: Floats, dims: int) -> Taste:
    """The taste behind signals on `items`, newest first, with weights (n,) aligned to them."""
    if len(items) > LAST_SIGNALS:
        kept = np.arange(LAST_SIGNALS)
        items, weights = items.take(kept), weights[kept]
    if not len(items):
        return empty_taste(dims)
    long, recent = decay(weights, LONG), decay(weights, RECENT)
    vectors = np.asarray(items.vectors, dtype=np.float32)
    tokens, profiles = _profiles(items, long, recent)
    return Taste(
        unit(long @ vectors),
        unit(recent @ vectors),
        vectors[weights > 0][:LIKED],
        tokens,
        *profiles,
        _prices(items.log_price, np.maximum(long, 0)),
        float((weights > 0).sum()),
    )


def empty_taste(dims: int) -> Taste:
    """Of a member without signals: every cosine is 0 and popularity decides."""
    nothing = np.zeros(0, dtype=np.float32)
    zero = np.zeros(dims, dtype=np.float32)
    no_tokens = np.zeros(0, dtype=np.int64)
    return Taste(zero, zero, zero[None][:0], no_tokens, nothing, nothing, (np.nan, np.nan), 0.0)


def decay(weights: Floats, half_life: float) -> Floats:
    """Each weight halved for every `half_life` signals that came after it."""
    return np.asarray(weights * 0.5 ** (np.arange(len(weights)) / half_life), dtype=np.float32)


def _profiles(items: Items, long: Floats, recent: Floats) -> tuple[Ints, tuple[Floats, Floats]]:
    """The distinct tokens of the history and their unit-length long and recent weights."""
    tokens, place = np.unique(items.bags.tokens, return_inverse=True)
    rows = items.bags.row_of_each()
    weights = items.bags.weights
    modes = [
        np.bincount(place, weights * mode[rows], len(tokens)).astype(np.float32)
        for mode in (long, recent)
    ]
    return tokens, (unit(modes[0]), unit(modes[1]))


def _prices(log_price: Floats, weights: Floats) -> tuple[float, float]:
    known = ~np.isnan(log_price) & (weights > 0)
    if not known.any():
        return np.nan, np.nan
    mean = float(np.average(log_price[known], weights=weights[known]))
    variance = float(np.average((log_price[known] - mean) ** 2, weights=weights[known]))
    return mean, float(np.sqrt(variance))
