"""Sharing many listings at once: the community's part of the bulk tools."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from closets.models import User
from listings.bulk.acts import Act, BulkRefused, Change
from listings.bulk.acts.base import Params
from listings.models import Listing, Status
from social.guards import ActRefused
from social.services.shares import SAME_LISTING_PAUSE, listing_share, listing_unshare

SHARED = (Status.AVAILABLE, Status.RESERVED)


def _check(listing: Listing, params: Params) -> str:
    if listing.status not in SHARED or listing.deleted_at:
        raise BulkRefused(f"It is {listing.get_status_display().lower()}.")
    return "Shared to your followers"


def _limits(user: User, listings: Sequence[Listing]) -> dict[int, str]:
    """Shared within the minute, or over the day's budget, which the closet's first ones get."""
    now = timezone.now()
    lately = user.shares.filter(created_at__gt=now - SAME_LISTING_PAUSE)
    recent = set(lately.values_list("listing_id", flat=True))
    used = user.shares.filter(created_at__gt=now - timedelta(days=1)).count()
    room = max(0, settings.SHARES_A_DAY - used)
    free = [row.pk for row in listings if row.status in SHARED and row.pk not in recent]
    over = free[: max(0, len(free) - room)]
    pause = dict.fromkeys(recent, "You shared it less than a minute ago.")
    return pause | dict.fromkeys(over, f"Over today's {settings.SHARES_A_DAY:,} shares.")


def _do(actor: User, listing: Listing, params: Params) -> Change:
    before = _said(listing.shared_at)
    try:
        share = listing_share(user=actor, listing=listing)
    except ActRefused as refusal:
        raise BulkRefused(str(refusal)) from refusal
    listing.refresh_from_db(fields=["shared_at"])
    return Change({"shared_at": before}, {"shared_at": _said(listing.shared_at), "share": share.pk})


def _undo(actor: User, listing: Listing, change: Change) -> None:
    listing_unshare(
        user=actor,
        listing=listing,
        share_id=change.after["share"],
        lifted_to=datetime.fromisoformat(change.after["shared_at"]),
        back_to=datetime.fromisoformat(change.before["shared_at"]),
    )


def _said(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


SHARE = Act(
    key="share",
    label="Share to your followers",
    past="Shared",
    check=_check,
    do=_do,
    undo=_undo,
    limits=_limits,
    last_first=True,
)
