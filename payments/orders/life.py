"""After the sale: shipped, delivered, accepted or cancelled."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.services.status import listing_release
from payments.amounts import refund_whole
from payments.ledger.templates import order_refunded, order_released
from payments.models import Order
from payments.orders.moves import order_move
from payments.orders.refunds import refund_open
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus
from shipping.services import label_void
from shipping.transitions import TransitionRefused as ParcelRefused

BUYER_REGRETS = timedelta(hours=3)
BUYER_WAITED = timedelta(days=7)


@transaction.atomic
def order_shipped(*, order: Order, at: datetime) -> None:
    """The carrier has the parcel."""
    order_move(order=order, to=OrderStatus.SHIPPED, actor=None, at=at)
    order_tell(order, order.buyer, "Your order is on its way.")


@transaction.atomic
def order_delivered(*, order: Order, at: datetime) -> None:
    """The parcel is there; the buyer has three days to accept it or to open a case (P4)."""
    accept_by = at + timedelta(hours=settings.ACCEPT_HOURS)
    order_move(order=order, to=OrderStatus.DELIVERED, actor=None, at=at, accept_by=accept_by)
    order_tell(order, order.buyer, "Your order was delivered. Is all as described? Accept it.")
    order_tell(order, order.closet.user, "Your parcel was delivered.")


@transaction.atomic
def order_accept(*, order: Order, actor: User | None) -> Order:
    """The buyer accepts (or, actor None, the time ran out): the seller's earnings are released.

    Raises PermissionDenied for anybody but the buyer, OrderRefused.
    """
    if actor is not None and actor.pk != order.buyer_id:
        raise PermissionDenied
    seller = order.closet.user
    order_move(order=order, to=OrderStatus.COMPLETE, actor=actor)
    order_released(order=order.number, seller=seller, cents=order.amounts.seller_cents, actor=actor)
    order_tell(order, seller, "Your earnings have been released to your balance.")
    return order


def order_may_cancel(order: Order, actor: User) -> bool:
    """Whether the member may cancel now (P6).

    The seller may before the parcel is shipped; the buyer within three hours, and again from the
    eighth day when it is still not shipped.
    """
    if not order.may_cancel or order.placed_at is None:
        return False
    if actor.pk == order.closet.user_id:
        return True
    age = timezone.now() - order.placed_at
    return actor.pk == order.buyer_id and (age < BUYER_REGRETS or age >= BUYER_WAITED)


@transaction.atomic
def order_cancel(*, order: Order, actor: User, reason: str) -> Order:
    """Cancels an unshipped order: all money back, the label void, the items on sale again.

    Raises PermissionDenied for strangers, OrderRefused when the rules or the parcel say no.
    """
    if actor.pk not in {order.buyer_id, order.closet.user_id}:
        raise PermissionDenied
    if not order_may_cancel(order, actor):
        raise OrderRefused("This order cannot be cancelled now.")
    _parcel_call_off(order, actor)
    order_move(order=order, to=OrderStatus.CANCELLED, actor=actor, reason=reason)
    _money_back(order, actor)
    for line in order.lines.select_related("listing").order_by("listing_id"):
        listing_release(listing=line.listing, actor=actor)
    order.lines.update(released_at=timezone.now())
    order_tell(order, order.buyer, "Your order was cancelled; your money is on its way back.")
    order_tell(order, order.closet.user, "The order was cancelled.")
    return order


def _parcel_call_off(order: Order, actor: User) -> None:
    """Locks the parcel before the order, as scans do, so that the two cannot deadlock."""
    if order.shipment is None:
        return
    try:
        label_void(shipment=order.shipment, actor=actor)
    except ParcelRefused as refused:
        raise OrderRefused("The carrier has the parcel already.") from refused


def _money_back(order: Order, actor: User) -> None:
    amounts = refund_whole(order.amounts)
    refund = refund_open(
        checkout=order.checkout, order=order, cents=amounts.total_cents, reason="order cancelled"
    )
    order_refunded(
        order=order.number,
        refund=str(refund.pk),
        buyer=order.buyer,
        seller=order.closet.user,
        amounts=amounts,
        released=False,
        actor=actor,
    )
