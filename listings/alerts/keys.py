"""Keys: what a saved search and every listing that matches it have in common.

A key is the hash of one lexeme, or of two together, one of them a fact. A search is filed under
its rarest ones, one key for each of their alternatives ("one of four brands"), so that few
searches share a key; a listing looks under all that it could be filed by.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations, product
from math import prod

from django.db import connection

from listings.alerts.compiling import Condition

MOST_KEYS = 24
UNKNOWN = 1e-6
"""The share of listings thought to have a lexeme that Postgres counted in none of its sample."""
BEGINNING = 0.02
"""The same for a word's beginning."""
UNFILED = ("=t", "=p")
"""Facts that no search is filed by: when it was listed, and its price."""


def keys_of(conditions: Sequence[Condition], shares: Mapping[str, float]) -> set[int]:
    """The keys that a search of these conditions (at least one) is filed under."""
    pairs = [pair for pair in combinations(conditions, 2) if _go_together(*pair)]
    choices = [*((one,) for one in conditions), *pairs]
    few = [choice for choice in choices if _count(choice) <= MOST_KEYS]
    chosen = min(few or choices, key=lambda choice: (_share(choice, shares), _count(choice)))
    return {_hash(lexemes) for lexemes in product(*(one.lexemes for one in chosen))}


def keys_for(lexemes: Iterable[str]) -> list[int]:
    """Every key that a search which finds a listing of these lexemes may be filed under."""
    known = {lexeme for lexeme in lexemes if not lexeme.startswith(UNFILED)}
    facts = {lexeme for lexeme in known if lexeme.startswith("=")}
    words = known - facts
    beginnings = {f"{word[:end]}*" for word in words for end in range(1, len(word) + 1)}
    pairs = [*combinations(sorted(facts), 2), *product(facts, words)]
    return [_hash((one,)) for one in known | beginnings] + [_hash(pair) for pair in pairs]


def lexeme_shares() -> dict[str, float]:
    """The share of listings that have each of the most frequent lexemes, as Postgres knows it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = 'listings_listing'"
            " AND attname = 'search_vector'"
        )
        lexemes, shares = cursor.fetchone() or ([], [])
    return dict(zip(lexemes or [], shares or [], strict=False))


def _go_together(one: Condition, other: Condition) -> bool:
    return (one.is_fact or other.is_fact) and not (one.is_prefix or other.is_prefix)


def _count(choice: Sequence[Condition]) -> int:
    return prod(len(one.lexemes) for one in choice)


def _share(choice: Sequence[Condition], shares: Mapping[str, float]) -> float:
    return prod(sum(_known(lexeme, shares) for lexeme in one.lexemes) for one in choice)


def _known(lexeme: str, shares: Mapping[str, float]) -> float:
    return shares.get(lexeme, BEGINNING if lexeme.endswith("*") else UNKNOWN)


def _hash(lexemes: Sequence[str]) -> int:
    whole = "&".join(sorted(set(lexemes))).encode()
    return int.from_bytes(blake2b(whole, digest_size=8).digest(), signed=True)
