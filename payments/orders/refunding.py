"""Deciding refunds of an order, whole and in part, with the fee and the tax right (P6)."""

from dataclasses import asdict, dataclass
from typing import NamedTuple

from django.db import transaction

from closets.models import User
from closets.templatetags.money import money
from payments.amounts import RefundAmounts, refund_part
from payments.fees import fee_schedule
from payments.ledger.templates import (
    cover_ended,
    order_charged_back,
    order_refunded,
    refund_covered,
)
from payments.models import Dispute, Order, Refund
from payments.orders.refunds import refund_open
from payments.orders.telling import order_tell
from payments.orders.transitions import OrderRefused, OrderStatus


@dataclass(frozen=True)
class Asked:
    """What is to go back: cents of the item price, the shipping or not; `is_covered`: by us."""

    item_cents: int
    with_shipping: bool = False
    is_covered: bool = False


class Back(NamedTuple):
    """Cents that go back to the buyer: to the card, and to the balance that they paid from."""

    card_cents: int
    balance_cents: int


def require_undisputed(order: Order) -> None:
    """Raises OrderRefused while the buyer's bank has the payment in dispute."""
    if Dispute.objects.open().filter(checkout=order.checkout_id).exists():
        raise OrderRefused("The buyer's bank is looking into this payment.")


def lost_dispute(order: Order) -> Dispute | None:
    """The dispute by which the buyer's bank gave the payment back for good.

    None for an order paid from the balance alone, of which a bank has nothing to give.
    """
    if not order.amounts.card_cents:
        return None
    lost = Dispute.objects.filter(status=Dispute.Status.LOST)
    return lost.filter(payment_intent=order.checkout.payment_intent or "").first()


def refund_amounts(order: Order, asked: Asked) -> RefundAmounts:
    """What such a refund takes back now. Raises OrderRefused for more than is left."""
    given = _given(order)
    if asked.with_shipping and any(refund.with_shipping for refund in given):
        raise OrderRefused("The shipping went back before.")
    try:
        return refund_part(
            order.amounts,
            item_cents=asked.item_cents,
            with_shipping=asked.with_shipping,
            already_cents=sum(refund.item_cents for refund in given),
            fee_of=fee_schedule(order.placed_at).fee_cents,
        )
    except ValueError as error:
        raise OrderRefused("That is more than is left of the price.") from error


def order_left(order: Order) -> tuple[RefundAmounts, Asked]:
    """All that is left of the order, and what to ask for to get it."""
    given = _given(order)
    asked = Asked(
        item_cents=order.item_cents - sum(refund.item_cents for refund in given),
        with_shipping=not any(refund.with_shipping for refund in given),
    )
    return refund_amounts(order, asked), asked


@transaction.atomic
def order_refund(*, order: Order, asked: Asked, reason: str, actor: User) -> Refund:
    """Gives a placed order's buyer money back, whole or in part; both sides are told.

    Raises OrderRefused for more than is left, nothing, cancelled or disputed orders.
    """
    locked = order_lock(order)
    require_undisputed(locked)
    if lost_dispute(locked):
        raise OrderRefused("The buyer's bank gave this payment back already.")
    if locked.placed_at is None or locked.status == OrderStatus.CANCELLED:
        raise OrderRefused("There is nothing of this order to refund.")
    amounts = refund_amounts(locked, asked)
    if not amounts.total_cents:
        raise OrderRefused("A refund is of something.")
    refund = _refund(locked, amounts, asked, reason=reason, actor=actor)
    _tell(locked, refund)
    return refund


def refund_rest(order: Order, *, actor: User | None, reason: str) -> Back:
    """All that is left of the cancelled order goes back to where it came from.

    Nothing to the card when the buyer's bank gave it back before: then the order pays what we had
    borne. In the caller's transaction, after the order has been moved (which locks it).
    """
    covers_end(order, actor=actor)
    amounts, asked = order_left(order)
    back = back_of(order, amounts.total_cents)
    lost = lost_dispute(order) if amounts.total_cents else None
    if lost:
        order_charged_back(
            order=order.number,
            dispute=lost.stripe_dispute,
            buyer=order.buyer,
            seller=order.closet.user,
            amounts=amounts,
            to_balance_cents=back.balance_cents,
            borne=True,
        )
        return Back(0, back.balance_cents)
    if amounts.total_cents:
        _refund(order, amounts, asked, reason=reason, actor=actor)
    return back


def covers_end(order: Order, *, actor: User | None = None) -> None:
    """What we paid the buyer in a seller's place is the order's to pay once it is cancelled.

    The seller of a thing that is not sold earns nothing by it.
    """
    for refund in order.refunds.filter(is_covered=True):
        cover_ended(
            order=order.number,
            refund=str(refund.reference),
            seller=order.closet.user,
            amounts=refund.amounts,
            actor=actor,
        )


def cover_rest(order: Order, *, reason: str) -> Back:
    """As `refund_rest`, but we pay it (or bore it, with the bank's) and the seller keeps theirs.

    After a lost dispute nothing goes back by this: the bank gave the buyer the card's part.
    """
    amounts, asked = order_left(order)
    if not amounts.total_cents or lost_dispute(order):
        return Back(0, 0)
    covered = Asked(asked.item_cents, asked.with_shipping, is_covered=True)
    back = back_of(order, amounts.total_cents)
    _refund(order, amounts, covered, reason=reason, actor=None)
    return back


def back_of(order: Order, cents: int) -> Back:
    """Where a refund goes: to the card until all that it paid is back, the rest to the balance."""
    by_card = order.amounts.card_cents - sum(refund.card_cents for refund in _given(order))
    to_card = min(cents, by_card)
    return Back(to_card, cents - to_card)


def going_back(back: Back) -> str:
    """What the buyer is told of a refund; of nothing: it went back before."""
    parts = []
    if back.card_cents:
        parts.append(f"{money(back.card_cents)} is on its way back to your card.")
    if back.balance_cents:
        parts.append(f"{money(back.balance_cents)} is in your balance again.")
    return " ".join(parts) or "Your money went back to you before."


def order_lock(order: Order) -> Order:
    """The order's row, locked until the transaction ends."""
    rows = Order.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("buyer", "closet__user", "checkout").get(pk=order.pk)


def _given(order: Order) -> list[Refund]:
    return list(order.refunds.all())


def _refund(
    order: Order, amounts: RefundAmounts, asked: Asked, *, reason: str, actor: User | None
) -> Refund:
    refund = refund_open(
        checkout=order.checkout,
        payment=order.checkout.payment_intent or "",
        order=order,
        cents=amounts.total_cents,
        balance_cents=back_of(order, amounts.total_cents).balance_cents,
        reason=reason,
        with_shipping=asked.with_shipping,
        is_covered=asked.is_covered,
        **asdict(amounts),
    )
    _post(order, refund, actor)
    return refund


def _post(order: Order, refund: Refund, actor: User | None) -> None:
    number, name, buyer = order.number, str(refund.reference), order.buyer
    if refund.is_covered:
        refund_covered(
            order=number,
            refund=name,
            buyer=buyer,
            cents=refund.amount_cents,
            to_balance_cents=refund.balance_cents,
            actor=actor,
        )
        return
    order_refunded(
        order=number,
        refund=name,
        buyer=buyer,
        seller=order.closet.user,
        amounts=refund.amounts,
        released=order.status == OrderStatus.COMPLETE,
        to_balance_cents=refund.balance_cents,
        actor=actor,
    )


def _tell(order: Order, refund: Refund) -> None:
    order_tell(
        order,
        order.buyer,
        "You get money back",
        f"{going_back(Back(refund.card_cents, refund.balance_cents))} Reason: {refund.reason}",
    )
    given = refund.amounts.seller_cents
    order_tell(
        order,
        order.closet.user,
        "The buyer gets money back",
        f"Your earnings are {money(given)} less. Reason: {refund.reason}"
        if not refund.is_covered
        else f"We pay it; your earnings stay as they are. Reason: {refund.reason}",
    )
