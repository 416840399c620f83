"""What phrases mean: the catalogue's names and what shoppers call them, kept in the process.

Read anew when a brand, category or size was added (a sequence moved on), and every ten minutes for
what staff changed.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

from listings.models import Brand, Category, Colour, Condition, Department, Size, StyleTag
from listings.search import phrases
from listings.search.plain import key, singular, squashed, tokens
from listings.search.speller import Speller
from listings.search.tokens import token

KEEP_SECONDS = 600.0
LONGEST = 5
"""Words of the longest phrase that is looked up."""
MOST_BEGINNING = 40
_SIGNATURE = """
SELECT (SELECT last_value FROM listings_brand_id_seq),
       (SELECT last_value FROM listings_category_id_seq),
       (SELECT last_value FROM listings_department_id_seq),
       (SELECT last_value FROM listings_size_id_seq),
       (SELECT last_value FROM listings_styletag_id_seq)
"""


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for: kind ("brand", "category", "department", "colour",
    "condition"), its name on a chip, and the ids or slugs meant. `alias` is a name of a brand
    that the brand itself does not bear."""

    kind: str
    name: str
    values: tuple[int | str, ...]
    alias: bool = False


@dataclass(frozen=True)
class DepartmentFacts:
    """What search needs of a department."""

    slug: str
    name: str


@dataclass(frozen=True)
class CategoryFacts:
    """What search needs of a category."""

    pk: int
    parent_id: int | None
    department_id: int
    department: str
    path: str
    name: str
    size_group: str


@dataclass
class Vocabulary:
    """Phrases by their words run together: as written, and in the singular."""

    exact: dict[str, Meaning] = field(default_factory=dict)
    singulars: dict[str, Meaning] = field(default_factory=dict)
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    departments: dict[int, DepartmentFacts] = field(default_factory=dict)
    categories: dict[int, CategoryFacts] = field(default_factory=dict)
    brands: dict[str, int] = field(default_factory=dict)
    size_labels: dict[int, str] = field(default_factory=dict)
    size_groups: dict[int, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    stems: set[str] = field(default_factory=set)

    def find(self, words: list[str]) -> Meaning | None:
        """What the words mean together, if they do."""
        return self.exact.get("".join(words)) or self.singulars.get(key(words))

    def knows(self, word: str) -> bool:
        """Whether the word is one of the trade's, so that it is no typing error."""
        return word in self.weights or singular(word) in self.stems

    def beginning_with(self, start: str) -> list[str]:
        """Words of the trade that begin so, at most 40, the best known first."""
        found = (word for word in self.weights if word.startswith(start))
        return sorted(found, key=lambda word: -self.weights[word])[:MOST_BEGINNING]

    @cached_property
    def speller(self) -> Speller:
        """Mends words to those of the trade; made when first needed, in a few milliseconds."""
        return Speller(self.weights)

    @cached_property
    def places(self) -> dict[str, set[int]]:
        """The categories that bear the token of a department or a category: those beneath, too."""
        found: dict[str, set[int]] = defaultdict(set)
        for pk, row in self.categories.items():
            found[token("d", row.department_id)].add(pk)
            found[token("c", pk)].add(pk)
            if row.parent_id:
                found[token("c", row.parent_id)].add(pk)
        return dict(found)

    def add(self, text: str, meaning: Meaning, weight: int = 1) -> None:
        """Lets the phrase mean this, unless it means something already."""
        words = [token.text for token in tokens(text)]
        if not words or (run := "".join(words)) in self.exact:
            return
        self.exact[run] = meaning
        self.singulars.setdefault(key(words), meaning)
        for word in {*words, run}:
            self.weigh(word, weight)

    def weigh(self, word: str, weight: int) -> None:
        """Makes it a word of the trade, the better known the greater its weight."""
        self.weights[word] = max(weight, self.weights.get(word, 0))
        self.stems.add(singular(word))


class _Kept:
    """The vocabulary of this process."""

    signature: tuple[int, ...] = ()
    read_at = float("-inf")
    vocabulary = Vocabulary()


def vocabulary() -> Vocabulary:
    """The one that the last `vocabulary_look` in this process found."""
    return _Kept.vocabulary if _Kept.signature else vocabulary_look()


def vocabulary_look() -> Vocabulary:
    """The present one, as every search begins: a query asks whether the kept one is."""
    now = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(_SIGNATURE)
        signature = cursor.fetchone()
    if signature != _Kept.signature or now - _Kept.read_at >= KEEP_SECONDS:
        fresh = _read()
        if fresh != _Kept.vocabulary:  # an equal one keeps what it has made of itself
            _Kept.vocabulary = fresh
        _Kept.signature, _Kept.read_at = signature, now
    return _Kept.vocabulary


def vocabulary_forget() -> None:
    """Has the next search read the catalogue anew."""
    _Kept.read_at = float("-inf")


def vocabulary_outdate() -> None:
    """Has the next search of every process read the catalogue anew: a number is left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('listings_brand_id_seq')")


def _read() -> Vocabulary:
    vocab = Vocabulary()
    for word in phrases.WORDS:
        vocab.weigh(word, 50)
    _departments(vocab)
    _choices(vocab, "colour", Colour, phrases.COLOURS)
    _choices(vocab, "condition", Condition, phrases.CONDITIONS)
    _categories(vocab)
    _brands(vocab)
    _sizes(vocab)
    vocab.styles = dict(StyleTag.objects.values_list("slug", "name"))
    return vocab


def _departments(vocab: Vocabulary) -> None:
    for row in Department.objects.order_by("position"):
        vocab.departments[row.pk] = DepartmentFacts(row.slug, row.name)
        meaning = Meaning("department", row.name, (row.pk,))
        for phrase in [row.name, *_listed(phrases.DEPARTMENTS.get(row.slug, ""))]:
            vocab.add(phrase, meaning, 100)


def _choices(
    vocab: Vocabulary,
    kind: str,
    choices: type[Colour] | type[Condition],
    said: Mapping[str, str],
) -> None:
    for choice in choices:
        meaning = Meaning(kind, str(choice.label), (choice.value,))
        named = [str(choice.label)] if kind == "colour" else []
        for phrase in [*named, *_listed(said.get(choice.value, ""))]:
            vocab.add(phrase, meaning, 100)


def _categories(vocab: Vocabulary) -> None:
    rows = list(Category.objects.select_related("department"))
    strong: dict[str, list[Category]] = defaultdict(list)
    weak: dict[str, list[Category]] = defaultdict(list)
    lasts: dict[str, list[Category]] = defaultdict(list)
    for row in rows:
        vocab.categories[row.pk] = CategoryFacts(
            pk=row.pk,
            parent_id=row.parent_id,
            department_id=row.department_id,
            department=row.department.name,
            path=row.path,
            name=row.name,
            size_group=row.size_group,
        )
        for phrase in dict.fromkeys([row.name, *row.synonyms]):
            strong[_spelt(phrase)].append(row)
        names = row.name.split(" & ")
        lasts[key([_spelt(row.name).split(" ")[-1]])].append(row)
        for part in map(_spelt, names if len(names) > 1 else []):
            weak[part].append(row)
            if " " in part:
                lasts[key([part.split(" ")[-1]])].append(row)
    for phrase in dict.fromkeys([*strong, *weak]):
        named = [*strong.get(phrase, []), *lasts.get(key([phrase]), [])]
        _category(vocab, phrase, named, weak.get(phrase, []))


def _category(vocab: Vocabulary, phrase: str, strong: list[Category], weak: list[Category]) -> None:
    """A part of a double name counts in a department where nothing bears the whole name."""
    named = {row.department_id for row in strong}
    chosen = [*strong, *(row for row in weak if row.department_id not in named)]
    ids = tuple(dict.fromkeys(row.pk for row in chosen))
    names = {row.name for row in chosen}
    name = names.pop() if len(names) == 1 else phrase.capitalize()
    vocab.add(phrase, Meaning("category", name, ids), 100)


def _brands(vocab: Vocabulary) -> None:
    rows = Brand.objects.filter(review=Brand.Review.APPROVED).order_by("-popularity", "pk")
    known = list(rows.values_list("pk", "name", "aliases", "popularity"))
    vocab.brands = dict(rows.values_list("slug", "pk"))
    for pk, name, _, popularity in known:
        vocab.add(name, Meaning("brand", name, (pk,)), 10 + popularity // 10)
    for pk, name, aliases, popularity in known:
        for alias in aliases:
            meaning = Meaning("brand", name, (pk,), alias=True)
            vocab.add(alias, meaning, 5 + popularity // 10)


def _sizes(vocab: Vocabulary) -> None:
    ids: dict[str, list[int]] = defaultdict(list)
    groups: dict[str, set[str]] = defaultdict(set)
    for pk, group, label in Size.objects.values_list("pk", "group", "label"):
        vocab.size_labels[pk], vocab.size_groups[pk] = label, group
        spelt = squashed(label)
        ids[spelt].append(pk)
        groups[spelt].add(group)
        vocab.labels.setdefault(spelt, label)
    for said, spelt in phrases.SIZES.items():
        if spelt in ids and said not in ids:
            ids[said], groups[said], vocab.labels[said] = ids[spelt], groups[spelt], spelt.upper()
    vocab.sizes = {spelt: tuple(found) for spelt, found in ids.items()}
    vocab.groups = {spelt: frozenset(found) for spelt, found in groups.items()}


def _listed(text: str) -> Iterable[str]:
    return (phrase.strip() for phrase in text.split(",") if phrase.strip())


def _spelt(text: str) -> str:
    return " ".join(token.text for token in tokens(text))
