"""What is measured: pieces of work, each a stream of requests on the site's own data."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench import queries
from closets.models import Closet, User
from listings.models import Listing
from listings.search.params import Search
from listings.search.results import search_results
from poshmatch.models import Signal
from poshmatch.serving import style_model
from social.models import Like

MEMBERS = 100
LISTINGS = 2000
PAGES, SOME_PAGES = 100, 10
CSRF = "b" * 32


@dataclass(frozen=True)
class Request:
    """One request: a verb, an address, and whose session it carries."""

    verb: str
    path: str
    session: str


@dataclass(frozen=True)
class Shop:
    """Sessions of members with a taste, listings on sale, closets, brands few have heard of, and
    addresses of a search's pages: the second to the eleventh, and the ninety-first to hundredth
    (or the last ten there are)."""

    sessions: list[str]
    listings: list[int]
    closets: list[str]
    rare: list[str]
    pages: list[str]
    deep_pages: list[str]

    @classmethod
    def load(cls) -> "Shop":
        """Signs members in, without their browser."""
        latest = Like.objects.order_by("-pk").values_list("user_id", flat=True)[:5000]
        members = User.objects.filter(pk__in=sorted(set(latest)), is_active=True).order_by("pk")
        listings = list(
            Listing.objects.available()
            .order_by("-shared_at")
            .values_list("pk", "closet__handle", "brand__name", "brand__popularity")[:LISTINGS]
        )
        pages = list(islice(pages_of(queries.DEEP), PAGES - 1))
        return cls(
            pages=pages[:SOME_PAGES],
            deep_pages=pages[-SOME_PAGES:],
            sessions=[_session(member) for member in members[:MEMBERS]],
            listings=[pk for pk, *_ in listings],
            closets=sorted({handle for _, handle, *_ in listings}),
            rare=sorted({brand for *_, brand, fame in listings if fame == 0}),
        )


Plan = Callable[[random.Random, Shop], Request]


def feed(rng: random.Random, shop: Shop) -> Request:
    """A member's home feed, ranked anew."""
    return Request("GET", "/", rng.choice(shop.sessions))


def listing(rng: random.Random, shop: Shop) -> Request:
    """A listing's page, as a member sees it."""
    return Request("GET", f"/listings/{rng.choice(shop.listings)}/", rng.choice(shop.sessions))


def like(rng: random.Random, shop: Shop) -> Request:
    """A like, or taking one back."""
    verb = rng.choice(["POST", "POST", "DELETE"])
    return Request(verb, f"/listings/{rng.choice(shop.listings)}/like", rng.choice(shop.sessions))


def closet(rng: random.Random, shop: Shop) -> Request:
    """A closet's page."""
    return Request("GET", f"/closets/{rng.choice(shop.closets)}/", rng.choice(shop.sessions))


def _search(some: Sequence[str]) -> Plan:
    """Words of one class, 48 cards and all facets."""
    return lambda rng, shop: Request(
        "GET", queries.words(rng, some or shop.rare), rng.choice(shop.sessions)
    )


def _narrow_search(rng: random.Random, shop: Shop) -> Request:
    return Request("GET", queries.many_filters(rng), rng.choice(shop.sessions))


def _suggested(rng: random.Random, shop: Shop) -> Request:
    return Request("GET", queries.started(rng), rng.choice(shop.sessions))


def _page(rng: random.Random, shop: Shop) -> Request:
    return Request("GET", rng.choice(shop.pages), rng.choice(shop.sessions))


def _deep_page(rng: random.Random, shop: Shop) -> Request:
    return Request("GET", rng.choice(shop.deep_pages), rng.choice(shop.sessions))


WORK: dict[str, Plan] = {
    "home feed, 24 cards": feed,
    "listing page": listing,
    "closet page": closet,
    "like": like,
    "search: rare": _search(()),
    "search: common": _search(queries.COMMON),
    "search: brand": _search(queries.BRANDS),
    "search: misspelt": _search(queries.MISSPELT),
    "search: no result": _search(queries.NOTHING),
    "search: many filters": _narrow_search,
    "search: suggestions": _suggested,
    "search: pages 2 to 11, cards alone": _page,
    "search: pages 91 to 100, cards alone": _deep_page,
}


def data_line() -> str:
    """How large the data is."""
    counts = (
        (Listing.objects.count(), "listings"),
        (Closet.objects.count(), "closets"),
        (Signal.objects.count(), "signals"),
    )
    model = "with a style model" if style_model() else "without a style model"
    return ", ".join(f"{number:,} {name}" for number, name in counts) + f"; {model}."


def pages_of(words: str) -> Iterator[str]:
    """Addresses of the pages after the first of a search."""
    search = Search(q=words, sort="relevance")
    while cursor := search_results(search, None).next_cursor:
        search = search.with_(after=cursor)
        yield f"/search/?{urlencode({'q': words, 'after': cursor})}"


def _session(member: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.save()
    return str(store.session_key)
