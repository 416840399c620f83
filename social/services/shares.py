"""Shares (S2): a row, and a listing lifted in Just shared; followers pull it when they read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.lib.sql import rows
from closets.models import User
from listings.models import Listing, Status
from social import events
from social.guards import ActRefused, require_can_act
from social.models import News, Party, Share
from social.services.counters import listing_count
from social.services.news import news_add, news_take_back
from social.services.rows import member_lock

SAME_LISTING_PAUSE = timedelta(minutes=1)
UNDO_FOR = timedelta(minutes=10)
A_DAY = timedelta(days=1)
_USED = """
SELECT count(*) FILTER (WHERE listing_id = %(listing)s AND created_at > %(pause)s
    AND party_id IS NOT DISTINCT FROM %(party)s), count(*)
FROM social_share WHERE user_id = %(user)s AND created_at > %(day)s
"""

_SHARE = """
WITH lifted AS (UPDATE listings_listing SET shared_at = %(now)s WHERE id = %(listing)s)
INSERT INTO social_share (user_id, listing_id, channel, party_id, created_at, lifted_from)
VALUES (%(user)s, %(listing)s, %(channel)s, %(party)s, %(now)s, %(lifted_from)s) RETURNING id
"""
_BUDGET = (
    "SELECT count(*), min(created_at) FROM social_share WHERE user_id = %s AND created_at > %s"
)


@transaction.atomic
def listing_share(*, user: User, listing: Listing, party: Party | None = None) -> Share:
    """Shares to the member's followers, or into a party; the share says how many are `left` today.

    Raises ActRefused: within a minute of the last one there, or over the budget.
    """
    require_can_act(user, listing, states={Status.AVAILABLE, Status.RESERVED})
    member_lock(user)
    now = timezone.now()
    used = _require_within_limits(user, listing, party, now)
    share = _share(user, listing, party, now)
    share.left = settings.SHARES_A_DAY - used - 1
    listing_count(listing.pk, "shares", 1)
    news_add(recipient_id=listing.closet.user_id, kind=News.Kind.SHARE, actor=user, listing=listing)
    events.listing_shared.send(sender=Share, user=user, listing=listing, taken_back=False)
    return share


def _share(user: User, listing: Listing, party: Party | None, now: datetime) -> Share:
    """The row, and the listing lifted, in one round trip."""
    channel = Share.Channel.PARTY if party else Share.Channel.FOLLOWERS
    values = {"channel": channel, "created_at": now, "lifted_from": listing.shared_at}
    party_id = party.pk if party else None
    asked = values | {"now": now, "user": user.pk, "listing": listing.pk, "party": party_id}
    [(pk,)] = rows(_SHARE, asked)
    return Share(pk=pk, user=user, listing=listing, party=party, **values)


@transaction.atomic
def listing_unshare(
    *, user: User, listing: Listing, share_id: int, lifted_to: datetime, back_to: datetime
) -> bool:
    """Takes one share back with its count and news; False when it is gone already.

    The listing sinks from where this share had lifted it (`lifted_to`) to `back_to`, unless a later
    share has lifted it again.
    """
    taken, _ = user.shares.filter(pk=share_id, listing=listing).delete()
    if not taken:
        return False
    mine = Listing.objects.filter(pk=listing.pk, shared_at=lifted_to)
    if mine.update(shared_at=back_to):
        listing.shared_at = back_to
    listing_count(listing.pk, "shares", -1)
    news_take_back(
        recipient_id=listing.closet.user_id, kind=News.Kind.SHARE, actor=user, listing=listing
    )
    events.listing_shared.send(sender=Share, user=user, listing=listing, taken_back=True)
    return True


@transaction.atomic
def share_take_back(*, user: User, listing: Listing, party: Party | None = None) -> bool:
    """Undoes the member's last share of the listing to followers, or into a party; False when there
    is none of these minutes.

    A later share, which had lifted it from where this one put it, lifted it from where it was.
    """
    since = timezone.now() - UNDO_FOR
    recent = user.shares.filter(listing=listing, created_at__gt=since, party=party)
    share = recent.order_by("-created_at").first()
    if share is None:
        return False
    later = Share.objects.filter(listing=listing, lifted_from=share.created_at)
    later.update(lifted_from=share.lifted_from)
    return listing_unshare(
        user=user,
        listing=listing,
        share_id=share.pk,
        lifted_to=share.created_at,
        back_to=share.lifted_from or share.created_at,
    )


@dataclass(frozen=True)
class Budget:
    """A member's shares: how many are left, and when the first used one comes back (None when
    none is used)."""

    left: int
    renews_at: datetime | None = None

    @property
    def line(self) -> str:
        """For pages and messages: "4,812 shares left today"."""
        return f"{self.left:,} share{'' if self.left == 1 else 's'} left today"


def share_budget(user: User) -> Budget:
    """What a member may still share now."""
    [(used, first)] = rows(_BUDGET, [user.pk, timezone.now() - A_DAY])
    return Budget(max(0, settings.SHARES_A_DAY - used), first + A_DAY if first else None)


def _require_within_limits(user: User, listing: Listing, party: Party | None, now: datetime) -> int:
    """How many the member used today. Raises ActRefused."""
    asked = {"user": user.pk, "listing": listing.pk, "party": party.pk if party else None}
    moments = {"pause": now - SAME_LISTING_PAUSE, "day": now - A_DAY}
    [(lately, today)] = rows(_USED, asked | moments)
    if lately:
        raise ActRefused("You shared this a moment ago. Wait a minute to share it again.")
    if today >= settings.SHARES_A_DAY:
        raise ActRefused(f"You have used today's {settings.SHARES_A_DAY:,} shares.")
    return int(today)
