"""The history of an item: who sold it here before, from completed orders only (X9)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from closets.models import Closet
from listings.models import Listing
from payments.models import OrderLine

MOST_OWNERS = 20
_CHAIN = """
WITH RECURSIVE chain (line_id, step) AS (
    SELECT line_id, 1 FROM payments_reposh WHERE listing_id = %(listing)s
    UNION ALL
    SELECT reposh.line_id, chain.step + 1
    FROM chain
    JOIN payments_orderline AS line ON line.id = chain.line_id
    JOIN payments_reposh AS reposh ON reposh.listing_id = line.listing_id
    WHERE chain.step < %(most)s
)
SELECT line_id FROM chain ORDER BY step DESC
"""


@dataclass(frozen=True)
class FormerOwner:
    """closet: None for one who does not want to be named, or whom the viewer may not see.

    sold_at: when the order was placed by which they sold it on.
    """

    closet: Closet | None
    sold_at: datetime


def owners_before(listing: Listing, viewer_id: int | None) -> list[FormerOwner]:
    """Who sold it here before its seller bought it, the first one first. At most three queries."""
    if not listing.is_reposh:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"listing": listing.pk, "most": MOST_OWNERS})
        line_ids = [line_id for (line_id,) in cursor.fetchall()]
    lines = OrderLine.objects.select_related("order").in_bulk(line_ids)
    orders = [lines[line_id].order for line_id in line_ids]
    named = Closet.objects.visible_to(viewer_id).filter(is_unnamed_owner=False)
    closets = named.in_bulk({order.closet_id for order in orders})
    return [
        FormerOwner(closets.get(order.closet_id), order.placed_at)
        for order in orders
        if order.placed_at
    ]
