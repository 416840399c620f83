"""Likes (S1)."""

from django.db import transaction

from closets.models import User
from listings.models import Listing
from social import events
from social.guards import ActRefused, require_can_act
from social.models import Like, News
from social.services.counters import listing_count
from social.services.news import news_add, news_take_back
from social.services.rows import act_once


@transaction.atomic
def listing_like(*, user: User, listing: Listing) -> bool:
    """Likes the listing; False when it was liked already. Raises ActRefused."""
    require_can_act(user, listing)
    if listing.closet.user_id == user.pk:
        raise ActRefused("This is your own listing.")
    is_new = act_once(Like, user=user, listing_id=listing.pk)
    if is_new:
        listing_count(listing.pk, "likes", 1)
        news_add(
            recipient_id=listing.closet.user_id, kind=News.Kind.LIKE, actor=user, listing=listing
        )
        events.listing_liked.send(sender=Like, user=user, listing=listing, taken_back=False)
    return is_new


@transaction.atomic
def listing_unlike(*, user: User, listing: Listing) -> bool:
    """Takes the like back, with the news and the signal it made; False when there was none."""
    taken, _ = Like.objects.filter(user=user, listing=listing).delete()
    if taken:
        listing_count(listing.pk, "likes", -1)
        news_take_back(
            recipient_id=listing.closet.user_id, kind=News.Kind.LIKE, actor=user, listing=listing
        )
        events.listing_liked.send(sender=Like, user=user, listing=listing, taken_back=True)
    return bool(taken)
