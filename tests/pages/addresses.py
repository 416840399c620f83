"""Every named address of our own, with strange things put in for its parts."""

import uuid
from collections.abc import Iterator
from itertools import zip_longest

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, PathConverter, SlugConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

STAFF = "admin"
EMOJI, NUL, LONG = "🧥👗", "%00", "x" * 10_000
STRANGE: dict[type[object], list[object]] = {
    IntConverter: [0, 2**63, 10**30],
    UUIDConverter: [uuid.UUID("00000000-0000-4000-8000-000000000000")],
    SlugConverter: ["no-such-thing", "x" * 2000],
    PathConverter: ["no/such/place", EMOJI, NUL],
}
STRANGE_WORDS: list[object] = ["nothing", EMOJI, NUL, LONG]


def strange_addresses() -> list[str]:
    """Ids of nothing, NULs, emoji and 10 kB in every part of every address, the staff's apart."""
    return [address for route in _routes(get_resolver(), "/") for address in _filled(route)]


def _routes(resolver: URLResolver, before: str) -> Iterator[tuple[str, RoutePattern]]:
    for entry in resolver.url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue
        if isinstance(entry, URLPattern) and entry.name:
            yield before, entry.pattern
        elif isinstance(entry, URLResolver) and entry.namespace != STAFF:
            yield from _routes(entry, before + str(entry.pattern))


def _filled(route: tuple[str, RoutePattern]) -> Iterator[str]:
    before, pattern = route
    names = list(pattern.converters)
    choices = [STRANGE.get(type(pattern.converters[name]), STRANGE_WORDS) for name in names]
    for values in zip_longest(*choices) if choices else [()]:
        address = before + str(pattern)
        for name, value, known in zip(names, values, choices, strict=True):
            address = _put(address, name, known[0] if value is None else value)
        yield address


def _put(address: str, name: str, value: object) -> str:
    start = address.index("<", 0)
    end = address.index(">", start)
    assert address[start:end].endswith(name)
    return f"{address[:start]}{value}{address[end + 1 :]}"
