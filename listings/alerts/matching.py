"""Which saved states of the search find a listing: those filed under its keys, looked at."""

from typing import Any

from django.db import connection
from django.http import QueryDict

from listings.alerts.compiling import lexemes_in, wanted_by
from listings.alerts.keys import keys_for
from listings.models import Listing
from listings.search.params import Search
from listings.services.index import listing_vector

_FILED = """
WITH filed AS MATERIALIZED (
    SELECT DISTINCT standing_id, query IS NULL AS is_long FROM listings_standingkey
    WHERE key = ANY(%(keys)s::bigint[]) AND coalesce(%(vector)s::tsvector @@ query, true) {priced}
)
SELECT standing_id, '' FROM filed WHERE NOT is_long
UNION ALL
SELECT standing_id, CASE WHEN standing.is_whole THEN '' ELSE standing.state END
FROM filed CROSS JOIN LATERAL (
    SELECT query, is_whole, state FROM listings_standing WHERE id = filed.standing_id OFFSET 0
) AS standing
WHERE is_long AND %(vector)s::tsvector @@ standing.query
"""
"""Nearly all is said by the index of keys; OFFSET keeps the others from being joined by reading
every standing there is."""
_PRICED = """
AND coalesce(least_cents <= %(price)s, true) AND coalesce(most_cents >= %(price)s, true)
"""
_DROPPED = "AND most_cents < %(was)s"


def standings_of(listing: Listing, *, was_cents: int | None = None) -> list[int]:
    """Ids of the states that find the listing, which is on sale, in no order.

    was_cents: only those that it was too dear for at that price.
    """
    where = _PRICED + (_DROPPED if was_cents is not None else "")
    found = _filed(listing, where, {"price": listing.price_cents, "was": was_cents})
    return [pk for pk, state in found if not state or _finds(state, listing)]


def standings_waiting_for(listing: Listing) -> list[int]:
    """Ids of the states that would find the listing, a draft perhaps, at some price."""
    return [pk for pk, state in _filed(listing, "", {}) if not state]


def search_at(state: str) -> Search:
    """The search of an address."""
    return Search.from_query(QueryDict(state))


def _filed(listing: Listing, where: str, parameters: dict[str, Any]) -> list[tuple[int, str]]:
    vector = listing_vector(listing)
    keys = keys_for(lexemes_in(vector))
    with connection.cursor() as cursor:
        cursor.execute(_FILED.format(priced=where), parameters | {"keys": keys, "vector": vector})
        return list(cursor.fetchall())


def _finds(state: str, listing: Listing) -> bool:
    """Asks the search itself."""
    return wanted_by(search_at(state)).matching().filter(pk=listing.pk).exists()
