"""Which state of an order may follow which (P6). The database holds the same table."""

from django.db import models


class OrderStatus(models.TextChoices):
    """Where an order stands."""

    AWAITING_PAYMENT = "awaiting_payment", "Awaiting payment"
    IN_PROCESS = "in_process", "In process"
    SHIPPED = "shipped", "Shipped"
    DELIVERED = "delivered", "Delivered"
    IN_CASE = "in_case", "In case"
    COMPLETE = "complete", "Complete"
    CANCELLED = "cancelled", "Cancelled"


TRANSITIONS: dict[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.AWAITING_PAYMENT: frozenset({OrderStatus.IN_PROCESS, OrderStatus.CANCELLED}),
    OrderStatus.IN_PROCESS: frozenset(
        {OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.CANCELLED}
    ),
    OrderStatus.SHIPPED: frozenset(
        {OrderStatus.DELIVERED, OrderStatus.COMPLETE, OrderStatus.CANCELLED}
    ),
    OrderStatus.DELIVERED: frozenset(
        {OrderStatus.IN_CASE, OrderStatus.COMPLETE, OrderStatus.CANCELLED}
    ),
    OrderStatus.IN_CASE: frozenset({OrderStatus.COMPLETE, OrderStatus.CANCELLED}),
    OrderStatus.COMPLETE: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}
CANCELLABLE = frozenset({OrderStatus.IN_PROCESS})


class OrderRefused(Exception):
    """The order is not in a state that allows the act; the message is meant for people."""


def sources_of(target: OrderStatus) -> list[OrderStatus]:
    """The states from which `target` may follow."""
    return [source for source, targets in TRANSITIONS.items() if target in targets]
