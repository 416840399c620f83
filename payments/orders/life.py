"""After the sale: shipped, delivered, accepted, and parcels that do not arrive."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from closets.templatetags.money import money
from listings.models import Status as ListingStatus
from payments.ledger.templates import order_released
from payments.models import Order
from payments.orders.clock import acceptance_ends
from payments.orders.held import held_cents
from payments.orders.items import items_release
from payments.orders.labels import upgrades_forgive
from payments.orders.moves import order_move
from payments.orders.refunding import cover_rest, going_back, refund_rest, require_undisputed
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus


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
    accept_by = acceptance_ends(at)
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
    if order.status == OrderStatus.IN_CASE:
        raise OrderRefused("This order is in a case. Withdraw the case to accept it.")
    require_undisputed(order)
    order_move(order=order, to=OrderStatus.COMPLETE, actor=actor)
    earned = earnings_release(order, actor)
    order_tell(
        order,
        order.closet.user,
        "Your earnings were released",
        f"The order is complete: {money(earned)} is in your balance. You can pay it out to your "
        "bank at any time.",
    )
    if actor is None:
        order_tell(
            order,
            order.buyer,
            "Your order is complete",
            "Three days are over, so it counts as accepted. How was it? Your rating helps the "
            "seller, and others who look at their closet.",
        )
    return order


@transaction.atomic
def order_lost(*, order: Order, at: datetime) -> None:
    """The carrier lost the parcel, which is nobody's fault: we pay the buyer, the seller is paid.

    Raises OrderRefused.
    """
    require_undisputed(order)
    order_move(
        order=order, to=OrderStatus.COMPLETE, actor=None, at=at, reason="lost by the carrier"
    )
    back, earned = cover_rest(order, reason="lost by the carrier"), earnings_release(order, None)
    order_tell(
        order,
        order.buyer,
        "Your parcel was lost",
        f"The carrier cannot find it. {going_back(back)}",
    )
    order_tell(
        order,
        order.closet.user,
        "Your parcel was lost",
        f"The carrier cannot find it. We bear the loss: {money(earned)} is in your balance.",
    )


@transaction.atomic
def order_returned(*, order: Order, at: datetime) -> None:
    """The parcel came back to the seller undelivered: the buyer's money and the items go back.

    Raises OrderRefused.
    """
    require_undisputed(order)
    reason = "the parcel came back to the seller"
    order_move(order=order, to=OrderStatus.CANCELLED, actor=None, at=at, reason=reason)
    back = refund_rest(order, actor=None, reason=reason)
    upgrades_forgive(order)
    items_release(order=order, was=ListingStatus.SOLD, actor=None)
    order_tell(
        order,
        order.buyer,
        "Your parcel could not be delivered",
        f"It went back to the seller. {going_back(back)}",
    )
    order_tell(
        order,
        order.closet.user,
        "Your parcel came back",
        "It could not be delivered. The buyer's money goes back, and the item is on sale again.",
    )


def earnings_release(order: Order, actor: User | None) -> int:
    """Hands over what is held; returns the cents. In the transaction that completes the order."""
    cents = held_cents(order)
    if cents:
        order_released(order=order.number, seller=order.closet.user, cents=cents, actor=actor)
    return cents
