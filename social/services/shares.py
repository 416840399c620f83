"""Shares (S2): a row, and a listing lifted in Just shared; followers pull it when they read."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing, Status
from social import events
from social.guards import ActRefused, require_can_act
from social.models import News, Share
from social.services.counters import listing_count
from social.services.news import news_add, news_take_back

SAME_LISTING_PAUSE = timedelta(minutes=1)


@transaction.atomic
def listing_share(*, user: User, listing: Listing) -> Share:
    """Shares to the member's followers. Raises ActRefused: within a minute, or over the budget."""
    require_can_act(user, listing, states={Status.AVAILABLE, Status.RESERVED})
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    now = timezone.now()
    _require_within_limits(user, listing, now)
    share = Share.objects.create(user=user, listing=listing)
    Listing.objects.filter(pk=listing.pk).update(shared_at=now)
    listing_count(listing.pk, "shares", 1)
    news_add(recipient_id=listing.closet.user_id, kind=News.Kind.SHARE, actor=user, listing=listing)
    events.listing_shared.send(sender=Share, user=user, listing=listing, taken_back=False)
    return share


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
    news_take_back(kind=News.Kind.SHARE, actor=user, listing=listing)
    events.listing_shared.send(sender=Share, user=user, listing=listing, taken_back=True)
    return True


def _require_within_limits(user: User, listing: Listing, now: datetime) -> None:
    recent = user.shares.filter(listing=listing, created_at__gt=now - SAME_LISTING_PAUSE)
    if recent.exists():
        raise ActRefused("You shared this a moment ago. Wait a minute to share it again.")
    today = user.shares.filter(created_at__gt=now - timedelta(days=1)).count()
    if today >= settings.SHARES_A_DAY:
        raise ActRefused(f"You have used today's {settings.SHARES_A_DAY:,} shares.")
