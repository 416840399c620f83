"""How good answers are: queries written by hand, judged by what the listings are.

judged.txt holds a query a line: its class, the words, what an answer has to be, and what the best
have besides. An answer that is all of it counts 2, one that only has to be, 1.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from listings.models import Listing
from listings.search.answer import search_answer
from listings.search.params import Search

FILE = Path(__file__).with_name("judged.txt")
SHOWN = 10
Fact = Callable[[Listing, str], bool]


@dataclass(frozen=True)
class Judged:
    """A query and its class; must and best: facts as (name, value)."""

    kind: str
    words: str
    must: tuple[tuple[str, str], ...]
    best: tuple[tuple[str, str], ...]

    def grade(self, listing: Listing) -> int:
        """0, 1 or 2."""
        if not _has(listing, self.must):
            return 0
        return 2 if _has(listing, self.best) else 1


@dataclass(frozen=True)
class Verdict:
    """ndcg: nDCG@10; found: whether there was any answer; possible: whether any would have done."""

    judged: Judged
    ndcg: float
    found: bool
    possible: bool


def judged_queries() -> list[Judged]:
    """All of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_judged(line) for line in lines if line and not line.startswith("#")]


def verdicts(queries: Iterable[Judged]) -> list[Verdict]:
    """Asks each query of the listings in the database."""
    listings = list(
        Listing.objects.available().select_related("brand", "size", "category", "subcategory")
    )
    return [_verdict(query, listings) for query in queries]


def by_class(found: Sequence[Verdict]) -> dict[str, list[float]]:
    """nDCG of each query by class."""
    classes: dict[str, list[float]] = defaultdict(list)
    for verdict in found:
        classes[verdict.judged.kind].append(verdict.ndcg)
    return dict(classes)


def _judged(line: str) -> Judged:
    kind, words, must, *best = [part.strip() for part in line.split("|")]
    return Judged(kind, words, _facts(must), _facts(best[0]) if best else ())


def _facts(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.strip().partition(" ") for part in text.split(",")]
    return tuple((name, value) for name, _, value in pairs)


def _verdict(query: Judged, listings: Sequence[Listing]) -> Verdict:
    rows = search_answer(Search(q=query.words, sort="relevance"), None).results.rows
    grades = {row.pk: query.grade(row) for row in listings}
    ideal = _gain(sorted(grades.values(), reverse=True)[:SHOWN])
    gain = _gain([grades.get(row.pk, 0) for row in rows[:SHOWN]])
    return Verdict(query, gain / ideal if ideal else 0.0, bool(rows), ideal > 0)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _has(listing: Listing, facts: Iterable[tuple[str, str]]) -> bool:
    return all(FACTS[name](listing, value) for name, value in facts)


def _within(listing: Listing, value: str) -> bool:
    place = listing.subcategory or listing.category
    return place is not None and any(
        place.path == path or place.path.startswith(f"{path}/") for path in value.split()
    )


FACTS: dict[str, Fact] = {
    "brand": lambda row, value: row.brand is not None and row.brand.name == value,
    "in": _within,
    "colour": lambda row, value: value in row.colours,
    "size": lambda row, value: row.size is not None and row.size.label == value,
    "condition": lambda row, value: row.condition == value,
    "style": lambda row, value: value in row.style_tags or value in row.title.lower(),
    "word": lambda row, value: value in f"{row.title} {row.description}".lower(),
    "most": lambda row, value: (row.price_cents or 0) <= int(value) * 100,
    "least": lambda row, value: (row.price_cents or 0) >= int(value) * 100,
}
"""What is asked of a listing, by name in the file."""
