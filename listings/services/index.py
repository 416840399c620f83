"""What a listing is found by, kept in `Listing.search_vector`: its words and its facts.

Weights of words: A title and brand with its aliases; B department, category and subcategory with
their synonyms; C style tags, colours and size; D the description, without the places of its words,
as that is the weight of words without any. Facts are tokens as `listings.search.tokens` spells
them. Beside the vector stand the sizes it can be bought in, its quality and the moment it ranks by
(decision 0010).
"""

from django.db import connection

from listings.models import Listing
from listings.models.listing import ListingQuerySet
from listings.search.tokens import LEVELS, PRICE_EDGES, UNIT_SECONDS

SEARCH_CONFIG = "shop"
"""The text search configuration: English stems without accents (migration 0003)."""

_VECTOR = f"""
        setweight(to_tsvector('shop', concat_ws(' ',
            listing.title, brand.name, array_to_string(brand.aliases, ' '))), 'A')
     || setweight(to_tsvector('shop', concat_ws(' ',
            department.name,
            category.name, array_to_string(category.synonyms, ' '),
            subcategory.name, array_to_string(subcategory.synonyms, ' '))), 'B')
     || setweight(to_tsvector('shop', concat_ws(' ',
            array_to_string(listing.style_tags, ' '), array_to_string(listing.colours, ' '),
            size.label, listing.size_custom)), 'C')
     || strip(to_tsvector('shop', listing.description))
     || array_to_tsvector(ARRAY(
            SELECT fact FROM unnest(ARRAY[
                '=d' || listing.department_id, '=c' || listing.category_id,
                '=c' || listing.subcategory_id, '=b' || listing.brand_id,
                '=n' || nullif(listing.condition, ''),
                '=p' || width_bucket(listing.price_cents, ARRAY{PRICE_EDGES})]) AS fact
                WHERE fact IS NOT NULL
            UNION SELECT '=s' || one FROM unnest(facts.size_ids) AS one
            UNION SELECT '=k' || one FROM unnest(listing.colours) AS one
            UNION SELECT '=y' || one FROM unnest(listing.style_tags) AS one
            UNION SELECT '=m' || key || '.' || value::int / 10
                FROM jsonb_each_text(coalesce(listing.measurements, '{{}}'))
            UNION SELECT '=t' || level || '.' || facts.unit / (4 ^ level)::bigint
                FROM generate_series(0, {LEVELS - 1}) AS level WHERE facts.unit IS NOT NULL))
"""  # noqa: S608 - numbers of our own
_FROM = f"""
FROM listings_listing AS listing
LEFT JOIN listings_brand AS brand ON brand.id = listing.brand_id
LEFT JOIN listings_department AS department ON department.id = listing.department_id
LEFT JOIN listings_category AS category ON category.id = listing.category_id
LEFT JOIN listings_category AS subcategory ON subcategory.id = listing.subcategory_id
LEFT JOIN listings_size AS size ON size.id = listing.size_id
CROSS JOIN LATERAL (
    SELECT
        least(4, (SELECT count(*) FROM listings_photo AS photo
                  WHERE photo.listing_id = listing.id AND photo.state <> 'failed')) * 10
      + least(200, length(listing.description)) / 8
      + CASE WHEN listing.measurements IS NULL OR listing.measurements = '{{}}' THEN 0 ELSE 15 END
      + CASE WHEN listing.brand_id IS NULL THEN 0 ELSE 10 END
      + CASE WHEN listing.original_price_cents IS NULL THEN 0 ELSE 10 END AS quality,
        CASE WHEN listing.in_sizes THEN ARRAY(
                SELECT stock.size_id::int FROM listings_listingstock AS stock
                WHERE stock.listing_id = listing.id AND stock.quantity > 0 ORDER BY 1)
             ELSE array_remove(ARRAY[listing.size_id::int], NULL) END AS size_ids
) AS rated
CROSS JOIN LATERAL (
    SELECT listing.published_at + rated.quality * interval '201.6 minutes' AS ranked_at
) AS ranked
CROSS JOIN LATERAL (
    SELECT rated.*, ranked.*,
        floor(extract(epoch FROM ranked.ranked_at) / {UNIT_SECONDS})::bigint AS unit
) AS facts
"""  # noqa: S608 - the same
_UPDATE = f"""
UPDATE listings_listing AS target SET
    size_ids = facts.size_ids,
    quality = facts.quality,
    ranked_at = facts.ranked_at,
    search_vector = {_VECTOR}
{_FROM}
WHERE target.id = listing.id AND listing.id IN ({{chosen}})
"""  # noqa: S608 - the same
_SELECT = f"SELECT ({_VECTOR})::text {_FROM} WHERE listing.id = %s"


def listing_index(listing: Listing) -> None:
    """Writes the words and facts of one listing as it is stored now."""
    listings_index(Listing.objects.filter(pk=listing.pk))


def listings_index(listings: ListingQuerySet) -> int:
    """Writes those of all these listings by one UPDATE; returns how many it wrote."""
    chosen, parameters = listings.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.replace("{chosen}", chosen), parameters)
        return int(cursor.rowcount)


def listing_vector(listing: Listing) -> str:
    """The vector that the listing, a draft too, is found by as it is stored now, as text."""
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, [listing.pk])
        return str(cursor.fetchone()[0])
