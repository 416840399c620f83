"""Which style each available listing is of: the index that candidates are drawn from."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from listings.models import Listing
from listings.models.listing import ListingQuerySet
from poshmatch.models import StyledListing
from poshmatch.rows import style_listings
from poshmatch.serving import style_model
from poshmatch.style import StyleModel

BATCH = 5000
_BUMP = "UPDATE poshmatch_styledlisting SET bumped_at = coalesce(%s, now()) WHERE listing_id = %s"


class Card(NamedTuple):
    """What is kept of a listing beside its style."""

    pk: int
    shared_at: datetime | None
    closet: int
    brand: int | None
    cents: int | None


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
                "closet": listing.closet_id,
                "brand": listing.brand_id,
                "cents": listing.price_cents,
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
    return _restyle_each(model, Listing.objects.available())


def listings_restyle_missed(model: StyleModel) -> int:
    """Styles available listings that have no style yet: published while no model was there."""
    return _restyle_each(model, Listing.objects.available().filter(styled=None))


def _restyle_each(model: StyleModel, listings: ListingQuerySet) -> int:
    total = 0
    batch: list[Card] = []
    rows = listings.values_list("pk", "shared_at", "closet", "brand", "price_cents").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        batch.append(Card(*row))
        if len(batch) == BATCH:
            total += _restyle(model, batch)
            batch = []
    return total + _restyle(model, batch)


def _restyle(model: StyleModel, batch: list[Card]) -> int:
    cards = {card.pk: card for card in batch}
    items = model.look_up(np.array(list(cards), dtype=np.int64), style_listings)
    pairs = zip(items.ids.tolist(), model.style_of(items).tolist(), strict=True)
    rows = [_styled(cards[pk], style) for pk, style in pairs]
    StyledListing.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _styled(card: Card, style: int) -> StyledListing:
    return StyledListing(
        listing_id=card.pk,
        style=style,
        bumped_at=card.shared_at or timezone.now(),
        closet=card.closet,
        brand=card.brand,
        cents=card.cents,
    )
