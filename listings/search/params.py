"""What the visitor asked for, read from the address and written back into it.

Every state of the search is an address (B2): `Search.from_query` reads one, `with_`/`without`
make the address of a neighbouring state.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from listings.models import Colour, Condition
from listings.search.fits import fits_from

MAX_WORDS = 100
MAX_VALUES = 20
SORTS = {
    "just_shared": "Just shared",
    "just_in": "Just in",
    "relevance": "Relevance",
    "price_up": "Price: low to high",
    "price_down": "Price: high to low",
    "most_liked": "Most liked",
}
AS_TYPED, AS_STARTED = "typed", "started"
LITERAL = {AS_TYPED: "", AS_STARTED: ""}
MANY = ("brand", "size", "colour", "condition", "style", "fit")
AVAILABILITIES = {"available": "Available", "sold": "Sold", "all": "All"}


@dataclass(frozen=True)
class Search:
    """One state of the search. Slugs and labels, never ids; prices in whole dollars.

    fit: measurements as "pit_to_pit:460-500", in millimetres; words: AS_TYPED takes the
    words for themselves, whatever they might mean; AS_STARTED the last as a word's beginning, too;
    shipping: only what a seller offers the viewer a shipping discount on, which is `discounted`
    (listing ids, no part of the address).
    """

    q: str = ""
    department: str = ""
    category: str = ""
    brand: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    min_price: int | None = None
    max_price: int | None = None
    availability: str = "available"
    my_size: bool = False
    shipping: bool = False
    fit: tuple[str, ...] = ()
    words: str = ""
    sort: str = "just_shared"
    after: str = field(default="", compare=False)
    discounted: tuple[int, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Reads an address; what makes no sense is ignored, so that old links keep working."""
        words = " ".join(query.get("q", "").replace("\x00", " ").split())[:MAX_WORDS].strip()
        return cls(
            q=words,
            department=_word(query, "department"),
            category=_word(query, "category"),
            brand=_words(query, "brand"),
            size=_words(query, "size"),
            colour=_known(query, "colour", Colour.values),
            condition=_known(query, "condition", Condition.values),
            style=_words(query, "style"),
            min_price=_dollars(query, "min_price"),
            max_price=_dollars(query, "max_price"),
            availability=_one_of(query, "availability", AVAILABILITIES, "available"),
            my_size=query.get("my_size") == "1",
            shipping=query.get("shipping") == "1",
            fit=fits_from(query),
            words=_one_of(query, "words", LITERAL, "") if words else "",
            sort=_one_of(query, "sort", SORTS, "relevance" if words else "just_shared"),
            after=query.get("after", "")[:500],
        )

    def query_string(self) -> str:
        """The address of this state, without its defaults and without the page."""
        pairs: list[tuple[str, str]] = []
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if value == default or (name == "sort" and value == self._usual_sort()):
                continue
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(name, "1" if one is True else str(one)) for one in values]
        return urlencode(pairs)

    def with_(self, **changes: object) -> "Search":
        """The neighbouring state, from its first page."""
        return replace(self, **({"after": ""} | changes))  # type: ignore[arg-type]  # by field name

    def canonical(self) -> "Search":
        """The state whose address stands for this one: other sorts and orders show the same."""
        sort = self._usual_sort()
        many = {name: tuple(sorted(getattr(self, name))) for name in MANY}
        return self.with_(sort=sort, my_size=False, shipping=False, **many)

    @property
    def is_indexed(self) -> bool:
        """Whether search engines should keep it: everything, or one department; no page but
        the first."""
        return not self.after and self == Search(department=self.department)

    @property
    def can_be_saved(self) -> bool:
        """Whether it asks for a thing: not for everything, in some order or of some price."""
        one = self.q or self.department or self.category
        return bool(one) or any(getattr(self, name) for name in MANY)

    def toggled(self, name: str, value: str) -> "Search":
        """With `value` added to a many-valued facet, or taken out of it."""
        values: tuple[str, ...] = getattr(self, name)
        if value in values:
            return self.with_(**{name: tuple(one for one in values if one != value)})
        return self.with_(**{name: (*values, value)})

    def _usual_sort(self) -> str:
        return "relevance" if self.q else "just_shared"


_DEFAULTS = {f.name: f.default for f in fields(Search) if f.compare}


def _word(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "")[:120]


def _words(query: QueryDict, name: str) -> tuple[str, ...]:
    values = (value.replace("\x00", "")[:90] for value in query.getlist(name)[:MAX_VALUES])
    return tuple(dict.fromkeys(filter(None, values)))


def _known(query: QueryDict, name: str, known: list[str]) -> tuple[str, ...]:
    return tuple(value for value in _words(query, name) if value in known)


def _one_of(query: QueryDict, name: str, known: dict[str, str], default: str) -> str:
    value = query.get(name, "")
    return value if value in known else default


def _dollars(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "").strip().lstrip("$").replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
