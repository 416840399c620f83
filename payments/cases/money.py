"""What a case does to the order's money: whole, in part, not at all; each ends the order."""

from dataclasses import dataclass

from closets.models import User
from closets.templatetags.money import money
from listings.models import Status as ListingStatus
from payments.amounts import RefundAmounts
from payments.models import Case, Order
from payments.orders.items import items_release
from payments.orders.labels import upgrades_forgive
from payments.orders.life import earnings_release
from payments.orders.moves import order_move
from payments.orders.refunding import (
    Asked,
    Back,
    cover_rest,
    order_left,
    order_refund,
    refund_amounts,
    refund_rest,
    require_undisputed,
)
from payments.orders.transitions import OrderStatus


@dataclass(frozen=True)
class Effect:
    """What a refund would move, in cents: to the buyer, and from the seller's earnings."""

    buyer_cents: int
    seller_cents: int

    def __str__(self) -> str:
        return (
            f"The buyer gets {money(self.buyer_cents)} back; "
            f"the seller earns {money(self.seller_cents)} less."
        )


def effect_whole(order: Order) -> Effect:
    """Of all that is left. One query."""
    return _effect(order_left(order)[0])


def effect_part(order: Order, cents: int) -> Effect:
    """Of `cents` of the item price, with its tax. Raises OrderRefused for more than is left."""
    return _effect(refund_amounts(order, Asked(cents)))


def _effect(amounts: RefundAmounts) -> Effect:
    return Effect(amounts.total_cents, amounts.seller_cents)


def refund_all(case: Case, *, actor: User | None) -> Back:
    """All that is left goes back to the buyer, whence it came. Raises OrderRefused.

    An item that came back can be sold again, unless it is said not to be authentic.
    """
    order = case.order
    require_undisputed(order)
    order_move(order=order, to=OrderStatus.CANCELLED, actor=actor, reason=_reason(case))
    back = refund_rest(order, actor=actor, reason=_reason(case))
    upgrades_forgive(order)
    if case.returned_at and case.reason != Case.Reason.NOT_AUTHENTIC:
        items_release(order=order, was=ListingStatus.SOLD, actor=actor)
    return back


def refund_part_of(case: Case, cents: int, *, actor: User) -> int:
    """`cents` of the item price go back, the seller gets the rest; returns what the seller got.

    Raises OrderRefused for more than is left.
    """
    order_refund(order=case.order, asked=Asked(cents), reason=_reason(case), actor=actor)
    return refund_nothing(case, actor=actor)


def refund_nothing(case: Case, *, actor: User | None) -> int:
    """The order is complete and the seller gets what is held; returns the cents.

    Raises OrderRefused.
    """
    require_undisputed(case.order)
    order_move(order=case.order, to=OrderStatus.COMPLETE, actor=actor, reason=_reason(case))
    return earnings_release(case.order, actor)


def refund_by_us(case: Case) -> tuple[Back, int]:
    """Nobody's fault: we pay the buyer, and the seller is paid; returns both."""
    require_undisputed(case.order)
    order_move(order=case.order, to=OrderStatus.COMPLETE, actor=None, reason=_reason(case))
    back = cover_rest(case.order, reason="the return was lost by the carrier")
    return back, earnings_release(case.order, None)


def _reason(case: Case) -> str:
    return f"case: {case.get_reason_display().lower()}"
