"""Rows that an act holds until its transaction ends, by prepared statements.

A row is locked first and read after: a query that joins and locks at once shows the other tables as
they were before the lock, and loses the row when one of its keys has changed meanwhile.
"""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from closets.lib.sql import Prepared
from listings.models import Listing
from payments.models import Offer


class Lock:
    """Holds rows of one model."""

    def __init__(self, model: type[Model]) -> None:
        table = model._meta.db_table
        query = f"SELECT 1 FROM {table} WHERE id = %(pk)s FOR NO KEY UPDATE"  # noqa: S608
        self._row = Prepared(f"lock_{table}", {"pk": "bigint"}, query)

    def hold(self, pk: int) -> None:
        """Waits for the row. Raises ObjectDoesNotExist."""
        if not self._row.rows({"pk": pk}):
            raise ObjectDoesNotExist


LISTINGS, OFFERS = Lock(Listing), Lock(Offer)
