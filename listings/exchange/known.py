"""Which of the seller's names are taken by a listing that hangs in the closet."""

from closets.models import Closet
from listings.models import ExternalId, Listing

PREFIX = "poshmark-"


def known_ids(closet: Closet) -> dict[str, int]:
    """Listing ids by external id, for all that is not in the bin. Two queries."""
    live = Listing.objects.filter(closet=closet, deleted_at=None)
    named = ExternalId.objects.filter(closet=closet, listing__deleted_at=None)
    ids = dict(named.values_list("external_id", "listing_id"))
    mine = set(ids.values())
    return {f"{PREFIX}{pk}": pk for pk in live.values_list("pk", flat=True) if pk not in mine} | ids


def known_listing(closet: Closet, external_id: str) -> int | None:
    """The listing of this name, None when there is none or it lies in the bin."""
    named = ExternalId.objects.filter(closet=closet, external_id=external_id)
    if found := named.filter(listing__deleted_at=None).values_list("listing_id", flat=True).first():
        return found
    number = external_id.removeprefix(PREFIX)
    if number == external_id or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    unnamed = Listing.objects.filter(closet=closet, deleted_at=None, external_ids=None)
    return unnamed.filter(pk=int(number)).values_list("pk", flat=True).first()
