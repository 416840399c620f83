"""What the database says about a listing, to compare before and after."""

from typing import Any

from listings.models import Listing


def row(listing: Listing) -> dict[str, Any]:
    """Every column, read afresh."""
    return dict(Listing.objects.filter(pk=listing.pk).values().get())


def vector(listing: Listing) -> str:
    """The words it is found by, with their places and weights."""
    return str(row(listing)["search_vector"])
