"""What a page of a feed shows: each card asked for once more, so that nothing is shown that was
sold, hidden or muted since the feed was ranked."""

from collections.abc import Iterable

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from closets.lib.sql import Prepared
from closets.lib.stencils import Stencil
from listings.models import Listing, Photo
from listings.models.listing import ListingQuerySet

_ALLOWED = """
listings_listing.id = ANY (%s::bigint[])
AND NOT EXISTS (SELECT FROM poshmatch_mute AS m WHERE m.user_id = %s
    AND (m.brand_id = listings_listing.brand_id OR m.closet_id = listings_listing.closet_id
         OR m.listing_id = listings_listing.id))
AND listings_listing.price_cents <= coalesce(
    (SELECT cents FROM poshmatch_pricecap WHERE user_id = %s), 2147483647)
AND NOT EXISTS (SELECT FROM closets_block AS b, closets_closet AS o
    WHERE o.id = listings_listing.closet_id AND (
        (b.blocker_id = %s AND b.blocked_id = o.user_id)
        OR (b.blocker_id = o.user_id AND b.blocked_id = %s)))
"""
_NAMED = Prepared(
    "feed_sharers",
    {"user": "bigint", "closets": "bigint[]"},
    """
SELECT c.id FROM closets_closet AS c
JOIN closets_user AS u ON u.id = c.user_id AND u.is_active
WHERE c.id = ANY (%(closets)s) AND NOT EXISTS (
    SELECT FROM closets_block AS b WHERE (b.blocker_id = %(user)s AND b.blocked_id = c.user_id)
        OR (b.blocker_id = c.user_id AND b.blocked_id = %(user)s))
""",
)


def listings_shown(user_id: int, ids: Iterable[int]) -> dict[int, Listing]:
    """Those of these listings that the member (0: a visitor) may be shown now, for cards: on sale,
    with a picture, of nobody blocked or suspended, not their own, nothing muted or dearer than
    their cap. One query."""
    return {row.pk: row for row in _SHOWN.rows(user=user_id, ids=list(ids))}


def closets_named(user_id: int, closets: Iterable[int]) -> set[int]:
    """Those of these closets that may be named to the member: of nobody blocked or suspended. One
    query; none for no closets."""
    wanted = sorted(set(closets))
    found = _NAMED.rows({"user": user_id, "closets": wanted}) if wanted else []
    return {pk for (pk,) in found}


def _shown(user: int, ids: list[int]) -> ListingQuerySet:
    values = [ids, user, user, user, user]
    allowed = RawSQL(_ALLOWED, values, output_field=BooleanField())  # noqa: S611 - ours alone
    on_sale = Listing.objects.available().for_cards().filter(allowed)
    ready = on_sale.filter(cover__state=Photo.State.READY, closet__user__is_active=True)
    return ready.exclude(closet__user_id=user)


_SHOWN = Stencil("feed_cards", _shown)
