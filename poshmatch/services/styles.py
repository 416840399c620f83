"""Which style each available listing is of: the index that candidates are drawn from."""

from collections.abc import Iterable
from datetime import datetime

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from listings.models import Listing
from poshmatch.models import StyledListing
from poshmatch.rows import style_listings
from poshmatch.serving import style_model
from poshmatch.style import StyleModel

BATCH = 5000
_BUMP = "UPDATE poshmatch_styledlisting SET bumped_at = coalesce(%s, now()) WHERE listing_id = %s"


def listing_restyle(*, listing: Listing) -> None:
    """Puts an available listing into its style, at once when it is published or edited."""
    model = style_model()
    if model is None or not listing.is_available:
        return
    items = model.encode(style_listings([listing.pk]))
    if len(items):
        StyledListing.objects.update_or_create(
            listing=listing,
            defaults={
                "style": int(model.style_of(items)[0]),
                "bumped_at": listing.shared_at or timezone.now(),
            },
        )


def listing_bump(*, listing_id: int, to: datetime | None = None) -> None:
    """A share lifts the listing within its style; one taken back lets it sink to where it was."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP, [to, listing_id])


def listing_leave(*, listing_id: int) -> None:
    """What cannot be bought is no candidate."""
    StyledListing.objects.filter(pk=listing_id).delete()


@transaction.atomic
def listings_restyle_all(model: StyleModel) -> int:
    """Styles every available listing by a new model; returns how many."""
    StyledListing.objects.all().delete()
    shared = Listing.objects.available().values_list("pk", "shared_at").order_by("pk")
    total, batch = 0, []
    for pair in shared.iterator(chunk_size=BATCH):
        batch.append(pair)
        if len(batch) == BATCH:
            total += _restyle(model, batch)
            batch = []
    return total + _restyle(model, batch)


def _restyle(model: StyleModel, pairs: Iterable[tuple[int, datetime | None]]) -> int:
    bumped = dict(pairs)
    items = model.look_up(np.array(list(bumped), dtype=np.int64), style_listings)
    styles = model.style_of(items)
    rows = [
        StyledListing(
            listing_id=int(pk), style=int(style), bumped_at=bumped[int(pk)] or timezone.now()
        )
        for pk, style in zip(items.ids, styles, strict=True)
    ]
    StyledListing.objects.bulk_create(rows)
    return len(rows)
