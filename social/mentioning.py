"""Whom a comment may want to mention (S3), for its autocomplete."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Lower

from closets.models import Closet
from listings.models import Listing
from social.models import ClosetFollow, Comment

OFFERED = 6
TALKING = 50
"""How many of the listing's last comments count as its conversation."""


def mentionable(*, viewer_id: int, listing: Listing, start: str) -> list[Closet]:
    """At most six closets whose handle starts so: who talks here already, then whom the member
    follows, then anybody. At most three queries, each bounded by an index."""
    begins = start.lower()
    if begins and not (begins.isascii() and begins.replace("_", "").isalnum()):
        return []
    found: dict[int, Closet] = {}
    for closets in _circles(viewer_id, listing, begins):
        found |= {closet.pk: closet for closet in closets if closet.pk not in found}
        if len(found) >= OFFERED or not begins:
            break
    return list(found.values())[:OFFERED]


def _circles(viewer_id: int, listing: Listing, begins: str) -> Iterator[QuerySet[Closet]]:
    others = Closet.objects.visible_to(viewer_id).exclude(user=viewer_id)
    named = others.annotate(lower=Lower("handle")).order_by("lower")
    if begins:
        named = named.filter(lower__gte=begins, lower__lt=f"{begins}~", lower__startswith=begins)
    said = Comment.objects.visible().filter(listing=listing).order_by("-id")
    talking = set(said.values_list("user_id", flat=True)[:TALKING]) | {listing.closet.user_id}
    yield named.filter(user__in=talking)[:OFFERED]
    follows = ClosetFollow.objects.filter(user=viewer_id).values("closet")
    yield named.filter(pk__in=follows)[:OFFERED]
    yield named[:OFFERED]
