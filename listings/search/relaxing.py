"""What to look for instead when nothing is found: nearby searches, the least changed first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from closets.models import User
from listings.search.params import AS_STARTED, AS_TYPED, Search
from listings.search.parts import Part
from listings.search.reading import Reading, read, reading_of
from listings.search.spans import is_anything
from listings.search.typos import mended
from listings.search.vocabulary import Vocabulary, vocabulary
from listings.search.wanted import wanted

MOST_TRIES = 24
USE = ("measure", "price", "condition", "size", "word", "colour", "department", "brand", "category")
"""Kinds of parts, the least useful first; a word that nobody knows comes before all."""
SHORTEST_START = 3


@dataclass(frozen=True)
class Relaxed:
    """A search that finds something in place of another, and how it differs.

    how: "mended" (`said`: the words as mended), "literal", "started", or "dropped" (`said`: the
    words that were left out).
    """

    search: Search
    how: str
    said: str = ""


def relaxed(search: Search, reading: Reading, viewer: User | None) -> Relaxed | None:
    """The nearest search that finds something, under the same filters; None if there is none."""
    if not search.q:
        return None
    for one in _rereadings(search, reading):
        if _finds(one.search, viewer):
            return one
    return _dropping(search, viewer)


def _finds(search: Search, viewer: User | None) -> bool:
    return is_anything(wanted(search, reading_of(search), viewer))


def _rereadings(search: Search, reading: Reading) -> Iterator[Relaxed]:
    """The same words in another light."""
    if not search.words and reading.meant:
        yield Relaxed(search.with_(words=AS_TYPED), "literal")
    fixed = mended(search.q, vocabulary())
    if fixed:
        yield Relaxed(search.with_(q=fixed, words=""), "mended", fixed)
    last = reading.parts[-1] if reading.parts else None
    if last and last.kind == "word" and len(last.name) >= SHORTEST_START:
        yield Relaxed(search.with_(words=AS_STARTED), "started")


def _dropping(search: Search, viewer: User | None) -> Relaxed | None:
    """Without the least useful part; if that is not enough, without more; at last one alone."""
    vocab = vocabulary()
    base = search.with_(words="")
    reading = read(mended(search.q, vocab) or search.q, vocab)
    parts = sorted(reading.parts, key=lambda part: _use(part, vocab))
    for gone in islice(_fewer(parts), MOST_TRIES):
        found = base.with_(q=reading.typed_without(gone))
        if _finds(found, viewer):
            return Relaxed(found, "dropped", reading.said(gone))
    return None


def _fewer(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """What to leave out: each part by itself, then the first and each other, and so on.

    Long queries, which would take too many tries, go on to their most useful parts.
    """
    most = 3 if len(parts) <= MOST_TRIES // 2 else 1
    for count in range(min(most, len(parts) - 1)):
        for part in parts[count:]:
            yield [*parts[:count], part]
    for kept in list(reversed(parts))[:3]:
        yield [part for part in parts if part is not kept]


def _use(part: Part, vocab: Vocabulary) -> int:
    if part.kind == "word" and not vocab.knows(part.name):
        return -1
    return USE.index(part.kind)
