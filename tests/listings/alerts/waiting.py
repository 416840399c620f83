"""Saving searches and publishing for the tests of alerts."""

from django.http import QueryDict

from closets.models import User
from listings import events
from listings.alerts.saving import search_save
from listings.models import Listing, Matching, SavedSearch
from listings.search.params import Search
from tests.shop import on_sale


def at(address: str) -> Search:
    """The state at an address."""
    return Search.from_query(QueryDict(address))


def wait(user: User, address: str, alert: str = "instant", *, by_mail: bool = False) -> SavedSearch:
    """A saved search of the member's."""
    saved, _ = search_save(user=user, search=at(address), name=address)
    SavedSearch.objects.filter(pk=saved.pk).update(alert=alert, by_mail=by_mail)
    saved.refresh_from_db()
    return saved


def publish(owner: User, **fields: object) -> Matching:
    """Something new on sale, and the row that it has to be matched by."""
    listing = on_sale(owner, **fields)  # type: ignore[arg-type]  # by field name
    events.listing_published.send(sender=Listing, listing=listing, actor=owner)
    return Matching.objects.get(listing=listing)
