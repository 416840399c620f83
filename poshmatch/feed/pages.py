"""The feed, page by page: ranked once, kept for the visit, so that no page repeats a card."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from django.core import signing
from django.core.cache import cache

from closets.models import User
from listings.models import Listing
from poshmatch.feed.candidates import SOURCES, Sharers
from poshmatch.feed.followed import AT_ONCE, followed_rest
from poshmatch.feed.order import feed_order
from poshmatch.feed.reader import Basis, Reader
from poshmatch.feed.reasons import Named, why
from poshmatch.feed.shown import closets_named, listings_shown

LENGTH = 240
KEEP_SECONDS = 3600
FOLLOWED = SOURCES["closet"] | SOURCES["brand"]
"""What comes from these says so, and needs no reason of the ranker's."""
SALT = "feed.3"
"""Changed with what is kept of a feed, so that no cursor leads to one of an older form."""


@dataclass(frozen=True)
class FeedPage:
    """Listings in order, why each is here, the next page's cursor ("" at the end), and the name
    that the feed is kept by.

    start: the place of the first in the feed; version: of the model that ranked them, "" for none;
    drawn: those drawn by lot.
    """

    listings: list[Listing]
    why: dict[int, str]
    next_cursor: str
    name: str
    start: int
    version: str
    drawn: Mapping[int, "Draw"]

    @property
    def is_ranked(self) -> bool:
        """Whether the style model ranked them."""
        return bool(self.version)


class Draw(NamedTuple):
    """A card drawn by lot: how likely it was to be drawn, and where the ranker and where recency
    would have put it among all candidates, from 0 (first) to 1."""

    chance: float
    by_score: float
    by_recency: float


@dataclass(frozen=True)
class Feed:
    """A member's ranked feed.

    ids: in order, with their sources (bits) and scores; basis: by what they were ranked (None:
    without a model); explored: which of them were drawn by lot; sharers: who of the followed shared
    them (by listing id); is_whole: all that followed closets sell is in it.
    """

    user_id: int
    ids: tuple[int, ...]
    sources: tuple[int, ...]
    scores: tuple[float, ...]
    basis: Basis | None
    explored: Mapping[int, Draw] = field(default_factory=dict)
    sharers: Mapping[int, Sharers] = field(default_factory=dict)
    is_whole: bool = False


def feed_page(viewer: User | None, *, cursor: str = "", size: int = 24) -> FeedPage:
    """The page after `cursor`; a lost or strange cursor starts a new feed."""
    reader = Reader.of(viewer)
    name, start = _read_cursor(cursor)
    feed = feed_kept(name, reader.user_id)
    if feed is None:
        name, start = secrets.token_urlsafe(9), 0
        feed = _kept(name, _rank(reader))
    end = start
    listings: list[Listing] = []
    while len(listings) < size:  # once, but for what is gone meanwhile
        if end + size - len(listings) >= len(feed.ids) and not feed.is_whole:
            feed = _kept(name, _with_followed(reader, feed))
        ahead = feed.ids[end : end + size - len(listings)]
        if not ahead:
            break
        listings += _listings(reader, ahead)
        end += len(ahead)
    next_cursor = signing.dumps([name, end], salt=SALT) if end < len(feed.ids) else ""
    reasons = why_each(reader, feed, listings, is_kept=start > 0)
    version = feed.basis.version if feed.basis else ""
    return FeedPage(listings, reasons, next_cursor, name, start, version, feed.explored)


def feed_kept(name: str, user_id: int) -> Feed | None:
    """The feed kept by this name, if it is this member's and not older than an hour."""
    feed: Feed | None = cache.get(_key(name)) if name else None
    return feed if feed and feed.user_id == user_id else None


def _kept(name: str, feed: Feed) -> Feed:
    cache.set(_key(name), feed, KEEP_SECONDS)
    return feed


def _key(name: str) -> str:
    return f"feed.3:{name}"


def _read_cursor(cursor: str) -> tuple[str, int]:
    try:
        name, start = signing.loads(cursor, salt=SALT) if cursor else ("", 0)
    except (signing.BadSignature, ValueError):
        return "", 0
    return str(name), int(start)


def _rank(reader: Reader) -> Feed:
    found = reader.candidates()
    scores, step = reader.scores(found)
    wanted = scores > -np.inf
    found, scores = found.take(wanted), scores[wanted]
    seed = int(found.ids.sum() % 2**32) if len(found) else 0
    places, drawn = feed_order(scores, found.closets, found.brands, length=LENGTH, seed=seed)
    return Feed(
        reader.user_id,
        tuple(found.ids[places].tolist()),
        tuple(found.sources[places].tolist()),
        tuple(scores[places].tolist()),
        replace(reader.ranker.basis, step=step) if reader.ranker else None,
        dict(_draws(found.ids, scores, drawn)),
        found.sharers,
        is_whole=not reader.user_id,
    )


def _draws(
    ids: np.ndarray, scores: np.ndarray, drawn: Mapping[int, float]
) -> Iterator[tuple[int, Draw]]:
    """What is told of the listings at the places drawn by lot, by their ids."""
    places, count = list(drawn), max(len(ids) - 1, 1)
    better = np.searchsorted(np.sort(-scores), -scores[places]) / count
    newer = np.searchsorted(np.sort(-ids), -ids[places]) / count
    drawn_ids = ids[places].tolist()
    draws = map(Draw, drawn.values(), better.tolist(), newer.tolist())
    yield from zip(drawn_ids, draws, strict=True)


def _with_followed(reader: Reader, feed: Feed) -> Feed:
    """The feed with more of what followed closets sell behind it, the last shared first."""
    rest = followed_rest(reader.user_id, feed.ids)
    more = np.array(rest, dtype=np.int64)
    scores = reader.ranker.scores(more)[0].tolist() if reader.ranker else [0.0] * len(rest)
    return replace(
        feed,
        ids=feed.ids + tuple(rest),
        sources=feed.sources + (SOURCES["closet"],) * len(rest),
        scores=feed.scores + tuple(scores),
        is_whole=len(rest) < AT_ONCE,
    )


def _listings(reader: Reader, ids: tuple[int, ...]) -> list[Listing]:
    """The listings in the feed's order, without what must no longer be shown."""
    shown = listings_shown(reader.user_id, ids)
    off = reader.turned_off(ids)
    return [shown[pk] for pk in ids if pk in shown and pk not in off]


def why_each(
    reader: Reader, feed: Feed, listings: list[Listing], *, is_kept: bool = True
) -> dict[int, str]:
    """Why each of these cards of the feed is in it, in one sentence. is_kept: the feed was ranked
    for an earlier request, so that who shared a card has to be asked anew."""
    ids = [listing.pk for listing in listings]
    sources = {pk: feed.sources[feed.ids.index(pk)] for pk in ids}
    sharers = {pk: feed.sharers[pk] for pk in ids if pk in feed.sharers}
    closets = {closet for who in sharers.values() for closet, _ in who}
    named = closets_named(reader.user_id, closets) if is_kept else closets
    asked = [pk for pk in ids if pk not in feed.explored and not sources[pk] & FOLLOWED]
    ranker = reader.ranker
    reasons = ranker.reasons(np.array(asked, dtype=np.int64)) if ranker else {}
    return {
        one.pk: why(
            reasons.get(one.pk, []),
            sources[one.pk],
            Named(
                one.closet.display_name,
                one.brand.name if one.brand else "",
                tuple(name for closet, name in sharers.get(one.pk, ()) if closet in named),
            ),
            explores=one.pk in feed.explored,
        )
        for one in listings
    }
