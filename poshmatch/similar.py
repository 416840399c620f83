"""Listings of one style, nearest first: what else the one who looks at this may like (B6)."""

import numpy as np

from closets.lib.sql import Prepared
from listings.models import Listing
from poshmatch.rows import style_listing
from poshmatch.serving import style_model
from poshmatch.style import StyleModel
from poshmatch.style.arrays import top_rows

LOOKED_AT = 240
"""Of a style, this many that were listed or shared last are compared."""
_OF_STYLE = Prepared(
    "listings_of_style",
    {"style": "int", "closet": "bigint", "user": "bigint", "most": "int"},
    """
SELECT s.listing_id FROM poshmatch_styledlisting AS s
JOIN listings_listing AS l ON l.id = s.listing_id
JOIN closets_closet AS o ON o.id = l.closet_id
JOIN closets_user AS u ON u.id = o.user_id AND u.is_active
WHERE s.style = %(style)s AND l.status = 'available' AND l.deleted_at IS NULL
  AND l.closet_id <> %(closet)s AND l.closet_id NOT IN (
    SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocked_id WHERE b.blocker_id = %(user)s
    UNION ALL SELECT c.id FROM closets_block AS b JOIN closets_closet AS c
        ON c.user_id = b.blocker_id WHERE b.blocked_id = %(user)s)
ORDER BY s.bumped_at DESC LIMIT %(most)s
""",
)


def similar_ids(listing: Listing, *, viewer_id: int | None, limit: int) -> list[int]:
    """Ids of up to `limit` available listings of other closets, nearest in style first.

    listing: with its department, category, subcategory, brand and size. [] when no model is live.
    At most one query, besides the look for a newer model every 15 seconds.
    """
    model = style_model()
    if model is None:
        return []
    this = model.encode([style_listing(listing)])
    if not len(this):
        return []
    near = _of_style(listing, int(model.style_of(this)[0]), viewer_id)
    return _nearest(model, this.vectors[0], np.array(near, dtype=np.int64), limit)


def _of_style(listing: Listing, style: int, viewer_id: int | None) -> list[int]:
    parameters = {"style": style, "closet": listing.closet_id, "user": viewer_id or 0}
    return [pk for (pk,) in _OF_STYLE.rows(parameters | {"most": LOOKED_AT})]


def _nearest(model: StyleModel, vector: np.ndarray, ids: np.ndarray, limit: int) -> list[int]:
    """Those the model knows by nearness, then newer ones that it has not learned yet."""
    if not len(ids):
        return []
    known = model.look_up(ids, lambda unknown: [])
    best = known.ids[top_rows(known.vectors @ vector, limit)]
    newer = ids[~np.isin(ids, known.ids)]
    return [int(pk) for pk in [*best, *newer][:limit]]
