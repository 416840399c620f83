"""After the sale: shipped, delivered, accepted or cancelled.

Whoever locks a parcel and its order locks the parcel first, as scans do.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from closets.templatetags.money import money
from listings.models import Status as ListingStatus
from payments.amounts import refund_whole
from payments.ledger.templates import order_refunded, order_released
from payments.models import Order
from payments.orders.items import items_release
from payments.orders.moves import order_move
from payments.orders.refunds import refund_open
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus
from shipping.services import label_void, shipment_lock
from shipping.transitions import Status as ParcelStatus
from shipping.transitions import TransitionRefused as ParcelRefused

BUYER_REGRETS = timedelta(hours=3)
BUYER_WAITED = timedelta(days=7)
NOBODY_SHIPPED = timedelta(days=21)


@transaction.atomic
def order_shipped(*, order: Order, at: datetime) -> None:
    """The carrier has the parcel."""
    order_move(order=order, to=OrderStatus.SHIPPED, actor=None, at=at)
    order_tell(
        order,
        order.buyer,
        "Your order is on its way",
        "The carrier has scanned the parcel. The order's page follows it to your door.",
    )


@transaction.atomic
def order_delivered(*, order: Order, at: datetime) -> None:
    """The parcel is there; the buyer has three days to accept it or to open a case (P4)."""
    accept_by = at + timedelta(hours=settings.ACCEPT_HOURS)
    order_move(order=order, to=OrderStatus.DELIVERED, actor=None, at=at, accept_by=accept_by)
    order_tell(
        order,
        order.buyer,
        "Your order was delivered",
        "Is everything as described? Accept it to pay the seller. If you do nothing, it counts as "
        f"accepted on {accept_by:%B} {accept_by.day}.",
    )
    order_tell(
        order,
        order.closet.user,
        "Your parcel was delivered",
        "Your earnings are released when the buyer accepts, at the latest on "
        f"{accept_by:%B} {accept_by.day}.",
    )


@transaction.atomic
def order_accept(*, order: Order, actor: User | None) -> Order:
    """The buyer accepts (or, actor None, the time ran out): the seller's earnings are released.

    Raises PermissionDenied for anybody but the buyer, OrderRefused.
    """
    if actor is not None and actor.pk != order.buyer_id:
        raise PermissionDenied
    seller, earned = order.closet.user, order.amounts.seller_cents
    order_move(order=order, to=OrderStatus.COMPLETE, actor=actor)
    order_released(order=order.number, seller=seller, cents=earned, actor=actor)
    order_tell(
        order,
        seller,
        "Your earnings were released",
        f"The order is complete: {money(earned)} is in your balance. You can pay it out to your "
        "bank at any time.",
    )
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
def order_cancel(*, order: Order, actor: User | None, reason: str) -> Order:
    """Cancels an unshipped order: all money back, the label void, the items on sale again.

    Actor None is the site, for an order that nobody shipped in 21 days. Raises PermissionDenied
    for strangers, OrderRefused when the rules or the parcel say no.
    """
    if actor is not None and actor.pk not in {order.buyer_id, order.closet.user_id}:
        raise PermissionDenied
    if actor is not None and not order_may_cancel(order, actor):
        raise OrderRefused("This order cannot be cancelled now.")
    _parcel_call_off(order, actor)
    order_move(order=order, to=OrderStatus.CANCELLED, actor=actor, reason=reason)
    _money_back(order, actor)
    items_release(order=order, was=ListingStatus.SOLD, actor=actor)
    _tell_cancelled(order, reason)
    return order


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


def _money_back(order: Order, actor: User | None) -> None:
    amounts = refund_whole(order.amounts)
    refund = refund_open(
        checkout=order.checkout,
        payment=order.checkout.payment_intent or "",
        order=order,
        cents=amounts.total_cents,
        reason="order cancelled",
    )
    order_refunded(
        order=order.number,
        refund=str(refund.reference),
        buyer=order.buyer,
        seller=order.closet.user,
        amounts=amounts,
        released=False,
        actor=actor,
    )


def _tell_cancelled(order: Order, reason: str) -> None:
    order_tell(
        order,
        order.buyer,
        "Your order was cancelled",
        f"{money(order.total_cents)} is on its way back to your card. Reason: {reason[:150]}",
    )
    order_tell(
        order,
        order.closet.user,
        "An order was cancelled",
        "Do not send the parcel: its label is void, and the item is on sale again. "
        f"Reason: {reason[:150]}",
    )
