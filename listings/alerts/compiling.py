"""A search state as conditions on one listing: on its vector, its price, and what is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from listings.search.params import Search
from listings.search.reading import reading_of
from listings.search.tokens import token
from listings.search.wanted import Ask, Wanted, wanted
from listings.search.wanted import Condition as Asked

LEXEME = re.compile(r"'((?:[^']|'')*)'(:\*)?")
NOTHING = token("none", "")
"""A fact that no listing has."""


@dataclass(frozen=True)
class Condition:
    """Alternatives that a listing must have one of, as lexemes; the beginning of a word as "x*"."""

    lexemes: tuple[str, ...]

    @property
    def is_fact(self) -> bool:
        return self.lexemes[0].startswith("=")

    @property
    def is_prefix(self) -> bool:
        return self.lexemes[0].endswith("*")


@dataclass(frozen=True)
class Compiled:
    """query: text of a tsquery, "" for none; prices in cents, None for open; is_whole: whether
    that is all of the search; has_words: whether it asks for words as they were typed."""

    query: str
    conditions: tuple[Condition, ...]
    least_cents: int | None
    most_cents: int | None
    is_whole: bool
    has_words: bool


def wanted_by(search: Search) -> Wanted:
    """What the search asks of a listing, whoever looks."""
    return wanted(search, reading_of(search), None)


def compiled(search: Search) -> Compiled:
    """What the search asks of a listing on sale, but for what depends on who looks.

    No conditions: everything of some price.
    """
    asked = wanted_by(search)
    facts = [one for one in asked.conditions if one.tokens and not _is_price(one)]
    words = _text(Ask(asked.words, ()))
    if asked.words and not words and not facts:
        facts = [Asked("", (NOTHING,))]
    limits = list(_limits(asked.conditions))
    return Compiled(
        query=_text(Ask(asked.words, tuple(one.tokens for one in facts))),
        conditions=(
            *(Condition((lexeme,)) for lexeme in lexemes_in(words)),
            *(Condition(one.tokens) for one in facts),
        ),
        least_cents=max((cents for bound, cents in limits if bound == "gte"), default=None),
        most_cents=min((cents for bound, cents in limits if bound == "lte"), default=None),
        is_whole=all(one.rows is None for one in facts),
        has_words=bool(search.q),
    )


def lexemes_in(text: str) -> list[str]:
    """The lexemes of a tsquery's or tsvector's text; the beginning of a word as "x*"."""
    found = LEXEME.findall(text)
    plain = [(one.replace("''", "'").replace("\\\\", "\\"), prefix) for one, prefix in found]
    return [f"{lexeme}*" if prefix else lexeme for lexeme, prefix in plain]


def _text(ask: Ask) -> str:
    """Its text with the words brought to their stems, of which all must be there."""
    sql, parameters = ask.sql()
    if not sql:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", parameters)
        return str(cursor.fetchone()[0])


def _is_price(condition: Asked) -> bool:
    return bool(list(_limits([condition])))


def _limits(conditions: Iterable[Asked]) -> Iterator[tuple[str, int]]:
    """("gte", 1000) for at least $10, ("lte", 5000) for at most $50."""
    for rows in (condition.rows for condition in conditions):
        for child in rows.children if rows else ():
            if isinstance(child, tuple) and child[0].startswith("price_cents__"):
                yield child[0].removeprefix("price_cents__"), child[1]
