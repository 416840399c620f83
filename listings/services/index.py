"""The words a listing is found by, kept in `Listing.search_vector`.

Weights: A title and brand with its aliases; B department, category and subcategory with their
synonyms; C style tags, colours and size; D description.
"""

from django.db import connection

from listings.models import Listing
from listings.models.listing import ListingQuerySet

SEARCH_CONFIG = "shop"
"""The text search configuration: English stems without accents (migration 0003)."""

_UPDATE = """
UPDATE listings_listing AS target SET search_vector =
    setweight(to_tsvector('shop', concat_ws(' ',
        listing.title, brand.name, array_to_string(brand.aliases, ' '))), 'A')
 || setweight(to_tsvector('shop', concat_ws(' ',
        department.name,
        category.name, array_to_string(category.synonyms, ' '),
        subcategory.name, array_to_string(subcategory.synonyms, ' '))), 'B')
 || setweight(to_tsvector('shop', concat_ws(' ',
        array_to_string(listing.style_tags, ' '), array_to_string(listing.colours, ' '),
        size.label, listing.size_custom)), 'C')
 || setweight(to_tsvector('shop', listing.description), 'D')
FROM listings_listing AS listing
LEFT JOIN listings_brand AS brand ON brand.id = listing.brand_id
LEFT JOIN listings_department AS department ON department.id = listing.department_id
LEFT JOIN listings_category AS category ON category.id = listing.category_id
LEFT JOIN listings_category AS subcategory ON subcategory.id = listing.subcategory_id
LEFT JOIN listings_size AS size ON size.id = listing.size_id
WHERE target.id = listing.id AND listing.id IN ({chosen})
"""


def listing_index(listing: Listing) -> None:
    """Writes the words of one listing as it is stored now."""
    listings_index(Listing.objects.filter(pk=listing.pk))


def listings_index(listings: ListingQuerySet) -> int:
    """Writes the words of all these listings by one UPDATE; returns how many it wrote."""
    chosen, parameters = listings.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(chosen=chosen), parameters)
        return int(cursor.rowcount)
