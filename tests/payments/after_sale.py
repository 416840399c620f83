"""What comes after the sale, for the tests: parcels brought, orders accepted and rated."""

from django.utils import timezone

from payments.models import Order
from payments.orders.life import order_accept, order_delivered, order_shipped
from payments.ratings.giving import Said

FIVE = Said(5, "Prettier than in the photos.")
THREE = Said(3, "The hem is torn.", ["condition"])


def delivered(order: Order) -> Order:
    order_shipped(order=order, at=timezone.now())
    order_delivered(order=order, at=timezone.now())
    return order


def accepted(order: Order) -> Order:
    return order_accept(order=delivered(order), actor=order.buyer)
