"""The feed, page by page: ranked once, kept for the visit, so that no page repeats a card."""

import secrets
from dataclasses import dataclass

import numpy as np
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from poshmatch.feed.candidates import SOURCES, Candidates, candidates_for
from poshmatch.feed.order import feed_order
from poshmatch.feed.reasons import Named, why
from poshmatch.rows import day_of, style_listings
from poshmatch.serving import style_model
from poshmatch.style import Items, Reason, Scores, StyleModel, Taste
from poshmatch.style.arrays import positions
from poshmatch.taste import history_of, taste_of

LENGTH = 480
RISING = 60
STYLES = 10
KEEP_SECONDS = 3600
SALT = "feed"
_SHARERS = """
SELECT DISTINCT s.listing_id, c.display_name, c.id
FROM social_share AS s
JOIN closets_closet AS c ON c.user_id = s.user_id
JOIN social_closetfollow AS f ON f.closet_id = c.id AND f.user_id = %s
WHERE s.listing_id = ANY(%s) AND s.user_id <> %s
ORDER BY s.listing_id, c.id
"""


@dataclass(frozen=True)
class FeedPage:
    """Listings in order, why each is here, the next page's cursor ("" at the end), and whether
    the style model ranked them."""

    listings: list[Listing]
    why: dict[int, str]
    next_cursor: str
    is_ranked: bool


@dataclass(frozen=True)
class Feed:
    """A ranked feed: ids in order, their sources (bits), which are exploration."""

    ids: tuple[int, ...]
    sources: tuple[int, ...]
    explored: frozenset[int]
    is_ranked: bool


def feed_page(viewer: User | None, *, cursor: str = "", size: int = 24) -> FeedPage:
    """The page after `cursor`; a lost or strange cursor starts a new feed."""
    key, start = _read_cursor(cursor)
    feed: Feed | None = cache.get(key) if key else None
    if feed is None:
        key, start, feed = f"feed:{secrets.token_urlsafe(9)}", 0, _rank(viewer)
        cache.set(key, feed, KEEP_SECONDS)
    ids, end = feed.ids[start : start + size], start + size
    listings = _listings(ids)
    next_cursor = signing.dumps([key, end], salt=SALT) if end < len(feed.ids) else ""
    return FeedPage(listings, _why(viewer, feed, listings), next_cursor, feed.is_ranked)


def _read_cursor(cursor: str) -> tuple[str, int]:
    try:
        key, start = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        return "", 0
    return str(key), int(start)


def _rank(viewer: User | None) -> Feed:
    model = style_model()
    user_id = viewer.pk if viewer else 0
    if model is None:
        return _order(candidates_for(user_id, styles=[], rising=[]), None)
    taste = taste_of(model, history_of(user_id))
    rising = [int(pk) for pk in model.items.ids[_most_popular(model)]]
    styles = [int(style) for style in model.styles_for(taste, STYLES)]
    found = candidates_for(user_id, styles=styles, rising=rising)
    return _order(found, _score(model, taste, found)[1])


def _most_popular(model: StyleModel) -> np.ndarray:
    return np.argsort(-np.asarray(model.items.popularity), kind="stable")[:RISING]


def _score(model: StyleModel, taste: Taste, found: Candidates) -> tuple[Items, np.ndarray]:
    """The candidates as items, and their scores in the candidates' order."""
    items = model.look_up(found.ids, style_listings)
    items = items.take(np.argsort(items.ids))
    totals = model.score(taste, items, day_of(timezone.now())).total
    places = positions(items.ids, found.ids)
    return items, np.where(places >= 0, totals[places], -np.inf)


def _order(found: Candidates, scores: np.ndarray | None) -> Feed:
    """Ranked by the model; without one, newest first with followed closets ahead."""
    is_ranked = scores is not None
    if scores is None:
        followed = (found.sources & (SOURCES["closet"] | SOURCES["shared"])) > 0
        scores = followed + found.ids / (found.ids.max(initial=0) + 1)
    seed = int(found.ids.sum() % 2**32) if len(found) else 0
    places, explored = feed_order(scores, found.closets, found.brands, length=LENGTH, seed=seed)
    return Feed(
        tuple(int(found.ids[place]) for place in places),
        tuple(int(found.sources[place]) for place in places),
        frozenset(int(found.ids[place]) for place in explored),
        is_ranked,
    )


def _listings(ids: tuple[int, ...]) -> list[Listing]:
    """The listings still to be had, in the feed's order."""
    rows = Listing.objects.available().filter(pk__in=ids).for_cards()
    by_id = {listing.pk: listing for listing in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _why(viewer: User | None, feed: Feed, listings: list[Listing]) -> dict[int, str]:
    sources = dict(zip(feed.ids, feed.sources, strict=True))
    sharers = _sharers(viewer, [one.pk for one in listings if sources[one.pk] & 2])
    reasons = _reasons(viewer, listings) if feed.is_ranked else {}
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


def _reasons(viewer: User | None, listings: list[Listing]) -> dict[int, list[Reason]]:
    model = style_model()
    if model is None or not listings:
        return {}
    taste = taste_of(model, history_of(viewer.pk if viewer else 0))
    ids = np.array([listing.pk for listing in listings], dtype=np.int64)
    items = model.look_up(ids, style_listings)
    scores: Scores = model.score(taste, items, day_of(timezone.now()))
    return {int(pk): model.reasons(taste, items, scores, row) for row, pk in enumerate(items.ids)}


def _sharers(viewer: User | None, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Who of the followed shared each listing."""
    if viewer is None or not ids:
        return {}
    names: dict[int, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SHARERS, [viewer.pk, ids, viewer.pk])
        for listing_id, name, _ in cursor.fetchall():
            names[listing_id] = (*names.get(listing_id, ()), name)
    return names
