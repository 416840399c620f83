"""What the search box suggests while somebody types (B1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.db.models.functions import Lower
from django.urls import reverse

from closets.models import Closet
from listings.models import Brand, Category
from listings.search.plain import squashed
from listings.search.vocabulary import Meaning, Vocabulary, vocabulary, vocabulary_look

MOST = 8
SHORTEST = 2
LONGEST = 60


@dataclass(frozen=True)
class Suggestion:
    """One row: which group it is in, its words, where it leads."""

    group: str
    text: str
    url: str


def suggestions(words: str, viewer_id: int | None, recent: Sequence[str] = ()) -> list[Suggestion]:
    """At most 8 rows, grouped: recent searches, then brands, categories, styles and closets that
    begin with the words, or with what they misspell. Nothing typed: the recent searches."""
    typed = " ".join(words.replace("\x00", " ").split())[:LONGEST]
    start = squashed(typed)
    rows = _recent(typed, recent)
    if len(start) >= SHORTEST:
        vocab = vocabulary_look()
        found = [*_named(start, vocab), *_styles(start), *_closets(typed, viewer_id)]
        rows += found or _mended(start, vocab)
    return rows[:MOST]


def _recent(typed: str, recent: Sequence[str]) -> list[Suggestion]:
    most = 3 if typed else MOST
    alike = [one for one in recent if one.lower().startswith(typed.lower()) and one != typed]
    url = reverse("search")
    return [Suggestion("Recent", one, f"{url}?{urlencode({'q': one})}") for one in alike[:most]]


def _named(start: str, vocab: Vocabulary) -> list[Suggestion]:
    """Brands, the best known first, and categories."""
    brands = _ids(start, vocab, "brand")
    ranked = sorted(brands, key=lambda pk: (-brands[pk], pk))[:3]
    categories = list(_ids(start, vocab, "category"))[:3]
    return [*_brands(ranked), *_categories(categories)]


def _ids(start: str, vocab: Vocabulary, kind: str) -> dict[int, int]:
    """Weights by id of what is meant by phrases that begin so."""
    found: dict[int, int] = {}
    for run, meaning in vocab.exact.items():
        if meaning.kind == kind and run.startswith(start):
            for pk in _numbers(meaning):
                found[pk] = max(found.get(pk, 0), vocab.weights[run])
    return found


def _numbers(meaning: Meaning) -> Iterator[int]:
    return (value for value in meaning.values if isinstance(value, int))


def _mended(start: str, vocab: Vocabulary) -> list[Suggestion]:
    fixed = vocab.speller.mend(start)
    return _named(fixed, vocab) if fixed else []


def _brands(ids: Sequence[int]) -> list[Suggestion]:
    rows = Brand.objects.in_bulk(ids)
    there = [rows[pk] for pk in ids if pk in rows]
    return [Suggestion("Brands", row.name, row.get_absolute_url()) for row in there]


def _categories(ids: Iterable[int]) -> list[Suggestion]:
    rows = Category.objects.select_related("department").in_bulk(list(ids))
    return [
        Suggestion("Categories", f"{row.name} in {row.department.name}", row.get_absolute_url())
        for row in rows.values()
    ]


def _styles(start: str) -> list[Suggestion]:
    named = vocabulary().styles.items()
    styles = ((slug, name) for slug, name in named if squashed(name).startswith(start))
    return [
        Suggestion("Styles", name, reverse("style", args=[slug]))
        for slug, name in islice(styles, 1)
    ]


def _closets(typed: str, viewer_id: int | None) -> list[Suggestion]:
    """Closets whose handle begins so, by a range of the index on handles."""
    start = typed.lower().removeprefix("@")
    if not start.isascii() or not start.replace("_", "").replace("-", "").isalnum():
        return []
    named = Closet.objects.visible_to(viewer_id).annotate(lower=Lower("handle"))
    found = named.filter(lower__gte=start, lower__lt=f"{start}~", lower__startswith=start)
    return [
        Suggestion("Closets", f"@{closet.handle}", closet.get_absolute_url())
        for closet in found.order_by("lower")[:2]
    ]
