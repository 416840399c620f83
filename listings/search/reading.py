"""What the words of a search mean: a reading in parts, each of which can be taken out again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from listings.search.params import Search
from listings.search.parts import Part, measure_at, price_at, size_at
from listings.search.phrases import STOP
from listings.search.plain import Token, tokens
from listings.search.vocabulary import LONGEST, Meaning, Vocabulary, vocabulary_look

WEIGHED = {"word", "brand", "category", "department", "colour"}


@dataclass(frozen=True)
class Reading:
    """The words as typed, the tokens in them, and what they mean, in their order."""

    typed: str
    words: tuple[Token, ...]
    parts: tuple[Part, ...]

    @property
    def meant(self) -> tuple[Part, ...]:
        """What was understood beyond plain words."""
        return tuple(part for part in self.parts if part.kind != "word")

    @property
    def weighed(self) -> list[str]:
        """The words that a listing's fields are weighed by: not those of sizes and prices."""
        runs = [range(part.start, part.end) for part in self.parts if part.kind in WEIGHED]
        words = [self.words[at].text for run in runs for at in run]
        return [word for word in words if word.isalnum() and word not in STOP]

    def typed_without(self, gone: Sequence[Part]) -> str:
        """The query without the words of these parts."""
        places = self._places(gone)
        kept = [word for place, word in enumerate(self.typed.split()) if place not in places]
        return " ".join(kept)

    def said(self, parts: Sequence[Part]) -> str:
        """The words of these parts, as typed."""
        places = self._places(parts)
        words = enumerate(self.typed.split())
        return " ".join(word for place, word in words if place in places)

    def _places(self, parts: Sequence[Part]) -> set[int]:
        return {word.place for part in parts for word in self.words[part.start : part.end]}


def reading_of(search: Search) -> Reading:
    """What the search's words mean, or stand for when they are to be taken as they are."""
    known = vocabulary_look()
    if search.words or not search.q:
        return read_literally(search.q)
    return read(search.q, known)


def read_literally(typed: str) -> Reading:
    """Every word for itself."""
    words = tuple(tokens(typed))
    return Reading(typed, words, tuple(_words(words, 0, len(words))))


def read(typed: str, vocab: Vocabulary) -> Reading:
    """The likeliest meaning: the longest phrase at each place, the last category its head."""
    words = tuple(tokens(typed))
    parts = list(_parts(words, vocab))
    parts = _one_of_each(words, parts, vocab)
    parts = _numbers_as_sizes(parts, vocab)
    return Reading(typed, words, tuple(parts))


def _parts(words: Sequence[Token], vocab: Vocabulary) -> Iterator[Part]:
    at = 0
    while at < len(words):
        part = _part_at(words, at, vocab)
        if part is None:
            yield from _words(words, at, at + 1)
            at += 1
            continue
        yield part
        at = part.end


def _part_at(words: Sequence[Token], at: int, vocab: Vocabulary) -> Part | None:
    """The longest thing that begins here; of equally long ones a pattern before a phrase."""
    alone = len(words) == 1
    found = [
        price_at(words, at),
        measure_at(words, at),
        size_at(words, at, vocab, alone=alone),
        _phrase_at(words, at, vocab),
    ]
    known = [part for part in found if part is not None]
    return max(known, key=lambda part: part.end, default=None)


def _phrase_at(words: Sequence[Token], at: int, vocab: Vocabulary) -> Part | None:
    for end in range(min(len(words), at + LONGEST), at, -1):
        run = [word.text for word in words[at:end]]
        if run[0] in STOP and len(run) == 1:
            return None
        meaning = vocab.find(run)
        if meaning and not _is_coloured(run, meaning, vocab):
            return _part(meaning, at, end)
    return None


def _is_coloured(run: list[str], meaning: Meaning, vocab: Vocabulary) -> bool:
    """A "camel coat" is a coat of that colour, though the catalogue has the two words as one."""
    if meaning.kind != "category" or len(run) == 1:
        return False
    first, rest = vocab.find(run[:1]), vocab.find(run[1:])
    return bool(first and rest and (first.kind, rest.kind) == ("colour", "category"))


def _part(meaning: Meaning, start: int, end: int) -> Part:
    return Part(meaning.kind, meaning.name, meaning.values, start, end)


def _words(words: Sequence[Token], start: int, end: int) -> Iterator[Part]:
    for at in range(start, end):
        text = words[at].text
        if text not in STOP and text not in {"$", "<", ">", "±"}:
            yield Part("word", text, (text,), at, at + 1)


def _one_of_each(words: Sequence[Token], parts: list[Part], vocab: Vocabulary) -> list[Part]:
    """At most one brand, department and category (the last) stay; others are words again.

    "denim shirt" is a shirt; "women dress men" asks for nothing, so the first department stays.
    """
    keep: dict[str, Part] = {}
    for part in parts:
        if part.kind in {"category", "price"}:
            keep[part.kind] = part
        elif part.kind in {"brand", "department"}:
            keep.setdefault(part.kind, part)
    head, department = keep.get("category"), keep.get("department")
    narrowed = _within(head, department, vocab) if head else None
    made: list[Part] = []
    for part in parts:
        if part is head and narrowed:
            made.append(narrowed)
        elif part is head or (part.kind in keep and part is not keep[part.kind]):
            made += _as_words(words, part)
        else:
            made.append(part)
    return made


def _as_words(words: Sequence[Token], part: Part) -> list[Part]:
    return [] if part.kind == "price" else list(_words(words, part.start, part.end))


def _within(head: Part, department: Part | None, vocab: Vocabulary) -> Part | None:
    """The category's ids in the department that was named; None when it has none there."""
    if department is None:
        return head
    inside = tuple(
        pk
        for pk in head.values
        if isinstance(pk, int) and vocab.categories[pk].department_id in department.values
    )
    return replace(head, values=inside) if inside else None


def _numbers_as_sizes(parts: list[Part], vocab: Vocabulary) -> list[Part]:
    """A bare number or "small" is a size where the category has such a size, and none is said."""
    head = next((part for part in parts if part.kind == "category"), None)
    if head is None or any(part.kind == "size" for part in parts):
        return parts
    groups = {vocab.categories[pk].size_group for pk in head.values if isinstance(pk, int)}
    fitting = [
        part
        for part in parts
        if part.kind == "word" and vocab.groups.get(part.name, frozenset()) & groups
    ]
    return [_as_size(part, vocab) if part in fitting[-1:] else part for part in parts]


def _as_size(part: Part, vocab: Vocabulary) -> Part:
    ids = vocab.sizes[part.name]
    return Part("size", f"Size {vocab.labels[part.name]}", ids, part.start, part.end)
