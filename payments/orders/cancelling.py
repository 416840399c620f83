"""Cancelling an order before it is shipped (P6), by the rules of `clock`.

Whoever locks a parcel and its order locks the parcel first, as scans do.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.models import Status as ListingStatus
from payments.models import Order
from payments.orders.clock import buyer_may_cancel, may_undo, undo_ends
from payments.orders.items import items_release
from payments.orders.moves import order_move
from payments.orders.refunding import Back, going_back, refund_rest, require_undisputed
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus
from shipping.services import label_void, shipment_lock
from shipping.transitions import Status as ParcelStatus
from shipping.transitions import TransitionRefused as ParcelRefused

UNDONE = "undone by the buyer"


def order_may_cancel(order: Order, actor: User) -> bool:
    """Whether the member may cancel now (P6).

    The seller may before the parcel is shipped; the buyer within three hours, and again from the
    eighth day when it is still not shipped.
    """
    if not order.may_cancel or order.placed_at is None:
        return False
    if actor.pk == order.closet.user_id:
        return True
    return actor.pk == order.buyer_id and buyer_may_cancel(order.placed_at, timezone.now())


def order_may_undo(order: Order, actor: User) -> bool:
    """Whether the buyer may take the purchase back by one press (X3)."""
    if actor.pk != order.buyer_id or not order.may_cancel or order.placed_at is None:
        return False
    return may_undo(order.placed_at, timezone.now())


def undo_ends_of(order: Order) -> datetime | None:
    """Until when the buyer may take the purchase back; None when they may no more."""
    if order.placed_at is None or not order_may_undo(order, order.buyer):
        return None
    return undo_ends(order.placed_at)


@transaction.atomic
def order_cancel(*, order: Order, actor: User | None, reason: str) -> Order:
    """Cancels an unshipped order: all money back, the label void, the items on sale again.

    Actor None is the site, for an order that nobody shipped in 21 days. Raises PermissionDenied
    for strangers, OrderRefused when the rules, the parcel or an open dispute say no.
    """
    if actor is not None and actor.pk not in {order.buyer_id, order.closet.user_id}:
        raise PermissionDenied
    if actor is not None and not order_may_cancel(order, actor):
        raise OrderRefused("This order cannot be cancelled now.")
    require_undisputed(order)
    order_call_off(order=order, actor=actor, reason=reason)
    back = refund_rest(order, actor=actor, reason="order cancelled")
    _tell_cancelled(order, reason, back)
    return order


@transaction.atomic
def order_undo(*, order: Order, actor: User) -> Order:
    """The buyer takes the purchase back within ten minutes; all is as before (X3).

    Raises PermissionDenied, OrderRefused.
    """
    if actor.pk != order.buyer_id:
        raise PermissionDenied
    if not order_may_undo(order, actor):
        raise OrderRefused("The ten minutes are over.")
    return order_cancel(order=order, actor=actor, reason=UNDONE)


def order_call_off(*, order: Order, actor: User | None, reason: str) -> None:
    """Label void, order cancelled, items on sale again; what becomes of the money is the caller's.

    In the caller's transaction. Raises OrderRefused.
    """
    _parcel_call_off(order, actor)
    order_move(order=order, to=OrderStatus.CANCELLED, actor=actor, reason=reason)
    items_release(order=order, was=ListingStatus.SOLD, actor=actor)


def _parcel_call_off(order: Order, actor: User | None) -> None:
    """Locks the parcel, before the order is touched."""
    if order.shipment_id is None:
        return
    parcel = shipment_lock(order.shipment_id)
    if parcel.status == ParcelStatus.VOIDED:  # staff called it off before
        return
    try:
        label_void(shipment=parcel, actor=actor)
    except ParcelRefused as refused:
        raise OrderRefused("The carrier has the parcel already.") from refused


def _tell_cancelled(order: Order, reason: str, back: Back) -> None:
    order_tell(
        order,
        order.buyer,
        "Your order was cancelled",
        f"{going_back(back)} Reason: {reason[:150]}",
    )
    order_tell(
        order,
        order.closet.user,
        "An order was cancelled",
        "Do not send the parcel: its label is void, and the item is on sale again. "
        f"Reason: {reason[:150]}",
    )
