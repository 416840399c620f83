"""A member's taste, folded in live from their last signals (F2).

The signals' net effect (which listings, which weights) is cached in Valkey until the next signal;
folding it in takes under a millisecond, so it is done at each request.
"""

from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db import connection

from poshmatch.rows import style_listings
from poshmatch.style import Items, Listing, StyleModel, Taste, join_items, kind_weight

LAST = 200
KEEP_SECONDS = 3600
_NET = """
SELECT DISTINCT ON (kind, listing_id, brand_id, closet_id)
       kind, listing_id, brand_id, closet_id, taken_back, created_at, id
FROM (SELECT * FROM poshmatch_signal WHERE user_id = %s
      ORDER BY created_at DESC, id DESC LIMIT %s) AS last
ORDER BY kind, listing_id, brand_id, closet_id, created_at DESC, id DESC
"""
_BRANDS = "SELECT id, name FROM listings_brand WHERE id = ANY(%s)"


@dataclass(frozen=True)
class History:
    """A member's standing signals, newest first; parallel columns.

    listings: ids (negative: a pseudo listing of a followed brand, -brand id, or of a followed
    closet); weights: signed. brands: names by id of followed brands.
    """

    listings: tuple[int, ...]
    weights: tuple[float, ...]
    brands: tuple[tuple[int, str, float], ...]
    closets: tuple[tuple[int, float], ...]


def history_of(user_id: int) -> History:
    """What the member's last 200 signals come to."""
    kept: History | None = cache.get(_key(user_id))
    if kept is None:
        kept = _read(user_id)
        cache.set(_key(user_id), kept, KEEP_SECONDS)
    return kept


def taste_of(model: StyleModel, history: History) -> Taste:
    """The history folded into the model's space: one query when it names unseen listings."""
    ids = np.array(history.listings, dtype=np.int64)
    found = model.look_up(ids, style_listings)
    weight = dict(zip(history.listings, history.weights, strict=True))
    order = {pk: place for place, pk in enumerate(history.listings)}
    rows = np.argsort([order[int(pk)] for pk in found.ids], kind="stable")
    items = found.take(rows)
    weights = np.array([weight[int(pk)] for pk in items.ids], dtype=np.float32)
    followed, follow_weights = _followed(model, history)
    both = join_items([items, followed])
    return model.taste(both, np.concatenate([weights, follow_weights]))


def taste_forget(user_id: int) -> None:
    """Has the next feed read the signals anew."""
    cache.delete(_key(user_id))


def _key(user_id: int) -> str:
    return f"taste:{user_id}"


def _read(user_id: int) -> History:
    with connection.cursor() as cursor:
        cursor.execute(_NET, [user_id, LAST])
        rows = [row for row in cursor.fetchall() if not row[4]]
        rows.sort(key=lambda row: (row[5], row[6]), reverse=True)
        brand_weights = {row[2]: kind_weight(row[0]) for row in rows if row[2]}
        names: list[tuple[int, str]] = []
        if brand_weights:
            cursor.execute(_BRANDS, [list(brand_weights)])
            names = cursor.fetchall()
    weights: dict[int, float] = {}
    for kind, listing_id, *_ in rows:
        if listing_id:
            weights[listing_id] = weights.get(listing_id, 0.0) + kind_weight(kind)
    return History(
        tuple(weights),
        tuple(weights.values()),
        tuple((pk, name, brand_weights[pk]) for pk, name in names),
        tuple((row[3], kind_weight(row[0])) for row in rows if row[3]),
    )


def _followed(model: StyleModel, history: History) -> tuple[Items, np.ndarray]:
    """Followed brands and closets as listings of which only that much is known."""
    stand_ins = [Listing(id=-pk, brand=name) for pk, name, _ in history.brands]
    stand_ins += [Listing(id=-pk, closet=str(pk)) for pk, _ in history.closets]
    weights = [weight for *_, weight in history.brands] + [w for _, w in history.closets]
    return model.encode(stand_ins), np.array(weights, dtype=np.float32)
