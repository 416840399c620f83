"""The catalogue, listings and their photos."""

from listings.models.alerts import (
    Matching,
    SavedSearch,
    SearchAlert,
    SearchDigest,
    Standing,
    StandingKey,
)
from listings.models.bulk import BulkItem, BulkJob
from listings.models.catalogue import Brand, Category, Department, Size, StyleTag
from listings.models.choices import Colour, Condition, Status
from listings.models.exchange import Export, ExternalId, Import, ImportRow
from listings.models.history import ListingTransition, PriceChange
from listings.models.listing import Listing
from listings.models.photo import Photo, Upload
from listings.models.photo_look import PhotoLook
from listings.models.price_hint import PriceHint
from listings.models.stock import ListingStock

__all__ = [
    "Brand",
    "BulkItem",
    "BulkJob",
    "Category",
    "Colour",
    "Condition",
    "Department",
    "Export",
    "ExternalId",
    "Import",
    "ImportRow",
    "Listing",
    "ListingStock",
    "ListingTransition",
    "Matching",
    "Photo",
    "PhotoLook",
    "PriceChange",
    "PriceHint",
    "SavedSearch",
    "SearchAlert",
    "SearchDigest",
    "Size",
    "Standing",
    "StandingKey",
    "Status",
    "StyleTag",
    "Upload",
]
