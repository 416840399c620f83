"""What a listing is, as lexemes of its search vector beside its words (decision 0010).

One GIN index then answers any mix of words and filters. A token begins with "=", which no word
does: "=b12" is brand 12, "=kred" the colour red. `listings.services.index` writes the same ones.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime

PRICE_EDGES = [
    *(cents * 100 for cents in (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150, 200)),
    *(cents * 100 for cents in (250, 300, 400, 500, 750, 1000, 1500, 2500, 5000)),
]
"""Cents at which a new bucket of prices begins: bucket 0 lies below the first."""
UNIT_SECONDS = 5400
"""Length of the shortest span of time that has a token; each level's is four times as long."""
LEVELS = 8


def token(kind: str, value: object) -> str:
    """The lexeme of one fact: kind "b" (brand), "c" (category), "d", "s", "k", "n", "y"."""
    return f"={kind}{value}"


def price_tokens(least: int | None, most: int | None) -> list[str]:
    """Buckets that prices from `least` to `most` cents may lie in; the edges need a second look."""
    first = bisect_right(PRICE_EDGES, least) if least is not None else 0
    last = bisect_right(PRICE_EDGES, most) if most is not None else len(PRICE_EDGES)
    return [token("p", bucket) for bucket in range(first, last + 1)]


def measure_tokens(kind: str, least_mm: int, most_mm: int) -> list[str]:
    """Whole centimetres that lengths from `least_mm` to `most_mm` may lie in."""
    centimetres = range(max(0, least_mm) // 10, max(0, most_mm) // 10 + 1)
    return [token("m", f"{kind}.{cm}") for cm in centimetres]


def unit_of(moment: datetime) -> int:
    """The number of the shortest span that `moment` lies in."""
    return int(moment.timestamp()) // UNIT_SECONDS


def spans_between(latest: int, earliest: int = 0) -> Iterator[list[str]]:
    """Tokens of ever longer spans of time, from one unit back to another, both included.

    One to four blocks of each level: a span is never much longer than all before it together.
    """
    block = latest
    for level in range(LEVELS - 1):
        first, lowest = block - block % 4, earliest // 4**level
        for one in range(block, max(first, lowest) - 1, -1):
            yield [token("t", f"{level}.{one}")]
        if first <= lowest:
            return
        block = first // 4 - 1
    lowest = earliest // 4 ** (LEVELS - 1)
    yield [token("t", f"{LEVELS - 1}.{one}") for one in range(block, lowest - 1, -1)]


def span_over(earliest: int, latest: int) -> list[str]:
    """Tokens of the time between two units, both included, and of no other time."""
    found, at = [], earliest
    while at <= latest:
        fitting = (k for k in range(LEVELS) if not at % 4**k and at + 4**k - 1 <= latest)
        level = max(fitting)
        found.append(token("t", f"{level}.{at // 4**level}"))
        at += 4**level
    return found


def any_of(tokens: Iterable[str]) -> str:
    """Text of a tsquery that asks for one of the tokens."""
    return " | ".join(map(_quoted, tokens))


def all_of(queries: Iterable[str]) -> str:
    """Text of a tsquery that asks for all the queries."""
    return " & ".join(f"({query})" for query in queries if query)


def _quoted(lexeme: str) -> str:
    plain = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"


def price_bucket(cents: int) -> int:
    """The bucket that a price lies in."""
    return bisect_left(PRICE_EDGES, cents + 1)
