"""Listings of one style, nearest first: what else the one who looks at this may like (B6)."""

import numpy as np
from django.db.models import QuerySet

from closets.selectors import unblocked
from listings.models import Listing, Status
from poshmatch.models import StyledListing
from poshmatch.rows import style_listing
from poshmatch.serving import style_model
from poshmatch.style import StyleModel
from poshmatch.style.arrays import top_rows

LOOKED_AT = 240
"""Of a style, this many that were listed or shared last are compared."""


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
    near = np.array(
        _of_style(listing, int(model.style_of(this)[0]), viewer_id)[:LOOKED_AT], dtype=np.int64
    )
    return _nearest(model, this.vectors[0], near, limit)


def _of_style(listing: Listing, style: int, viewer_id: int | None) -> QuerySet[StyledListing, int]:
    others = StyledListing.objects.filter(
        style=style, listing__status=Status.AVAILABLE, listing__deleted_at=None
    ).exclude(listing__closet=listing.closet_id)
    others = others.filter(unblocked("listing__closet__user_id", viewer_id))
    return others.order_by("-bumped_at").values_list("listing_id", flat=True)


def _nearest(model: StyleModel, vector: np.ndarray, ids: np.ndarray, limit: int) -> list[int]:
    """Those the model knows by nearness, then newer ones that it has not learned yet."""
    if not len(ids):
        return []
    known = model.look_up(ids, lambda unknown: [])
    best = known.ids[top_rows(known.vectors @ vector, limit)]
    newer = ids[~np.isin(ids, known.ids)]
    return [int(pk) for pk in [*best, *newer][:limit]]
