"""What a search asks of a listing: conditions that one GIN index answers, and looks at the rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from closets.models import Closet, MySize, User
from closets.selectors import blocked_ids
from listings.models import Brand, Listing, Size
from listings.models.listing import AVAILABLE, GONE, ListingQuerySet
from listings.search.fits import Fit
from listings.search.narrowing import NOTHING, narrowed
from listings.search.params import AS_STARTED, Search
from listings.search.parts import Part
from listings.search.reading import Reading
from listings.search.tokens import all_of, any_of, measure_tokens, price_tokens, token
from listings.search.vocabulary import vocabulary

KINDS = {"brand": "b", "category": "c", "department": "d", "colour": "k", "condition": "n"}
NO_LISTING = 0
BEGINNING = re.compile(r"'([^']+)':\*$")
"""Of the last word, in text for to_tsquery."""
MOST_BUCKETS = 8
"""A wider range of prices holds so many listings that looking at each costs less."""


@dataclass(frozen=True)
class Ask:
    """A tsquery: words to be stemmed (text for to_tsquery), and groups of tokens of each of which
    one has to be there."""

    words: str
    groups: tuple[tuple[str, ...], ...]

    def sql(self) -> tuple[str, list[Any]]:
        """As SQL with its parameters; ("", []) when it asks for nothing."""
        tokens = all_of(any_of(group) for group in self.groups)
        texts = [("to_tsquery('shop', %s)", self.words), ("%s::tsquery", tokens)]
        asked = [(sql, text) for sql, text in texts if text]
        return " && ".join(sql for sql, _ in asked), [text for _, text in asked]

    def and_(self, group: Sequence[str]) -> "Ask":
        """With one of these tokens, too, if there are any."""
        return replace(self, groups=(*self.groups, tuple(group))) if group else self


class Sql(SearchQuery):
    """A tsquery given as SQL."""

    def __init__(self, sql: str, parameters: list[Any] | None = None) -> None:
        super().__init__("")
        self.sql, self.parameters = f"({sql})", parameters or []

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        return self.sql, self.parameters


@dataclass(frozen=True)
class Condition:
    """facet: which of the page's filters asks ("" for words); tokens: one has to be there, if there
    are any; rows: what the tokens do not tell exactly."""

    facet: str
    tokens: tuple[str, ...] = ()
    rows: Q | None = None


@dataclass(frozen=True)
class Wanted:
    """All of a search for one viewer. words: text for to_tsquery, "" for none."""

    conditions: tuple[Condition, ...]
    words: str
    availability: str

    def without(self, facet: str) -> "Wanted":
        """Under all filters but this one; without the department goes its category, too."""
        gone = {facet, "category"} if facet == "department" else {facet}
        kept = tuple(one for one in self.conditions if one.facet not in gone)
        return replace(self, conditions=kept)

    def available(self, availability: str) -> "Wanted":
        """The same among what is "available", "sold", "gone" (sold or reserved), or "all"."""
        return replace(self, availability=availability)

    def discounted(self, listing_ids: Sequence[int]) -> "Wanted":
        """The same among those that a seller offers the viewer a shipping discount on."""
        among = Condition("shipping", rows=Q(pk__in=[*listing_ids] or [NO_LISTING]))
        return replace(self, conditions=(*self.conditions, among))

    @cached_property
    def ask(self) -> Ask:
        groups = tuple(one.tokens for one in self.conditions if one.tokens)
        return Ask(_spelt_out(self.words), narrowed(groups))

    def listings(self, query: SearchQuery | None) -> ListingQuerySet:
        """Listings that `query` finds and that meet what it cannot tell, in no order."""
        sold = GONE & Q(status="sold")
        states = {"available": [AVAILABLE], "sold": [sold], "gone": [GONE]}
        found = Q()
        for state in states.get(self.availability, [AVAILABLE, GONE]):
            found |= state if query is None else state & Q(search_vector=query)
        rows = Listing.objects.filter(found)
        for condition in self.conditions:
            if condition.rows is not None:
                rows = rows.filter(condition.rows)
        return rows

    def matching(self) -> ListingQuerySet:
        """All that is asked for, in no order."""
        sql, parameters = self.ask.sql()
        return self.listings(Sql(sql, parameters) if sql else None)


def _spelt_out(words: str) -> str:
    """With the words of the trade in place of their beginning: the index can only read all that
    begins so, each time anew. A beginning that the trade does not know is rare enough."""
    found = BEGINNING.search(words)
    known = vocabulary().beginning_with(found[1]) if found else []
    if not found or not known:
        return words
    spelt = " | ".join(f"'{word}'" for word in known)
    return f"{words[: found.start()]}({spelt})"


def wanted(search: Search, reading: Reading, viewer: User | None) -> Wanted:
    """The filters of the page and the reading of the words, for what `viewer` may see."""
    conditions = [*_facets(search), *_parts(reading), *_visible(viewer)]
    if search.my_size and viewer:
        conditions += _my_sizes(viewer)
    if search.q and not reading.parts:
        conditions.append(Condition("", NOTHING))
    words = [f"'{part.name}'" for part in reading.parts if part.kind == "word"]
    if search.words == AS_STARTED and words:
        words[-1] += ":*"
    asked = Wanted(tuple(conditions), " & ".join(words), search.availability)
    return asked.discounted(search.discounted) if search.shipping else asked


def _parts(reading: Reading) -> list[Condition]:
    return [_part(part) for part in reading.parts if part.kind != "word"]


def _part(part: Part) -> Condition:
    values: tuple[Any, ...] = part.values
    if part.kind == "price":
        return _price("", *values)
    if part.kind == "measure":
        return _fit("", Fit(*values))
    if part.kind == "size":
        return Condition("", tuple(token("s", pk) for pk in values))
    if part.kind == "category":
        values = _highest(values)
    return Condition("", tuple(token(KINDS[part.kind], value) for value in values))


def _highest(categories: tuple[int, ...]) -> tuple[int, ...]:
    """Without those that lie in another of them: what hangs there bears the token of both."""
    known = vocabulary().categories
    return tuple(pk for pk in categories if known[pk].parent_id not in categories)


def _facets(search: Search) -> Iterator[Condition]:
    for facet, tokens in _chosen(search):
        if getattr(search, facet):
            yield Condition(facet, tuple(tokens) or NOTHING)
    if search.min_price is not None or search.max_price is not None:
        yield _price("price", _cents(search.min_price), _cents(search.max_price))
    for fit in filter(None, map(Fit.read, search.fit)):
        yield _fit("fit", fit)


def _chosen(search: Search) -> Iterator[tuple[str, list[str]]]:
    """Tokens of each filter's values; those that name nothing have none."""
    known = vocabulary()
    departments = [pk for pk, row in known.departments.items() if row.slug == search.department]
    categories = [pk for pk, row in known.categories.items() if row.path == search.category]
    sizes = [pk for pk, label in known.size_labels.items() if label in search.size]
    yield "department", [token("d", pk) for pk in departments]
    yield "category", [token("c", pk) for pk in categories]
    yield "brand", [token("b", pk) for pk in _brand_ids(search.brand)]
    yield "size", [token("s", pk) for pk in sizes]
    yield "colour", [token("k", value) for value in search.colour]
    yield "condition", [token("n", value) for value in search.condition]
    yield "style", [token("y", value) for value in search.style]


def _brand_ids(slugs: tuple[str, ...]) -> list[int]:
    """A query only for those that staff have not approved."""
    known = vocabulary().brands
    found = [known[slug] for slug in slugs if slug in known]
    others = [slug for slug in slugs if slug not in known]
    rows = Brand.objects.filter(slug__in=others) if others else Brand.objects.none()
    return [*found, *rows.values_list("pk", flat=True)]


def _cents(dollars: int | None) -> int | None:
    return dollars * 100 if dollars is not None else None


def _price(facet: str, least: int | None, most: int | None) -> Condition:
    rows = Q()
    if least is not None:
        rows &= Q(price_cents__gte=least)
    if most is not None:
        rows &= Q(price_cents__lte=most)
    tokens = price_tokens(least, most)
    return Condition(facet, tuple(tokens) if len(tokens) <= MOST_BUCKETS else (), rows)


def _fit(facet: str, fit: Fit) -> Condition:
    length = f"measurements__{fit.kind}"
    rows = Q(**{f"{length}__gte": fit.least, f"{length}__lte": fit.most})
    return Condition(facet, tuple(measure_tokens(fit.kind, fit.least, fit.most)), rows)


def _visible(viewer: User | None) -> list[Condition]:
    """Nothing of suspended members, nor of those blocked either way."""
    shut = Closet.objects.filter(user__is_active=False).order_by().values("pk")
    conditions = [Condition("", rows=~Q(closet__in=shut))]
    hidden = blocked_ids(viewer.pk if viewer else None)
    if hidden:
        closets = list(Closet.objects.filter(user__in=hidden).values_list("pk", flat=True))
        conditions.append(Condition("", rows=~Q(closet__in=closets)))
    return conditions


def _my_sizes(viewer: User) -> list[Condition]:
    """Items in one of the member's sizes; groups they gave no size for are left as they are."""
    sizes = list(MySize.objects.filter(user=viewer).values_list("group", "label"))
    if not sizes:
        return []
    mine = Q()
    for group, label in sizes:
        mine |= Q(group=group, label=label)
    fits = list(Size.objects.filter(mine).values_list("pk", flat=True))
    named = Size.objects.filter(group__in={group for group, _ in sizes})
    others = set(named.values_list("pk", flat=True)) - set(fits)
    return [Condition("", rows=Q(size_ids__overlap=fits) | ~Q(size_ids__overlap=sorted(others)))]
