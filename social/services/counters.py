"""Counters that move in the transaction of the act they count."""

from django.db.models import F, Model

from social.models import ClosetCounts, ListingCounts


def listing_count(listing_id: int, field: str, by: int) -> None:
    """Adds `by` to the listing's `likes`, `shares` or `comments`."""
    _add(ListingCounts, listing_id, field, by)


def closet_count(closet_id: int, field: str, by: int) -> None:
    """Adds `by` to the closet's `followers` or `following`."""
    _add(ClosetCounts, closet_id, field, by)


def _add(counts: type[Model], pk: int, field: str, by: int) -> None:
    rows = counts._default_manager.filter(pk=pk)
    if not rows.update(**{field: F(field) + by}):
        counts._default_manager.bulk_create([counts(pk=pk)], ignore_conflicts=True)
        rows.update(**{field: F(field) + by})
