"""Follows of closets and brands (S4)."""

from django.db import transaction

from closets.models import Closet, User
from listings.models import Brand
from social import events
from social.guards import ActRefused, require_not_blocked
from social.models import BrandFollow, ClosetFollow, News
from social.services.counters import closet_count
from social.services.news import news_add, news_take_back
from social.services.rows import act_once


@transaction.atomic
def closet_follow(*, user: User, closet: Closet) -> bool:
    """Follows; False when followed already. Raises ActRefused."""
    if closet.user_id == user.pk:
        raise ActRefused("This is your own closet.")
    require_not_blocked(user, closet)
    is_new = act_once(ClosetFollow, user=user, closet_id=closet.pk)
    if is_new:
        _count(user, closet, 1)
        news_add(recipient_id=closet.user_id, kind=News.Kind.FOLLOW, actor=user)
        events.closet_followed.send(sender=ClosetFollow, user=user, closet=closet, taken_back=False)
    return is_new


@transaction.atomic
def closet_unfollow(*, user: User, closet: Closet) -> bool:
    """Takes the follow back; False when there was none."""
    taken, _ = ClosetFollow.objects.filter(user=user, closet=closet).delete()
    if taken:
        _count(user, closet, -1)
        news_take_back(recipient_id=closet.user_id, kind=News.Kind.FOLLOW, actor=user)
        events.closet_followed.send(sender=ClosetFollow, user=user, closet=closet, taken_back=True)
    return bool(taken)


@transaction.atomic
def brand_follow(*, user: User, brand: Brand) -> bool:
    """Follows a brand; False when followed already."""
    is_new = act_once(BrandFollow, user=user, brand_id=brand.pk)
    if is_new:
        events.brand_followed.send(sender=BrandFollow, user=user, brand=brand, taken_back=False)
    return is_new


@transaction.atomic
def brand_unfollow(*, user: User, brand: Brand) -> bool:
    """Takes the follow back; False when there was none."""
    taken, _ = BrandFollow.objects.filter(user=user, brand=brand).delete()
    if taken:
        events.brand_followed.send(sender=BrandFollow, user=user, brand=brand, taken_back=True)
    return bool(taken)


def _count(user: User, closet: Closet, by: int) -> None:
    closet_count(closet.pk, "followers", by)
    closet_count(user.closet.pk, "following", by)
