"""What baskets do when their owner signs in, or has bought what was in them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.dispatch import receiver

from closets.lib.stencils import Stencil
from closets.models import User
from payments.baskets.guests import guest_forget
from payments.baskets.keeping import basket_take_over
from payments.models import BasketItem, Order, OrderLine
from payments.orders.events import order_placed


@receiver(user_logged_in)
def basket_signed_in(sender: type[User], *, request: Any, user: User, **_: Any) -> None:
    """What they chose as a visitor is theirs."""
    if request and (chosen := guest_forget(request.session)):
        basket_take_over(user=user, chosen=chosen)


@receiver(order_placed)
def basket_bought(
    sender: type[Order], *, order: Order, lines: Sequence[OrderLine], **_: Any
) -> None:
    """What is bought, by whatever way, need not be bought again."""
    pieces = {(line.listing_id, line.size_id) for line in lines}
    inside = _INSIDE.rows(user=order.buyer_id)
    bought = [row.pk for row in inside if (row.listing_id, row.size_id) in pieces]
    if bought:
        BasketItem.objects.filter(pk__in=bought).delete()


def _inside(user: int) -> QuerySet[BasketItem]:
    return BasketItem.objects.filter(basket__user=user)


_INSIDE = Stencil("basket_inside", _inside)
