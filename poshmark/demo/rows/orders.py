"""Checkouts, orders and their money."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from closets.models import Address, Closet
from listings.models import Listing
from payments.models import Checkout, Order, OrderLine, OrderTransition, Refund
from payments.models.order import NUMBER_LETTERS
from payments.orders.transitions import OrderStatus
from payments.sandbox.history import CARD, PastPayment, Remembered, payments_remember
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.dice import Dice
from poshmark.demo.orders import Deal, deal_of, shipped_to
from poshmark.demo.plan import Plan
from poshmark.demo.rows.ledger import Paid, Posting, paid, postings_write, refunded, released
from poshmark.demo.rows.parcels import parcels_write
from poshmark.demo.rows.ratings import ratings_write
from shipping.addresses import PostalAddress
from social.models import News

Step = tuple[OrderStatus, datetime, int | None]
"""A state an order reached, when, and the id of whoever moved it."""


class OrdersWriter:
    """Writes the plan's sales as orders whose payment went through."""

    def __init__(
        self, plan: Plan, closets: list[Closet], listings: list[Listing], clock: Clock
    ) -> None:
        addresses = {
            address.user_id: PostalAddress.of(address)
            for address in Address.objects.filter(is_default_to=True)
        }
        self.seed, self.clock = plan.seed, clock
        self.deals = [
            deal_of(plan.seed, sale, listings[sale.item], closets[sale.buyer], clock, addresses)
            for sale in sorted(plan.sales, key=lambda sale: -sale.bought)
        ]

    def write(self) -> int:
        """Writes them all; returns how many."""
        checkouts = copy_in([self._checkout(deal) for deal in self.deals])
        at_stripe = self._pay(list(checkouts))
        for checkout, payment in zip(checkouts, at_stripe, strict=True):
            checkout.payment_intent = payment.intent
        Checkout.objects.bulk_update(checkouts, ["payment_intent"], batch_size=500)
        orders = self._orders(list(checkouts))
        self._lines_write(orders)
        refunds = self._refunds_write(orders, at_stripe)
        postings_write(self._postings(orders, at_stripe, refunds))
        copy_in(sorted(self._news(orders), key=lambda news: news.created_at))
        ratings_write(self.seed, orders)
        return len(orders)

    def _checkout(self, deal: Deal) -> Checkout:
        bought = deal.times.bought
        dice = Dice(self.seed, "checkout", deal.sale.item)
        return Checkout(
            reference=uuid.UUID(int=dice.getrandbits(128), version=4),
            buyer_id=deal.buyer.user_id,
            status=Checkout.Status.PAID,
            ship_to=shipped_to(deal),
            attempt=1,
            payment_method=CARD,
            created_at=bought - timedelta(minutes=3),
            paying_at=bought - timedelta(seconds=4),
            paid_at=bought,
            expires_at=bought + timedelta(minutes=7),
        )

    def _pay(self, checkouts: list[Checkout]) -> list[Remembered]:
        return payments_remember(
            [
                PastPayment(
                    cents=deal.amounts.total_cents,
                    at=deal.times.bought,
                    description=f"Poshmark checkout {checkout.reference.hex[:8]}",
                    metadata={"checkout": str(checkout.reference)},
                    refunded_at=deal.times.cancelled,
                )
                for deal, checkout in zip(self.deals, checkouts, strict=True)
            ]
        )

    def _orders(self, checkouts: list[Checkout]) -> list[Order]:
        numbers = [self._number(deal) for deal in self.deals]
        parcels = parcels_write(self.deals, numbers, self.clock.now)
        return list(
            copy_in(
                [
                    self._order(deal, checkout, number, parcel.pk)
                    for deal, checkout, number, parcel in zip(
                        self.deals, checkouts, numbers, parcels, strict=True
                    )
                ]
            )
        )

    def _number(self, deal: Deal) -> str:
        return "".join(Dice(self.seed, "order", deal.sale.item).choices(NUMBER_LETTERS, k=10))

    def _order(self, deal: Deal, checkout: Checkout, number: str, parcel_pk: int) -> Order:
        times, amounts = deal.times, deal.amounts
        return Order(
            number=number,
            checkout=checkout,
            buyer=deal.buyer.user,
            closet=deal.seller,
            status=_steps(deal)[-1][0],
            item_cents=amounts.item_cents,
            shipping_cents=amounts.shipping_cents,
            item_tax_cents=amounts.item_tax_cents,
            shipping_tax_cents=amounts.shipping_tax_cents,
            fee_cents=amounts.fee_cents,
            shipment_id=parcel_pk,
            created_at=checkout.created_at,
            placed_at=times.bought,
            shipped_at=times.shipped,
            delivered_at=times.delivered,
            accept_by=times.delivered and times.delivered + timedelta(hours=72),
            completed_at=times.completed,
            cancelled_at=times.cancelled,
        )

    def _lines_write(self, orders: list[Order]) -> None:
        copy_in(
            [
                OrderLine(
                    order=order,
                    listing=deal.listing,
                    title=deal.listing.title,
                    price_cents=deal.amounts.item_cents,
                    released_at=deal.times.cancelled,
                )
                for deal, order in zip(self.deals, orders, strict=True)
            ]
        )
        moves = [
            OrderTransition(
                order=order,
                from_status=before,
                to_status=after,
                actor_id=actor,
                reason="Changed my mind" if after == OrderStatus.CANCELLED else "",
                created_at=at,
            )
            for deal, order in zip(self.deals, orders, strict=True)
            for before, (after, at, actor) in _moves(deal)
        ]
        copy_in(sorted(moves, key=lambda move: move.created_at))

    def _refunds_write(self, orders: list[Order], at_stripe: list[Remembered]) -> dict[int, Refund]:
        """The refunds of cancelled orders, by order."""
        refunds = copy_in(
            [
                Refund(
                    checkout=order.checkout,
                    order=order,
                    payment_intent=payment.intent,
                    amount_cents=order.total_cents,
                    reason="order cancelled",
                    stripe_refund=payment.refund,
                    created_at=order.cancelled_at,
                    sent_at=order.cancelled_at,
                )
                for order, payment in zip(orders, at_stripe, strict=True)
                if order.cancelled_at
            ]
        )
        return {refund.order_id: refund for refund in refunds if refund.order_id}

    def _postings(
        self, orders: list[Order], at_stripe: list[Remembered], refunds: dict[int, Refund]
    ) -> Iterator[Posting]:
        for deal, order, payment in zip(self.deals, orders, at_stripe, strict=True):
            money = Paid(
                order.number, payment.intent, deal.buyer.user, deal.seller.user, deal.amounts
            )
            yield from paid(money, deal.times.bought)
            if deal.times.completed:
                yield released(money, deal.times.completed)
            if deal.times.cancelled:
                refund = refunds[order.pk]
                yield from refunded(money, refund.pk, payment.refund, deal.times.cancelled)

    def _news(self, orders: list[Order]) -> Iterator[News]:
        for deal, order in zip(self.deals, orders, strict=True):
            for recipient, text, at in _told(deal):
                yield News(
                    recipient_id=recipient.user_id,
                    kind=News.Kind.ORDER,
                    text=text[:200],
                    url=order.get_absolute_url(),
                    created_at=at,
                    read_at=at if self.clock.now - at > timedelta(days=3) else None,
                )


def _steps(deal: Deal) -> list[Step]:
    times, buyer = deal.times, deal.buyer.user_id
    steps: list[tuple[OrderStatus, datetime | None, int | None]] = [
        (OrderStatus.IN_PROCESS, times.bought, buyer),
        (OrderStatus.SHIPPED, times.shipped, None),
        (OrderStatus.DELIVERED, times.delivered, None),
        (OrderStatus.COMPLETE, times.completed, buyer),
        (OrderStatus.CANCELLED, times.cancelled, buyer),
    ]
    return [(status, at, actor) for status, at, actor in steps if at]


def _moves(deal: Deal) -> Iterator[tuple[OrderStatus, Step]]:
    """Each step with the state before it."""
    before = OrderStatus.AWAITING_PAYMENT
    for step in _steps(deal):
        yield before, step
        before = step[0]


def _told(deal: Deal) -> Iterator[tuple[Closet, str, datetime]]:
    """What each side was told, as the services word it."""
    title, times = deal.listing.title, deal.times
    yield deal.seller, f"Sold! {title}: print the label and ship it.", times.bought
    yield deal.buyer, f"Order placed: {title}.", times.bought
    if times.delivered and times.completed:
        yield (
            deal.buyer,
            "Your order was delivered. Is all as described? Accept it.",
            (times.delivered),
        )
        yield deal.seller, "Your earnings have been released to your balance.", times.completed
    if times.cancelled:
        yield (
            deal.buyer,
            "Your order was cancelled; your money is on its way back.",
            (times.cancelled),
        )
        yield deal.seller, "The order was cancelled.", times.cancelled
