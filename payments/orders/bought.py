"""What a payment buys: a checkout's orders with their lines, read once for all that follows."""

from typing import NamedTuple

from django.db.models import QuerySet

from closets.lib.stencils import Stencil
from payments.models import Checkout, Order, OrderLine
from payments.orders.items import items_lock


class Bought(NamedTuple):
    """An order and its lines; each line's listing with what its page says of it."""

    order: Order
    lines: list[OrderLine]


def bought_lock(checkout: Checkout) -> list[Bought]:
    """The orders of a locked checkout; their items are locked until the transaction ends."""
    items_lock(checkout)
    found: dict[int, Bought] = {}
    for line in _LINES.rows(checkout=checkout.pk):
        bought = found.setdefault(line.order_id, Bought(line.order, []))
        line.order, line.listing.closet = bought.order, bought.order.closet
        bought.lines.append(line)
    return list(found.values())


def _lines(checkout: int) -> QuerySet[OrderLine]:
    inside = OrderLine.objects.filter(order__checkout=checkout).for_evidence()
    related = inside.select_related("order__buyer", "order__closet__user", "size")
    return related.order_by("order", "pk")


_LINES = Stencil("lines_bought", _lines)
