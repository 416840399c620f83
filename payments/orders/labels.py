"""What an order's label costs: us, and the seller whose parcel is heavy (H1)."""

from django.db.models import Sum

from payments.ledger.templates import (
    label_bought,
    label_returned,
    label_upgrade_returned,
    label_upgraded,
)
from payments.models import Account, Entry, Order
from payments.orders.held import held_cents
from shipping.models import Label


def label_paid(*, order: Order, label: Label) -> None:
    """A label was bought: its cost is owed, and a heavier class is taken from the earnings.

    The seller never pays more than the order earns them.
    """
    name = str(label.idempotency_key)
    if label.cost_cents:
        label_bought(order=order.number, label=name, cents=label.cost_cents)
    upgrade = min(label.shipment.seller_cents, held_cents(order))
    if upgrade > 0:
        label_upgraded(order=order.number, label=name, seller=order.closet.user, cents=upgrade)


def label_given_back(*, order: Order, label: Label) -> None:
    """The label was not used: neither we nor the seller pay for it."""
    name = str(label.idempotency_key)
    if label.cost_cents:
        label_returned(order=order.number, label=name, cents=label.cost_cents)
    upgrade_forgive(order=order, label=label)


def upgrades_forgive(order: Order) -> None:
    """An order whose price goes back costs the seller no heavier parcel either."""
    for label in Label.objects.printable().filter(shipment=order.shipment_id):
        upgrade_forgive(order=order, label=label)


def upgrade_forgive(*, order: Order, label: Label) -> None:
    """The seller need not pay for the heavier class after all."""
    name = str(label.idempotency_key)
    if upgrade := _upgrade(name):
        label_upgrade_returned(
            order=order.number, label=name, seller=order.closet.user, cents=upgrade
        )


def _upgrade(name: str) -> int:
    """What the seller paid for the label, in cents."""
    taken = Entry.objects.filter(
        transfer__key=f"label_upgraded:{name}", account__kind=Account.Kind.SHIPPING_INCOME
    )
    return taken.aggregate(cents=Sum("amount_cents"))["cents"] or 0
