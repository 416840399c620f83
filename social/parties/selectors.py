"""Reads of the parties' pages, each in a fixed number of queries."""

from datetime import datetime

from django.db.models import QuerySet

from closets.lib.cursors import Page, page_after
from closets.models import Closet, User
from closets.selectors import unblocked
from listings.models import Listing
from listings.models.choices import Status
from social.models import Party, PartyHost, PartyItem

SHOWN = 48
COUNTED = 200
PUBLIC = (Status.AVAILABLE, Status.RESERVED, Status.SOLD, Status.NOT_FOR_SALE)
_CARDS = tuple(f"listing__{name}" for name in ("closet", "brand", "category", "size", "cover"))


def party_items(
    party: Party, viewer_id: int | None, *, picks: bool = False, cursor: str = ""
) -> Page[PartyItem]:
    """48 items of a party, the last shared (or picked) first, each with its listing as a card needs
    it; nobody's who is blocked or suspended. Raises BadCursor."""
    items = _seen(party, viewer_id).select_related(*_CARDS)
    order = ["-picked_at", "-id"] if picks else ["-shared_at", "-id"]
    if picks:
        items = items.filter(picked_at__isnull=False)
    return page_after(items, order=order, cursor=cursor, size=SHOWN, salt=f"party-{party.pk}")


def party_size(party: Party, viewer_id: int | None) -> int:
    """How many items of it the viewer may see, counted up to one more than COUNTED."""
    return _seen(party, viewer_id)[: COUNTED + 1].count()


def hosts_of(party: Party, viewer_id: int | None) -> list[Closet]:
    """The closets of the hosts."""
    hosts = PartyHost.objects.filter(
        unblocked("user_id", viewer_id), party=party, user__is_active=True
    )
    return [host.user.closet for host in hosts.select_related("user__closet").order_by("pk")]


def is_host(party: Party, user: User | None) -> bool:
    return user is not None and PartyHost.objects.filter(party=party, user=user).exists()


def party_new(party: Party, viewer_id: int | None, since: datetime) -> int:
    """How many items were shared after a moment, counted up to 100."""
    return _seen(party, viewer_id).filter(shared_at__gt=since)[:100].count()


def own_items_for(user: User) -> QuerySet[Listing]:
    """What the member has on sale, the last shared first."""
    mine = Listing.objects.filter(closet__user=user, status=Status.AVAILABLE, deleted_at=None)
    return mine.select_related("cover").order_by("-shared_at", "-id")


def _seen(party: Party, viewer_id: int | None) -> QuerySet[PartyItem]:
    return PartyItem.objects.filter(
        unblocked("listing__closet__user_id", viewer_id),
        party=party,
        listing__status__in=PUBLIC,
        listing__deleted_at=None,
        listing__closet__user__is_active=True,
    )
