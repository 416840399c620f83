"""A member's taste, folded in live from their last signals (F2).

What the signals come to is kept in Valkey until the next signal; folding it in takes under a
millisecond, so it is done at each request.
"""

from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db import connection

from poshmatch.dials import Dialled, dials_of
from poshmatch.rows import style_listings
from poshmatch.style import Items, Listing, StyleModel, Taste, join_items, kind_weight
from poshmatch.style.arrays import Floats

LAST = 200
KEEP_SECONDS = 3600
_NET = """
SELECT net.kind, net.listing_id, net.brand_id, net.closet_id, b.name
FROM (SELECT DISTINCT ON (kind, listing_id, brand_id, closet_id) *
      FROM (SELECT * FROM poshmatch_signal WHERE user_id = %s
            ORDER BY created_at DESC LIMIT %s) AS last
      ORDER BY kind, listing_id, brand_id, closet_id, created_at DESC) AS net
LEFT JOIN listings_brand AS b ON b.id = net.brand_id
WHERE NOT net.taken_back
ORDER BY net.created_at DESC
"""


@dataclass(frozen=True)
class History:
    """What a member's standing signals come to, newest first, in parallel columns.

    subjects: listing ids, or negative stand-ins for followed brands and closets; weights: signed;
    stand_ins: for each negative subject what is known of it; dials: the styles that the member
    turned, the latest last.
    """

    subjects: tuple[int, ...]
    weights: tuple[float, ...]
    stand_ins: tuple[Listing, ...]
    dials: tuple[Dialled, ...] = ()

    @property
    def closets(self) -> list[int]:
        """Ids of the followed closets among the subjects, the last followed first."""
        return [-pk // 2 for pk in self.subjects if pk < 0 and pk % 2]


def history_of(user_id: int) -> History:
    """What the member's last 200 signals come to: from Valkey, else by two queries."""
    kept: History | None = cache.get(_key(user_id))
    if kept is None:
        kept = _read(user_id)
        cache.set(_key(user_id), kept, KEEP_SECONDS)
    return kept


def taste_of(model: StyleModel, history: History) -> Taste:
    """The history folded into the model's space; a query when it names listings new to it."""
    return model.taste(*items_of(model, history))


def items_of(model: StyleModel, history: History) -> tuple[Items, Floats]:
    """The history's subjects as items with their weights, newest first; listings that are gone
    are left out. A query when it names listings new to the model."""
    items = _items(model, history)
    weights = dict(zip(history.subjects, history.weights, strict=True))
    return items, np.array([weights[int(pk)] for pk in items.ids], dtype=np.float32)


def taste_forget(user_id: int) -> None:
    """Has the next feed read the signals anew."""
    cache.delete(_key(user_id))


def _key(user_id: int) -> str:
    return f"taste.2:{user_id}"


def _read(user_id: int) -> History:
    with connection.cursor() as cursor:
        cursor.execute(_NET, [user_id, LAST])
        rows = cursor.fetchall()
    weights: dict[int, float] = {}
    stand_ins: dict[int, Listing] = {}
    for kind, listing_id, brand_id, closet_id, brand_name in rows:
        subject = listing_id or _stand_in(stand_ins, brand_id, closet_id, brand_name)
        weights[subject] = weights.get(subject, 0.0) + kind_weight(kind)
    stood_in = tuple(stand_ins.values())
    return History(tuple(weights), tuple(weights.values()), stood_in, dials_of(user_id))


def _stand_in(
    stand_ins: dict[int, Listing], brand_id: int | None, closet_id: int | None, name: str | None
) -> int:
    """A followed brand or closet as a listing of which only that much is known; even ids are
    brands', odd ones closets'."""
    subject = -2 * brand_id if brand_id else -2 * (closet_id or 0) - 1
    closet = str(closet_id) if closet_id else ""
    stand_ins[subject] = Listing(id=subject, brand=name or "", closet=closet)
    return subject


def _items(model: StyleModel, history: History) -> Items:
    listings = np.array([pk for pk in history.subjects if pk > 0], dtype=np.int64)
    found = join_items([model.look_up(listings, style_listings), model.encode(history.stand_ins)])
    place = {subject: place for place, subject in enumerate(history.subjects)}
    return found.take(np.argsort([place[int(pk)] for pk in found.ids], kind="stable"))
