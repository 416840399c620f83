"""The nearest word of the trade to a misspelt one.

Words that are few letters apart have nearly the same letters, whatever their order: comparing how
often each letter stands in all words at once leaves few to be compared letter by letter.
"""

import numpy as np
from numpy.typing import NDArray

SHORTEST = 4
LONG = 8
KNOWN = 15
"""Weight from which a long word is found with two letters wrong."""
LETTERS = 26


class Speller:
    """Words, how often each letter stands in them, and how many letters of each may be wrong."""

    def __init__(self, weights: dict[str, int]) -> None:
        self.weights = weights
        self.words = [word for word in weights if _is_mendable(word, SHORTEST - 1)]
        self.counts = np.zeros((len(self.words), LETTERS), np.int8)
        lengths = np.array([len(word) for word in self.words], np.int64)
        letters = np.frombuffer("".join(self.words).encode(), np.uint8) - ord("a")
        np.add.at(self.counts, (np.repeat(np.arange(len(self.words)), lengths), letters), 1)
        known = [weights[word] >= KNOWN for word in self.words]
        self.most = np.where((lengths >= LONG) & known, 2, 1)

    def mend(self, word: str) -> str | None:
        """The word meant; the best known of the nearest. None when nothing is near."""
        if not _is_mendable(word, SHORTEST):
            return None
        most = np.minimum(self.most, 2 if len(word) >= LONG else 1)
        ranked = [
            (distance, -self.weights[one], one)
            for at in np.flatnonzero(self._apart(word) <= 2 * most)
            if (distance := _distance(word, one := self.words[at])) <= most[at]
        ]
        return min(ranked)[2] if ranked else None

    def _apart(self, word: str) -> NDArray[np.int64]:
        """How many letters each word has more or less of: a wrong letter makes at most two."""
        letters = np.frombuffer(word.encode(), np.uint8) - ord("a")
        counts = np.bincount(letters, minlength=LETTERS).astype(np.int8)
        return np.asarray(np.abs(self.counts - counts).sum(axis=1))


def _is_mendable(word: str, shortest: int) -> bool:
    return shortest <= len(word) <= 30 and word.isascii() and word.isalpha() and word.islower()


def _distance(left: str, right: str) -> int:
    """Letters to change, put in, take out or swap with their neighbour."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]
