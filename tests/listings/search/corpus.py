"""Three thousand listings to search among: the demo's, without what people did with them."""

import random

from django.db import connection
from django.utils import timezone

from listings.catalogue.load import catalogue_load
from listings.measures.shapes import shape_for
from listings.models import Listing
from listings.services.index import listings_index
from poshmark.demo.clock import Clock
from poshmark.demo.plan import demo_plan
from poshmark.demo.rows.listings import listings_write
from poshmark.demo.rows.members import members_write

MEASURED = 0.6


def corpus_write(size: str = "demo") -> list[Listing]:
    """Writes catalogue, members and listings, three in five of them measured; returns them."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # however busy the machine is
        rows = _written(size)
        cursor.execute("ANALYZE listings_listing")
        cursor.execute("RESET statement_timeout")
    return rows


def _written(size: str) -> list[Listing]:
    catalogue_load()
    plan, clock = demo_plan(1, size), Clock(timezone.now())
    rows = listings_write(plan, members_write(plan.members, clock), clock)
    dice = random.Random(5)
    measured = [row for row in rows if _measure(row, dice)]
    Listing.objects.bulk_update(measured, ["measurements"], batch_size=500)
    listings_index(Listing.objects.filter(pk__in=[row.pk for row in measured]))
    return rows


def _measure(row: Listing, dice: random.Random) -> bool:
    """Lengths in millimetres for what is measured on such a garment."""
    shape = shape_for(row.subcategory or row.category)
    if shape is None or dice.random() > MEASURED:
        return False
    row.measurements = {kind: dice.randint(80, 1200) for kind in shape.kinds}
    return True
