"""Admin lists over tables too large to count, and the rows that addresses name."""

from typing import Any, TypeVar, cast

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

MOST_COUNTED = 5000
Row = TypeVar("Row", bound=Model)


class UncountedPaginator(Paginator[Any]):
    """Counts to MOST_COUNTED and stops: an exact number of millions helps nobody find a row."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, at most MOST_COUNTED."""
        rows = cast("QuerySet[Any]", self.object_list)
        return len(rows.order_by().values_list("pk")[:MOST_COUNTED])


def row_or_404(rows: QuerySet[Row], object_id: str) -> Row:
    """The row of the admin's address, which may be anything. Raises Http404."""
    if not object_id.isdecimal():
        raise Http404
    return get_object_or_404(rows, pk=object_id)
