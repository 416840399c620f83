"""What a payment that went through sets in motion, all in one transaction."""

from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.services.status import listing_sell
from payments.ledger.templates import order_paid, payment_received
from payments.models import Checkout, Order, Refund
from payments.orders import events
from payments.orders.checkout import checkout_lock
from payments.orders.moves import order_move
from payments.orders.pricing import parcel_weight_lb
from payments.orders.refunds import refund_open
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderStatus
from shipping.addresses import PostalAddress
from shipping.services import shipment_create

Status = Checkout.Status


@transaction.atomic
def checkout_placed(*, checkout: Checkout, intent: str, cents: int) -> bool:
    """Sells the items and opens orders and parcels; once, however often it is told.

    False, and nothing done, when the reservation had been given up before the money came.
    """
    locked = checkout_lock(checkout)
    if locked.status == Status.PAID:
        return locked.payment_intent == intent
    if locked.status == Status.RELEASED:
        return False
    locked.status, locked.paid_at = Status.PAID, timezone.now()
    locked.payment_intent = intent
    locked.save(update_fields=["status", "paid_at", "payment_intent"])
    payment_received(payment=intent, buyer=locked.buyer, cents=cents)
    for order in locked.orders.select_related("closet__user").order_by("pk"):
        _order_place(order, locked)
    return True


@transaction.atomic
def payment_came_too_late(*, checkout: Checkout, intent: str, cents: int) -> Refund:
    """The reservation is gone but the money came: all of it goes back at once."""
    locked = checkout_lock(checkout)
    earlier = locked.refunds.filter(order=None).first()
    if earlier:
        return earlier
    payment_received(payment=intent, buyer=locked.buyer, cents=cents)
    return refund_open(checkout=locked, order=None, cents=cents, reason="paid after release")


def _order_place(order: Order, checkout: Checkout) -> None:
    seller = order.closet.user
    lines = list(order.lines.select_related("listing__category", "listing__closet"))
    for line in sorted(lines, key=lambda line: line.listing_id):
        listing_sell(listing=line.listing, actor=checkout.buyer)
    order_paid(order=order.number, buyer=order.buyer, seller=seller, amounts=order.amounts)
    parcel = shipment_create(
        sender=seller,
        recipient=order.buyer,
        from_address=_ships_from(seller),
        to_address=_ships_to(checkout),
        weight_lb=parcel_weight_lb(line.listing for line in lines),
        contents=[line.title for line in lines],
        note=f"Order {order.number}. Thank you for shopping my closet!",
    )
    order_move(order=order, to=OrderStatus.IN_PROCESS, actor=checkout.buyer, shipment=parcel)
    order_tell(order, seller, f"Sold! {lines[0].title}: print the label and ship it.")
    order_tell(order, order.buyer, f"Order placed: {lines[0].title}.")
    events.order_placed.send(sender=Order, order=order, lines=lines)


def _ships_from(seller: User) -> PostalAddress | None:
    address = seller.addresses.filter(is_default_from=True).first()
    return PostalAddress.of(address) if address else None


def _ships_to(checkout: Checkout) -> PostalAddress:
    if checkout.address is None:
        raise ValueError("A checkout is paid only after its address is set")
    return checkout.address
