"""The feed, page by page: ranked once, kept for the visit, so that no page repeats a card."""

import secrets
from dataclasses import dataclass, replace

import numpy as np
from django.core import signing
from django.core.cache import cache

from closets.lib.sql import rows
from closets.models import User
from listings.models import Listing
from poshmatch.feed.candidates import SOURCES, still_showable
from poshmatch.feed.order import feed_order
from poshmatch.feed.reader import Basis, Reader
from poshmatch.feed.reasons import Named, why

LENGTH = 480
KEEP_SECONDS = 3600
SALT = "feed.2"
"""Changed with what is kept of a feed, so that no cursor leads to one of an older form."""
_SHARERS = """
SELECT DISTINCT s.listing_id, c.display_name, c.id
FROM social_share AS s
JOIN closets_closet AS c ON c.user_id = s.user_id
JOIN social_closetfollow AS f ON f.closet_id = c.id AND f.user_id = %s
JOIN closets_user AS u ON u.id = s.user_id AND u.is_active
WHERE s.listing_id = ANY(%s) AND s.user_id <> %s AND NOT EXISTS (
    SELECT FROM closets_block AS b WHERE (b.blocker_id = f.user_id AND b.blocked_id = s.user_id)
        OR (b.blocker_id = s.user_id AND b.blocked_id = f.user_id))
ORDER BY s.listing_id, c.id
"""


@dataclass(frozen=True)
class FeedPage:
    """Listings in order, why each is here, the next page's cursor ("" at the end), whether the
    style model ranked them, and the name that the feed is kept by."""

    listings: list[Listing]
    why: dict[int, str]
    next_cursor: str
    is_ranked: bool
    name: str


@dataclass(frozen=True)
class Feed:
    """A member's ranked feed: ids in order, their sources (bits) and scores, which of them are
    exploration, and by what they were ranked (None: without a model)."""

    user_id: int
    ids: tuple[int, ...]
    sources: tuple[int, ...]
    scores: tuple[float, ...]
    explored: frozenset[int]
    basis: Basis | None


def feed_page(viewer: User | None, *, cursor: str = "", size: int = 24) -> FeedPage:
    """The page after `cursor`; a lost or strange cursor starts a new feed."""
    reader = Reader.of(viewer)
    name, start = _read_cursor(cursor)
    feed = feed_kept(name, reader.user_id)
    if feed is None:
        name, start, feed = secrets.token_urlsafe(9), 0, _rank(reader)
        cache.set(_key(name), feed, KEEP_SECONDS)
    end = start
    listings: list[Listing] = []
    while len(listings) < size and end < len(feed.ids):  # once, but for what is gone meanwhile
        ahead = feed.ids[end : end + size - len(listings)]
        listings += _listings(reader, ahead, is_kept=start > 0)
        end += len(ahead)
    next_cursor = signing.dumps([name, end], salt=SALT) if end < len(feed.ids) else ""
    reasons = why_each(reader, feed, listings)
    return FeedPage(listings, reasons, next_cursor, reader.ranker is not None, name)


def feed_kept(name: str, user_id: int) -> Feed | None:
    """The feed kept by this name, if it is this member's and not older than an hour."""
    feed: Feed | None = cache.get(_key(name)) if name else None
    return feed if feed and feed.user_id == user_id else None


def _key(name: str) -> str:
    return f"feed.2:{name}"


def _read_cursor(cursor: str) -> tuple[str, int]:
    try:
        name, start = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        return "", 0
    return str(name), int(start)


def _rank(reader: Reader) -> Feed:
    found = reader.candidates()
    scores, step = reader.scores(found)
    wanted = scores > -np.inf
    found, scores = found.take(wanted), scores[wanted]
    seed = int(found.ids.sum() % 2**32) if len(found) else 0
    places, explored = feed_order(scores, found.closets, found.brands, length=LENGTH, seed=seed)
    return Feed(
        reader.user_id,
        tuple(found.ids[places].tolist()),
        tuple(found.sources[places].tolist()),
        tuple(scores[places].tolist()),
        frozenset(found.ids[list(explored)].tolist()),
        replace(reader.ranker.basis, step=step) if reader.ranker else None,
    )


def _listings(reader: Reader, ids: tuple[int, ...], *, is_kept: bool) -> list[Listing]:
    """The listings in the feed's order, of active members; of a kept feed without what must no
    longer be shown."""
    showable = still_showable(reader.user_id, ids) - reader.turned_off(ids) if is_kept else ids
    of_active = Listing.objects.for_cards().filter(closet__user__is_active=True)
    by_id = {row.pk: row for row in of_active.filter(pk__in=showable)}
    return [by_id[pk] for pk in ids if pk in by_id]


def why_each(reader: Reader, feed: Feed, listings: list[Listing]) -> dict[int, str]:
    """Why each of these cards of the feed is in it, in one sentence."""
    sources = dict(zip(feed.ids, feed.sources, strict=True))
    ids = [listing.pk for listing in listings]
    sharers = _sharers(reader.user_id, [pk for pk in ids if sources[pk] & SOURCES["shared"]])
    ranker = reader.ranker
    reasons = ranker.reasons(np.array(ids, dtype=np.int64)) if ranker else {}
    return {
        one.pk: why(
            reasons.get(one.pk, []),
            sources[one.pk],
            Named(
                one.closet.display_name,
                one.brand.name if one.brand else "",
                sharers.get(one.pk, ()),
            ),
            explores=one.pk in feed.explored,
        )
        for one in listings
    }


def _sharers(user_id: int, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Who of the followed shared each listing."""
    if not user_id or not ids:
        return {}
    names: dict[int, tuple[str, ...]] = {}
    for listing_id, name, _ in rows(_SHARERS, [user_id, ids, user_id]):
        names[listing_id] = (*names.get(listing_id, ()), name)
    return names
