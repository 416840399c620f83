"""What is measured: pieces of work, each a stream of requests on the site's own data."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from closets.models import Closet, User
from listings.models import Listing
from poshmatch.models import Signal

MEMBERS = 100
LISTINGS = 2000
WORDS = (
    "dress",
    "jeans",
    "boots",
    "silk",
    "vintage denim",
    "free people",
    "black bag",
    "nike",
    "xyzzy",
)
CSRF = "b" * 32


@dataclass(frozen=True)
class Request:
    """One request: a verb, an address, and whose session it carries."""

    verb: str
    path: str
    session: str


@dataclass(frozen=True)
class Shop:
    """Sessions of members with a taste, and listings on sale."""

    sessions: list[str]
    listings: list[int]

    @classmethod
    def load(cls) -> "Shop":
        """Signs members in, without their browser."""
        active = Signal.objects.values_list("user_id", flat=True).distinct()[:5000]
        members = User.objects.filter(pk__in=list(active), is_active=True).order_by("pk")
        listings = Listing.objects.available().order_by("-shared_at").values_list("pk", flat=True)
        return cls([_session(member) for member in members[:MEMBERS]], list(listings[:LISTINGS]))


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


def search(rng: random.Random, shop: Shop) -> Request:
    """Words, 48 cards and all facets."""
    words = rng.choice(WORDS).replace(" ", "+")
    return Request("GET", f"/search/?q={words}", rng.choice(shop.sessions))


WORK: dict[str, Plan] = {
    "home feed, 24 cards": feed,
    "listing page": listing,
    "like": like,
    "search, 48 cards": search,
}


def data_line() -> str:
    """How large the data is."""
    counts = (
        (Listing.objects.count(), "listings"),
        (Closet.objects.count(), "closets"),
        (Signal.objects.count(), "signals"),
    )
    return ", ".join(f"{number:,} {name}" for number, name in counts) + "."


def _session(member: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.save()
    return str(store.session_key)
