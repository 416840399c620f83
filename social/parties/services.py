"""Every write around a party."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing
from social.guards import ActRefused
from social.models import (
    NEWEST,
    ClosetFollow,
    News,
    Party,
    PartyHost,
    PartyInvitation,
    PartyItem,
    PartyReminder,
    Share,
)
from social.parties.themes import themes_of
from social.services.shares import listing_share, share_take_back

SOON = timedelta(minutes=15)
"""How long before a party those who asked are reminded."""
INVITED = 1000
"""A member's followers who hear of an invitation: the newest ones."""


@transaction.atomic
def party_share(*, user: User, party: Party, listing: Listing) -> PartyItem:
    """Brings a listing into a party that is live, on top of it; a share like any other. Raises
    ActRefused with the reason: not live, off its theme, within a minute, over the budget."""
    if not party.is_live:
        raise ActRefused(
            "This party is over." if party.is_over else "This party has not begun yet."
        )
    if refusal := themes_of([party])[party.pk].refusal(listing):
        raise ActRefused(refusal)
    share = listing_share(user=user, listing=listing, party=party)
    item, _ = PartyItem.objects.update_or_create(
        party=party, listing=listing, defaults={"user": user, "shared_at": share.created_at}
    )
    return item


@transaction.atomic
def party_unshare(*, user: User, party: Party, listing: Listing) -> bool:
    """Takes the member's last share into the party back: the item goes, or sinks to where an
    earlier share had put it; False when there is none of these minutes."""
    if not share_take_back(user=user, listing=listing, party=party):
        return False
    items = PartyItem.objects.filter(party=party, listing=listing)
    before = Share.objects.filter(party=party, listing=listing).order_by("-created_at").first()
    if before is None:
        items.delete()
    else:
        items.update(user=before.user_id, shared_at=before.created_at)
    return True


@transaction.atomic
def party_pick(*, host: User, party: Party, listing: Listing) -> None:
    """Puts an item of the party among the host picks; twice is once. Raises PermissionDenied for
    who is no host, ActRefused over the most picks or for what is not in the party."""
    _require_host(host, party)
    Party.objects.select_for_update().get(pk=party.pk)
    item = PartyItem.objects.filter(party=party, listing=listing).first()
    if item is None:
        raise ActRefused("This item is not in the party.")
    if item.picked_at:
        return
    if _picks(party) >= settings.PARTY_PICKS:
        raise ActRefused(f"A party has at most {settings.PARTY_PICKS} host picks.")
    PartyItem.objects.filter(pk=item.pk).update(picked_at=timezone.now(), picked_by=host)


def party_unpick(*, host: User, party: Party, listing: Listing) -> None:
    """Takes a pick back; no pick, no change. Raises PermissionDenied for who is no host."""
    _require_host(host, party)
    items = PartyItem.objects.filter(party=party, listing=listing)
    items.update(picked_at=None, picked_by=None)


def party_remind(*, user: User, party: Party) -> None:
    """Tells the member when the party is about to begin. Raises ActRefused once it has."""
    if party.moment != "upcoming":
        raise ActRefused("This party has begun already.")
    PartyReminder.objects.get_or_create(user=user, party=party)


def party_forget(*, user: User, party: Party) -> None:
    """Takes the reminder back; none, no change."""
    PartyReminder.objects.filter(user=user, party=party).delete()


def party_invite(*, user: User, party: Party) -> bool:
    """Has the worker invite the member's followers; False when they were invited before. Raises
    ActRefused when it is over."""
    if party.is_over:
        raise ActRefused("This party is over.")
    _, is_new = PartyInvitation.objects.get_or_create(user=user, party=party)
    return is_new


def parties_sweep() -> int:
    """Tells who asked of parties about to begin, and who is invited; returns how many were told.

    Each is told in the transaction that says so: killed anywhere, nobody is told twice or missed.
    """
    soon = timezone.now() + SOON
    reminders = PartyReminder.objects.filter(told_at=None, party__starts_at__lte=soon)
    told = _remind(list(reminders.values_list("pk", flat=True)))
    invitations = PartyInvitation.objects.filter(told_at=None).order_by("pk")
    return told + sum(_invite(pk) for pk in list(invitations.values_list("pk", flat=True)))


@transaction.atomic
def _remind(ids: list[int]) -> int:
    due = PartyReminder.objects.select_for_update(skip_locked=True, of=("self",))
    rows = list(due.filter(pk__in=ids, told_at=None).select_related("party"))
    News.objects.bulk_create(
        News(
            recipient_id=row.user_id,
            kind=News.Kind.PARTY,
            text=f"{row.party.title} is about to begin",
            url=row.party.get_absolute_url(),
        )
        for row in rows
        if not row.party.is_over
    )
    PartyReminder.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=timezone.now())
    return len(rows)


@transaction.atomic
def _invite(pk: int) -> int:
    due = PartyInvitation.objects.select_for_update(skip_locked=True, of=("self",))
    row = due.filter(pk=pk, told_at=None).select_related("party", "user").first()
    if row is None:
        return 0
    follows = ClosetFollow.objects.filter(
        unblocked("user_id", row.user_id), closet__user=row.user_id, user__is_active=True
    )
    followers = [] if row.party.is_over else follows.order_by(NEWEST)[:INVITED]
    told = News.objects.bulk_create(
        News(
            recipient_id=follow.user_id,
            kind=News.Kind.PARTY,
            actor=row.user,
            text=f"invites you to {row.party.title}",
            url=reverse("party", args=[row.party_id]),
        )
        for follow in followers
    )
    PartyInvitation.objects.filter(pk=pk).update(told_at=timezone.now())
    return len(told)


def _require_host(host: User, party: Party) -> None:
    if not PartyHost.objects.filter(party=party, user=host).exists():
        raise PermissionDenied


def _picks(party: Party) -> int:
    return PartyItem.objects.filter(party=party, picked_at__isnull=False).count()
