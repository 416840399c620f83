"""Known terms found in free text, whatever their case, accents, spaces and small typos."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
LONGEST = 5
"""How many words of a text may make one term."""
TYPO_FROM = 5
"""Shorter terms are too much alike for a letter to be forgiven."""


@dataclass(frozen=True)
class Match(Generic[T]):
    """A term found in words[start:stop]; `letters` of it, exactly so or with one letter wrong."""

    start: int
    stop: int
    letters: int
    exact: bool
    value: T

    @property
    def rank(self) -> tuple[bool, int]:
        """More letters are better; any term as it is written beats a misspelt one."""
        return self.exact, self.letters

    def overlaps(self, other: "Match[Any]") -> bool:
        """Whether both take the same word."""
        return self.start < other.stop and other.start < self.stop


class Lexicon(Generic[T]):
    """Terms, each standing for a value; of the same term the first one given counts."""

    def __init__(self, terms: Iterable[tuple[str, T]], *, forgiving: Collection[str] = ()) -> None:
        """forgiving: those terms that are also found with one letter wrong."""
        self.values: dict[str, T] = {}
        for term, value in terms:
            self.values.setdefault(squashed(term), value)
        self.values.pop("", None)
        self._near: dict[str, list[str]] = defaultdict(list)
        for key in {squashed(term) for term in forgiving} & set(self.values):
            if len(key) >= TYPO_FROM:
                for shorter in _shortened(key):
                    self._near[shorter].append(key)

    def find(self, words: Sequence[str]) -> list[Match[T]]:
        """Every term in the words, the best first; they may overlap."""
        found = [
            match
            for start in range(len(words))
            for stop in range(start + 1, min(len(words), start + LONGEST) + 1)
            if (match := self._match(words, start, stop))
        ]
        return sorted(found, key=lambda match: (match.rank, match.start), reverse=True)

    def _match(self, words: Sequence[str], start: int, stop: int) -> Match[T] | None:
        window = words[start:stop]
        if "" in window:
            return None
        keys = (squashed(" ".join(window)), squashed("".join(window)))
        exact = next((key for key in keys if key in self.values), None)
        meant = exact or self._meant(keys[0])
        if meant is None:
            return None
        return Match(start, stop, len(meant), exact is not None, self.values[meant])

    def _meant(self, key: str) -> str | None:
        """The term of which `key` is a misspelling by a letter, hardly ever by the first."""
        if len(key) < TYPO_FROM:
            return None
        near = {term for shorter in _shortened(key) for term in self._near.get(shorter, [])}
        meant = (term for term in near if term[0] == key[0] and _one_off(key, term))
        return min(meant, default=None)


def words_of(text: str) -> list[str]:
    """The words of a text, lower case and without accents; "&" reads "and"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", re.sub(r"['\u2019`.]", "", plain))


def squashed(term: str) -> str:
    """A term as it is looked up: letters and digits alone, each word in the singular."""
    return "".join(singular(word) for word in words_of(term))


def singular(word: str) -> str:
    """ "dresses" -> "dress", "jeans" -> "jean", "glass" -> "glass"."""
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word


def _shortened(key: str) -> set[str]:
    """The key, and the key without any one of its letters."""
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def _one_off(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed, or swapped with the next makes `a` into `b`."""
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if head is None:
        return abs(len(a) - len(b)) <= 1
    rest_a, rest_b = a[head:], b[head:]
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]
