"""The vocabulary: which tokens exist, what each weighs, and listings encoded in it."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.bags import Bags
from poshmatch.style.tables import Listing
from poshmatch.style.tokens import (
    BLOCK_NAMES,
    BLOCKS,
    IDF_POWER,
    Token,
    bag_tokens,
    token_key,
)

MIN_LISTINGS = 2
CACHED_TOKENS = 200_000


@dataclass(frozen=True)
class Vocabulary:
    """t tokens sorted by key: keys (t,) uint64, block (t,) uint8, weight (t,), and their names."""

    keys: Ints
    block: Ints
    weight: Floats
    text: Ints
    text_ends: Ints
    _cache: dict[Token, int] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.keys)

    def name(self, token: int) -> str:
        """The value of a token, as written in the listing but in lower case."""
        start = int(self.text_ends[token - 1]) if token else 0
        return bytes(self.text[start : int(self.text_ends[token])]).decode()

    def block_name(self, token: int) -> str:
        """The block that a token belongs to."""
        return BLOCK_NAMES[int(self.block[token])]

    def column(self, token: Token) -> int:
        """The position of a token, or -1 when it is unknown."""
        if len(self._cache) > CACHED_TOKENS:
            self._cache.clear()
        known = self._cache.get(token)
        if known is None:
            known = self._cache[token] = self._search(token)
        return known

    def _search(self, token: Token) -> int:
        key = np.uint64(token_key(token))
        place = int(np.searchsorted(self.keys, key))
        return place if place < len(self.keys) and self.keys[place] == key else -1

    def encode(self, listings: Iterable[Listing]) -> Bags:
        """Bags of unit length over the known tokens; a listing of unknown ones has an empty bag."""
        tokens, ends = array("q"), array("q", [0])
        for listing in listings:
            columns = {self.column(token) for token in bag_tokens(listing)} - {-1}
            tokens.extend(sorted(columns))
            ends.append(len(tokens))
        return self._weighted(np.array(tokens, dtype=np.int32), np.array(ends, dtype=np.int64))

    def _weighted(self, tokens: Ints, starts: Ints) -> Bags:
        weights = np.asarray(self.weight[tokens], dtype=np.float32)
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        lengths = np.sqrt(np.bincount(rows, weights * weights, len(starts) - 1))
        return Bags(starts, tokens, (weights / lengths[rows]).astype(np.float32))


def build_vocabulary(listings: Iterable[Listing]) -> Vocabulary:
    """Count tokens over the listings and keep those that at least MIN_LISTINGS share."""
    counts: dict[Token, int] = {}
    total = 0
    for listing in listings:
        total += 1
        for token in set(bag_tokens(listing)):
            counts[token] = counts.get(token, 0) + 1
    kept = {token: count for token, count in counts.items() if count >= MIN_LISTINGS}
    return _vocabulary(kept, total)


def _vocabulary(counts: dict[Token, int], total: int) -> Vocabulary:
    ordered = sorted((token_key(token), token) for token in counts)
    tokens = [token for _, token in ordered]
    texts = [value.encode() for _, value in tokens]
    return Vocabulary(
        keys=np.array([key for key, _ in ordered], dtype=np.uint64),
        block=np.array([BLOCK_NAMES.index(block) for block, _ in tokens], dtype=np.uint8),
        weight=np.array([_weight(token, counts[token], total) for token in tokens], np.float32),
        text=np.frombuffer(b"".join(texts), dtype=np.uint8),
        text_ends=np.cumsum([len(text) for text in texts], dtype=np.int64),
    )


def _weight(token: Token, count: int, total: int) -> float:
    """Block weight * idf ** IDF_POWER, idf = ln(1 + listings / listings with it)."""
    return float(BLOCKS[token[0]] * math.log(1 + total / count) ** IDF_POWER)
