"""A member's basket: put in, take out, and take over what they chose before signing in."""

from collections.abc import Sequence

from django.db import transaction

from closets.models import User
from listings.models import Listing
from payments.baskets.guests import Chosen, require_room
from payments.models import Basket, BasketItem
from payments.orders.opening import require_may_buy, require_on_sale, size_chosen


@transaction.atomic
def basket_add(*, user: User, listing: Listing, size_id: int | None = None) -> BasketItem:
    """Puts an item in; once however often. Nothing is reserved by it.

    Raises ActRefused (own, blocked, away, not for sale, no size, full), SomebodyFaster.
    """
    require_may_buy(user, listing)
    require_on_sale(listing)
    size = size_chosen(listing, size_id)
    locked = basket_lock(user)
    known = locked.items.filter(listing=listing, size=size).first()
    if known:
        return known
    require_room(locked.items.count())
    return locked.items.create(listing=listing, size=size)


def basket_take_out(*, user: User, chosen: Chosen) -> None:
    """Takes an item out, if it is in."""
    inside = BasketItem.objects.filter(basket__user=user)
    inside.filter(listing=chosen.listing_id, size=chosen.size_id).delete()


@transaction.atomic
def basket_take_over(*, user: User, chosen: Sequence[Chosen]) -> None:
    """Adds what a visitor chose before signing in, but for their own listings and what is too much.

    Whether it can still be bought is said by the basket's page and its checkout.
    """
    locked = basket_lock(user)
    others = Listing.objects.public().exclude(closet__user=user)
    there = set(
        others.filter(pk__in=[one.listing_id for one in chosen]).values_list("pk", flat=True)
    )
    room = BasketItem.MOST_ITEMS - locked.items.count()
    kept = [one for one in chosen if one.listing_id in there][:room]
    BasketItem.objects.bulk_create(
        (BasketItem(basket=locked, listing_id=one.listing_id, size_id=one.size_id) for one in kept),
        ignore_conflicts=True,
    )


def basket_lock(user: User) -> Basket:
    """The member's basket, made on first use, locked until the transaction ends.

    It is locked before any checkout or listing, and read after it is locked.
    """
    Basket.objects.get_or_create(user=user)
    Basket.objects.select_for_update(no_key=True).only("pk").get(user=user)
    return Basket.objects.select_related("checkout", "user").get(user=user)
