"""The catalogue, listings and their photos."""

from listings.models.catalogue import Brand, Category, Department, Size, StyleTag
from listings.models.choices import Colour, Condition, Status
from listings.models.history import ListingTransition, PriceChange
from listings.models.listing import Listing
from listings.models.photo import Photo

__all__ = [
    "Brand",
    "Category",
    "Colour",
    "Condition",
    "Department",
    "Listing",
    "ListingTransition",
    "Photo",
    "PriceChange",
    "Size",
    "Status",
    "StyleTag",
]
