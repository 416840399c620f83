"""The nearest word of the trade to a misspelt one, by letters left out (SymSpell's way)."""

from collections import defaultdict

SHORTEST = 4
LONG = 8
KNOWN = 15
"""Weight from which a long word is found with two letters wrong."""


class Speller:
    """Words by what is left of them when a letter or two is taken out."""

    def __init__(self, weights: dict[str, int]) -> None:
        self.weights = weights
        self.near: dict[str, list[str]] = defaultdict(list)
        for word in weights:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                for rest in _without_letters(word, self._most_wrong(word)):
                    self.near[rest].append(word)

    def _most_wrong(self, word: str) -> int:
        """Two letters of a long word that many know; else one."""
        return 2 if len(word) >= LONG and self.weights.get(word, KNOWN) >= KNOWN else 1

    def mend(self, word: str) -> str | None:
        """The word meant; the best known of the nearest. None when nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or len(word) > 30:
            return None
        most = self._most_wrong(word)
        rests = _without_letters(word, most)
        candidates = {one for rest in rests for one in self.near.get(rest, ())}
        ranked = [
            (distance, -self.weights[one], one)
            for one in candidates
            if (distance := _distance(word, one)) <= most
        ]
        return min(ranked)[2] if ranked else None


def _without_letters(word: str, most: int) -> set[str]:
    found = {word}
    for _ in range(most):
        found |= {one[:at] + one[at + 1 :] for one in found for at in range(len(one))}
    return found


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
