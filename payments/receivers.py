"""What orders do when a parcel moves."""

import logging
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from listings.events import pictures_wanted
from listings.models import Photo
from payments.models import Order, OrderLine
from payments.orders.labels import label_given_back, label_paid
from payments.orders.life import order_delivered, order_lost, order_returned, order_shipped
from payments.orders.transitions import OrderRefused, OrderStatus
from shipping import events
from shipping.models import Label, Shipment

log = logging.getLogger(__name__)


@receiver(events.shipment_accepted)
def parcel_accepted(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """The first scan makes the order "shipped"."""
    _move(order_shipped, shipment, at)


@receiver(events.shipment_delivered)
def parcel_delivered(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """The delivery scan starts the buyer's three days."""
    _move(order_delivered, shipment, at)


@receiver(events.shipment_lost)
def parcel_lost(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """Nobody's fault: both sides get their money."""
    _move(order_lost, shipment, at)


@receiver(events.shipment_returned)
def parcel_returned(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """It never reached the buyer."""
    _move(order_returned, shipment, at)


@receiver(events.shipment_label_ready)
def label_bought(sender: type[Shipment], *, shipment: Shipment, label: Label, **_: Any) -> None:
    """We owe the carrier; the seller pays for what makes it heavier."""
    if order := _order(shipment):
        label_paid(order=order, label=label)


@receiver(events.shipment_label_voided)
def label_voided(sender: type[Shipment], *, shipment: Shipment, label: Label, **_: Any) -> None:
    """What was paid for the label is not owed any more."""
    if order := _order(shipment):
        label_given_back(order=order, label=label)


def _order(shipment: Shipment) -> Order | None:
    return Order.objects.for_pages().filter(shipment=shipment).first()


def _move(move: Any, shipment: Shipment, at: datetime) -> None:
    """A scan of a parcel whose order was cancelled meanwhile is kept and moves nothing.

    Nor does one of an order in a case: what it means is for the case to say.
    """
    order = _order(shipment)
    if order is None or order.status == OrderStatus.IN_CASE:
        return
    try:
        move(order=order, at=at)
    except OrderRefused as refused:
        log.warning("scan of %s moves nothing: %s", order.number, refused)


@receiver(pictures_wanted)
def pictures_of_orders(sender: type[Photo], *, keys: set[str], **_: Any) -> set[str]:
    """What was bought stays visible as it was."""
    return set(OrderLine.objects.filter(cover_hash__in=keys).values_list("cover_hash", flat=True))
