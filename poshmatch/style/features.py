"""The ranker's features: one named column for each reason to show a listing."""

import numpy as np

from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.items import Items
from poshmatch.style.taste import Taste
from poshmatch.style.tokens import BLOCK_NAMES

PLAIN = (
    "style_long",
    "style_recent",
    "style_match",
    "price_fit",
    "popularity",
    "popularity_thin",
    "freshness",
)
FEATURES = (
    *PLAIN,
    *(f"{block}_long" for block in BLOCK_NAMES),
    *(f"{block}_recent" for block in BLOCK_NAMES),
)
FRESH_DAYS = 7.0
MATCHES = 3
PRICE_SPREAD = 0.5


def features(taste: Taste, items: Items, block: Ints, now: float) -> Floats:
    """(n, len(FEATURES)) float32 of n items for one taste.

    `block` (t,) is the block of each token; `now` the day that freshness is counted to.
    """
    vectors = np.asarray(items.vectors, dtype=np.float32)
    plain = np.stack(
        [
            vectors @ taste.long,
            vectors @ taste.recent,
            _best_matches(vectors, taste.liked),
            _price_fit(items.log_price, taste.log_price),
            items.popularity,
            items.popularity / (1 + taste.strength),
            _freshness(items.listed_at, now),
        ],
        axis=1,
    )
    return np.hstack([plain, _block_overlaps(taste, items, block)]).astype(np.float32)


def _best_matches(vectors: Floats, liked: Floats) -> Floats:
    """Mean cosine to the MATCHES nearest of the listings that the member liked."""
    if not len(liked):
        return np.zeros(len(vectors), dtype=np.float32)
    similar = vectors @ liked.T
    if similar.shape[1] > MATCHES:
        similar = -np.partition(-similar, MATCHES - 1, axis=1)[:, :MATCHES]
    return np.asarray(similar.mean(1))


def _price_fit(log_price: Floats, price: tuple[float, float]) -> Floats:
    """0 at the member's usual price, -1 a spread away; 0 when either is unknown."""
    mean, spread = price
    distance = (log_price - mean) / (spread + PRICE_SPREAD)
    return np.asarray(np.nan_to_num(-np.minimum(distance * distance, 9.0), nan=0.0))


def _freshness(listed_at: Floats, now: float) -> Floats:
    """1 for what was listed now, halved every FRESH_DAYS; 0 when unknown."""
    return np.asarray(np.nan_to_num(0.5 ** (np.maximum(now - listed_at, 0) / FRESH_DAYS), nan=0.0))


def _block_overlaps(taste: Taste, items: Items, block: Ints) -> Floats:
    """What each block adds to the cosine of the member's and the listing's bags: (n, 2 blocks)."""
    profile = np.zeros((2, len(block)), dtype=np.float32)
    profile[0, taste.tokens] = taste.token_long
    profile[1, taste.tokens] = taste.token_recent
    bags, wide = items.bags, len(BLOCK_NAMES)
    cells = bags.row_of_each() * wide + block[bags.tokens]
    shape = len(items) * wide
    parts = [
        np.bincount(cells, bags.weights * side[bags.tokens], shape).reshape(-1, wide)
        for side in profile
    ]
    return np.hstack(parts)
