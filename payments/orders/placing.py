"""What a payment that went through sets in motion, all in one transaction."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from closets.lib.stencils import Stencil
from closets.models import Address, User
from closets.templatetags.money import money
from listings.models import Status as ListingStatus
from listings.services.stock import item_sell
from listings.transitions import TransitionRefused
from payments.ledger import Posting, post_all
from payments.ledger.templates import order_paid_posting, payment_received_posting
from payments.models import Checkout, Order, OrderLine, Refund
from payments.orders import events
from payments.orders.bought import Bought, bought_lock
from payments.orders.checkout import checkout_close, checkout_lock
from payments.orders.clock import undo_ends
from payments.orders.items import items_release
from payments.orders.moves import order_move
from payments.orders.pricing import parcel_weight_lb
from payments.orders.refunding import Back, going_back
from payments.orders.refunds import refund_open
from payments.orders.spending import balance_give_back_of, balance_share_out
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderStatus
from shipping.addresses import PostalAddress, address_problems
from shipping.models import Shipment
from shipping.services import shipment_create

Status = Checkout.Status


@transaction.atomic
def payment_take(*, checkout: Checkout, intent: str | None, cents: int) -> bool:
    """Money came: sells the items and opens orders and parcels; once, however often it is told.

    intent: Stripe's, which brought the cents; None when the balance pays alone.

    False when nothing could be sold for it (the reservation was given up before, staff took the
    item away, it was paid already); then all of it goes back to the card and the buyer is told.
    """
    locked = checkout_lock(checkout)
    if locked.status == Status.PAID and locked.payment_intent == intent:
        return True
    if _placed(locked, intent, cents):
        return True
    if intent:
        _send_back(locked, intent, cents)
    return False


def _placed(locked: Checkout, intent: str | None, cents: int) -> bool:
    """Places the orders; when that is impossible, an unpaid checkout is closed."""
    if locked.status in {Status.PAID, Status.RELEASED}:
        return False
    bought = bought_lock(locked)
    locked.buyer = bought[0].order.buyer
    due = sum(one.order.total_cents for one in bought) - locked.balance_cents
    try:
        if cents == due:
            _place(locked, bought, intent, cents)
            return True
    except TransitionRefused:
        locked.refresh_from_db()
    checkout_close(locked)
    return False


@transaction.atomic
def _place(locked: Checkout, bought: list[Bought], intent: str | None, cents: int) -> None:
    """Orders of which an item is gone are called off and paid back; the others go on.

    Raises TransitionRefused, changing nothing, when no order is left.
    """
    locked.status, locked.paid_at, locked.problem = Status.PAID, timezone.now(), ""
    locked.payment_intent = intent
    locked.save(update_fields=["status", "paid_at", "problem", "payment_intent"])
    placed = _orders_place(bought, locked)
    gone = [one.order for one in bought if one.order not in placed]
    post_all(_received(locked, intent, cents) + [_paid(order) for order in placed])
    balance_share_out(locked, placed + gone)
    for order in gone:
        _order_send_back(order, locked)


def _send_back(locked: Checkout, intent: str, cents: int) -> Refund:
    earlier = locked.refunds.filter(order=None, payment_intent=intent).first()
    if earlier:
        return earlier
    post_all(_received(locked, intent, cents))
    order = locked.orders.order_by("pk")[0]
    order_tell(
        order,
        locked.buyer,
        "Your payment was sent back",
        f"It arrived when the item could no longer be sold to you. All of it, {money(cents)}, "
        "is on its way back to your card.",
    )
    return refund_open(
        checkout=locked, payment=intent, order=None, cents=cents, reason="nothing left to sell"
    )


def _received(checkout: Checkout, intent: str | None, cents: int) -> list[Posting]:
    """What the card brought, if it was asked."""
    if intent is None:
        return []
    return [payment_received_posting(payment=intent, buyer=checkout.buyer, cents=cents)]


def _paid(order: Order) -> Posting:
    return order_paid_posting(
        order=order.number, buyer=order.buyer, seller=order.closet.user, amounts=order.amounts
    )


def _orders_place(bought: Sequence[Bought], checkout: Checkout) -> list[Order]:
    """Places them; returns those that could be. Raises TransitionRefused when none could."""
    if len(bought) == 1:
        _order_place(*bought[0], checkout)
        return [bought[0].order]
    placed = [one.order for one in bought if _order_placed(one, checkout)]
    if not placed:
        raise TransitionRefused("nothing of it is reserved any more")
    return placed


def _order_placed(bought: Bought, checkout: Checkout) -> bool:
    try:
        with transaction.atomic():
            _order_place(*bought, checkout)
    except TransitionRefused:
        return False
    return True


def _order_send_back(order: Order, checkout: Checkout) -> None:
    """One of several orders that were paid together can no longer be sold."""
    reason = "an item is not for sale any more"
    items_release(order=order, was=ListingStatus.RESERVED, actor=None)
    order_move(order=order, to=OrderStatus.CANCELLED, actor=None, reason=reason)
    balance_give_back_of(order, checkout)
    refund_open(
        checkout=checkout,
        payment=checkout.payment_intent or "",
        order=order,
        cents=order.total_cents,
        balance_cents=order.balance_cents,
        reason=reason,
    )
    title = order.lines.order_by("pk").values_list("title", flat=True)[0]
    order_tell(
        order,
        checkout.buyer,
        f"Could not be sold to you: {title}",
        "It was taken off the site while you paid. "
        f"{going_back(Back(order.amounts.card_cents, order.balance_cents))} "
        "Your other orders go on.",
    )


def _order_place(order: Order, lines: Sequence[OrderLine], checkout: Checkout) -> None:
    for line in lines:
        item_sell(listing=line.listing, size=line.size, actor=checkout.buyer)
    parcel = _parcel_open(order, checkout, lines)
    order_move(order=order, to=OrderStatus.IN_PROCESS, actor=checkout.buyer, shipment=parcel)
    _order_tell_both(order, lines[0].title)
    events.order_placed.send(sender=Order, order=order, lines=lines)


def _parcel_open(order: Order, checkout: Checkout, lines: Sequence[OrderLine]) -> Shipment:
    return shipment_create(
        sender=order.closet.user,
        recipient=order.buyer,
        from_address=_ships_from(order.closet.user),
        to_address=_ships_to(checkout),
        weight_lb=parcel_weight_lb(line.listing for line in lines),
        contents=[line.name for line in lines],
        note=f"Order {order.number}. Thank you for shopping my closet!",
        label_due_at=undo_ends(timezone.now()),
    )


def _order_tell_both(order: Order, title: str) -> None:
    order_tell(
        order,
        order.closet.user,
        f"Sold: {title}",
        f"You earn {money(order.amounts.seller_cents)}. Print the prepaid label, pack the item "
        "well and drop the parcel off within two days.",
    )
    order_tell(
        order,
        order.buyer,
        f"Order placed: {title}",
        f"You paid {money(order.total_cents)}. We hold it until you accept the item, or three "
        "days after it is delivered.",
    )


def _ships_from(seller: User) -> PostalAddress | None:
    """None when there is none, or none that a label can be made for: the label waits then."""
    for saved in _FROM.rows(seller=seller.pk):
        address = PostalAddress.of(saved)
        return None if address_problems(address) else address
    return None


def _from(seller: int) -> QuerySet[Address]:
    return Address.objects.filter(user=seller, is_default_from=True)


_FROM = Stencil("ships_from", _from)


def _ships_to(checkout: Checkout) -> PostalAddress:
    if checkout.address is None:
        raise ValueError("A checkout is paid only after its address is set")
    return checkout.address
