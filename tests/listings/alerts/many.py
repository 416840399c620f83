"""Very many saved searches, written by COPY: wishes follow Zipf's law, as listings do."""

import gc
import io
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

from django.db import connection

from closets.models import User
from listings.alerts.compiling import Condition
from listings.alerts.keys import keys_of
from listings.alerts.matching import standings_of
from listings.models import Brand, Category, Colour, Listing, Size
from listings.search.tokens import all_of, any_of, token
from listings.services.index import listing_vector
from tests.shop import category, on_sale
from tests.spent import cpu_seconds

BRANDS, WORDS, A_MEMBER = 5_000, 20_000, 5
FLAT = 0.5
"""How far categories and sizes differ in how much they are wanted: far less than brands."""
LIMITS = [15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 120, 150, 200, 250, 300, 500]


class Zipf:
    """Values of which the n-th is wanted 1/n, to the power of `slope`, as much as the first."""

    def __init__(self, values: Sequence[str], slope: float = 1.0) -> None:
        self.values = values
        self.weights = [1 / rank**slope for rank in range(1, len(values) + 1)]
        self.sums = list(accumulate(self.weights))

    def draw(self, dice: random.Random) -> str:
        return self.values[bisect(self.sums, dice.random() * self.sums[-1])]

    def shares(self) -> Iterator[tuple[str, float]]:
        for value, weight in zip(self.values, self.weights, strict=True):
            yield value, weight / self.sums[-1]


@dataclass(frozen=True)
class World:
    """What can be asked for: lexemes by kind, and the share of listings that have each."""

    kinds: dict[str, Zipf]
    shares: dict[str, float]


def world() -> World:
    """A catalogue of real rows for its best known part, and numbers beyond."""
    brands = [Brand.objects.create(name=f"Brand {n}", slug=f"brand-{n}").pk for n in range(200)]
    brands += range(10**6, 10**6 + BRANDS - len(brands))
    kinds = {
        "b": Zipf([token("b", pk) for pk in brands]),
        "c": Zipf([token("c", pk) for pk in _categories()], FLAT),
        "s": Zipf([token("s", pk) for pk in _sizes()], FLAT),
        "k": Zipf([token("k", colour) for colour in Colour.values]),
        "n": Zipf([token("n", one) for one in ("good", "like_new", "nwt", "fair")]),
        "w": Zipf([f"word{n}" for n in range(WORDS)]),
    }
    shares = {one: share for kind in kinds.values() for one, share in kind.shares()}
    return World(kinds, shares)


def _categories() -> list[int]:
    return [category(f"women/kind-{n}").pk for n in range(199)]


def _sizes() -> list[int]:
    rows = [Size(group="g", label=f"L{n}", position=n) for n in range(150)]
    return [row.pk for row in Size.objects.bulk_create(rows)]


def wish(world: World, dice: random.Random) -> tuple[list[Condition], int | None]:
    """What one member waits for: alternatives of each kind, and a price limit in dollars."""
    asked = []
    for kind, often, most in (("b", 60, 3), ("c", 70, 2), ("s", 50, 3), ("k", 15, 2), ("n", 10, 2)):
        if dice.random() * 100 < often:
            many = dice.choice([1, 1, 1, most])
            drawn = {world.kinds[kind].draw(dice) for _ in range(many)}
            asked.append(Condition(tuple(sorted(drawn))))
    if dice.random() < 0.25 or len(asked) < 2:
        asked += [Condition((world.kinds["w"].draw(dice),)) for _ in range(dice.choice([1, 2]))]
    return asked, dice.choice(LIMITS) if dice.random() < 0.6 else None


def searches_make(world: World, count: int) -> int:
    """Writes `count` saved searches of count / 5 members; how many different ones there are."""
    dice = random.Random(11)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    states: dict[str, int] = {}
    standings, keys, saved = io.StringIO(), io.StringIO(), io.StringIO()
    first = _members(count // A_MEMBER)
    for number in range(count):
        asked, most = wish(world, dice)
        query = all_of(any_of(one.lexemes) for one in asked)
        state = f"{query}|{most}"
        if state not in states:
            pk = states[state] = len(states) + 1
            digest = blake2b(state.encode(), digest_size=32).hexdigest()
            limit = most * 100 if most else "\\N"
            standings.write(f"{pk}\t{state}\t{digest}\t{query}\t{limit}\n")
            said = f"{pk}\t{query}\t{limit}\n"
            keys.writelines(f"{key}\t{said}" for key in keys_of(asked, world.shares))
        saved.write(f"{first + number // A_MEMBER}\t{states[state]}\t{number}\n")
    _copy(standings, "listings_standing", "id, state, digest, query, most_cents")
    _copy(keys, "listings_standingkey", "key, standing_id, query, most_cents")
    _copy(saved, "listings_savedsearch", "user_id, standing_id, address")
    if not connection.in_atomic_block:
        _vacuum()
    return len(states)


def _vacuum() -> None:
    """As Postgres does by itself a minute after so many rows: keys are read without their rows."""
    with connection.cursor() as cursor:
        for table in ("listings_standingkey", "listings_standing"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _members(count: int) -> int:
    """Members by one statement; the first one's id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH made AS (INSERT INTO closets_user (username, email, password, first_name,"
            " last_name, is_active, is_staff, is_superuser, date_joined)"
            " SELECT 'w' || n, 'w' || n || '@example.com', '', '', '', true, false, false, now()"
            " FROM generate_series(0, %s) AS n ORDER BY n RETURNING id) SELECT min(id) FROM made",
            [count],
        )
        return int(cursor.fetchone()[0])


_FILLED = {
    "listings_standing": "is_whole, has_words, waiting, created_at)"
    " SELECT {}, true, false, 1, now()",
    "listings_standingkey": ") SELECT {}",
    "listings_savedsearch": "name, my_size, alert, by_mail, created_at)"
    " SELECT {}, 'A wish', false, 'instant', false, now()",
}
"""What every row has alike."""


def _copy(rows: io.StringIO, table: str, columns: str) -> None:
    rows.seek(0)
    comma = "" if _FILLED[table].startswith(")") else ","
    filled = f"{columns}{comma}{_FILLED[table].format(columns)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE brought AS TABLE {table} WITH NO DATA")
        cursor.copy_expert(f"COPY brought ({columns}) FROM STDIN", rows)
        into = f"INSERT INTO {table} ({filled} FROM brought"
        cursor.execute(f"{into} ON CONFLICT DO NOTHING")
        cursor.execute("DROP TABLE brought")
        cursor.execute(f"ANALYZE {table}")


def listings_make(world: World, owner: User, count: int) -> list[Listing]:
    """Listings by the same law, with some fifty words each."""
    dice = random.Random(12)
    made = []
    for _ in range(count):
        facts = {kind: _real(world, kind, dice) for kind in "bcskn"}
        words = [world.kinds["w"].draw(dice) for _ in range(50)]
        made.append(
            on_sale(
                owner,
                title=" ".join(words[:5]),
                description=" ".join(words[5:]),
                brand=Brand.objects.get(pk=facts["b"]),
                category=Category.objects.select_related("department").get(pk=facts["c"]),
                size=Size.objects.get(pk=facts["s"]),
                colours=[facts["k"]],
                condition=facts["n"],
                price_cents=100 * dice.choice([12, 18, 28, 45, 70, 110]),
            )
        )
    return made


def _real(world: World, kind: str, dice: random.Random) -> str:
    """A value that there is a row of."""
    whole = world.kinds[kind]
    known = Zipf(whole.values[:200], FLAT if kind in "cs" else 1.0)
    return known.draw(dice)[2:]


def costs(listings: Sequence[Listing]) -> list[tuple[float, int]]:
    """(CPU milliseconds of us and of our database process, states found) for each listing."""
    gc.freeze()  # as each worker does at its start
    return [_cost(listing) for listing in listings]


def _cost(listing: Listing) -> tuple[float, int]:
    before = cpu_seconds()
    found = standings_of(listing)
    return (cpu_seconds() - before) * 1000, len(found)


def by_looking_at_all(listing: Listing) -> set[int]:
    """The same states, found by holding every one of them against the listing."""
    price = listing.price_cents
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM listings_standing WHERE %s::tsvector @@ query"
            " AND coalesce(least_cents <= %s, true) AND coalesce(most_cents >= %s, true)",
            [listing_vector(listing), price, price],
        )
        return {pk for (pk,) in cursor.fetchall()}
