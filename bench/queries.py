"""What people search for, by class: what costs a search engine most differs between them."""

import random
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

COMMON = ("dress", "jeans", "black top", "boots", "size M dress", "blue", "vintage", "sweater")
BRANDS = (
    "nike",
    "free people",
    "lululemon leggings",
    "zara",
    "levi's jeans",
    "j.crew",
    "coach bag",
)
MISSPELT = ("addidas", "lululemmon", "free peple", "leggins", "jaens", "nikee shoes", "sneekers")
NOTHING = ("xyzzy", "qwrtpsdf", "plugh zzyzx", "grmblfx")
STARTED = ("dr", "free peo", "lulu", "sneak", "boh", "levis", "zar", "blac")
DEEP = "dress"
FILTERS: Sequence[Mapping[str, object]] = (
    {"q": "dress", "department": "women", "size": ["M", "S"], "colour": ["black", "blue"]},
    {"q": "jeans", "condition": ["nwt", "like_new"], "min_price": 20, "max_price": 60},
    {
        "department": "women",
        "brand": ["free-people", "madewell"],
        "colour": "cream",
        "style": "boho",
    },
    {"department": "men", "size": "L", "max_price": 50, "condition": ["good"], "colour": "black"},
    {"q": "top", "department": "women", "style": "minimal", "sort": "price_up", "min_price": 15},
)


def words(rng: random.Random, some: Sequence[str]) -> str:
    """The address of a search for one of these words."""
    return f"/search/?{urlencode({'q': rng.choice(some)})}"


def many_filters(rng: random.Random) -> str:
    """The address of a search narrowed by four facets or more."""
    return f"/search/?{urlencode(rng.choice(FILTERS), doseq=True)}"


def started(rng: random.Random) -> str:
    """The address of the suggestions while somebody types."""
    return f"/search/suggest?{urlencode({'q': rng.choice(STARTED)})}"
