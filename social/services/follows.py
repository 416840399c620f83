"""Follows of closets and brands (S4)."""

from django.db import transaction

from closets.models import Closet, User
from listings.models import Brand
from social import events
from social.guards import ActRefused, require_not_blocked
from social.models import BrandFollow, ClosetFollow, News
from social.services.counters import closet_count
from social.services.news import news_add, news_take_back


@transaction.atomic
def closet_follow(*, user: User, closet: Closet) -> bool:
    """Follows; False when followed already. Raises ActRefused."""
    if closet.user_id == user.pk:
        raise ActRefused("This is your own closet.")
    require_not_blocked(user, closet)
    _, is_new = ClosetFollow.objects.get_or_create(user=user, closet=closet)
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
    _, is_new = BrandFollow.objects.get_or_create(user=user, brand=brand)
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
    """Moves both counters, the lower primary key first so that two follows cannot deadlock."""
    steps = [(closet.pk, "followers"), (user.closet.pk, "following")]
    for closet_id, field in sorted(steps):
        closet_count(closet_id, field, by)
