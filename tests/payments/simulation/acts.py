"""What people do: buy, pay, press again, cancel, accept, ask for money back and for their own."""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import stripe
from django.db import DatabaseError

from listings.models import Listing
from payments.baskets.buying import basket_checkout
from payments.baskets.keeping import basket_add
from payments.ledger import balance_of
from payments.models import Account, Checkout, Order, SandboxObject
from payments.orders.cancelling import order_cancel, order_undo
from payments.orders.checkout import (
    CheckoutClosed,
    checkout_balance_use,
    checkout_release,
    checkout_start,
    checkout_total_cents,
)
from payments.orders.life import order_accept
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import Said, checkout_pay, payment_ask
from payments.orders.payouts import PayoutRefused, payout_request
from payments.orders.refunding import Asked, order_refund
from payments.orders.transitions import OrderRefused, OrderStatus
from payments.sandbox.calls import Refusal
from payments.sandbox.control import challenge_finish, dispute_decide, dispute_open
from shipping.carriers.base import Scan
from shipping.models import ScanKind
from shipping.services import tracking_event_record
from social.guards import ActRefused
from tests.payments.simulation.world import World

CARDS = ["pm_card_visa"] * 16 + [
    "pm_card_authenticationRequired",
    "pm_card_authenticationRequired",
    "pm_card_visa_chargeDeclined",
    "pm_card_createDispute",
]
SAID_NO = (ActRefused, SomebodyFaster, CheckoutClosed, OrderRefused, PayoutRefused, Refusal)
SELLER_BALANCE = Account.Kind.SELLER_BALANCE
NOT_NOW = (stripe.StripeError, DatabaseError)
Act = Callable[[], object]


def friendly(act: Callable[[], object]) -> Act:
    """The act, whose refusals a person would read on a page."""

    def tried() -> None:
        with suppress(*SAID_NO, *NOT_NOW):
            act()

    return tried


def buying(world: World, number: int, rival: int = 0) -> Act:
    """A buyer gets a dress, or does not; a rival wants the same one."""

    def act() -> None:
        luck = world.luck("buy", number, rival)
        buyer = luck.choice(world.buyers)
        checkout = checkout_start(buyer=buyer, listing=_fresh(world.listings[number]))
        if luck.random() < 0.04:
            checkout_release(checkout=checkout)
        elif luck.random() > 0.03:  # some never pay
            _pay(checkout, luck)

    return friendly(act)


def filling(world: World, number: int) -> Act:
    """A buyer takes a dress and two more, of whatever closets, in one basket to one payment."""

    def act() -> None:
        luck = world.luck("basket", number)
        buyer = luck.choice(world.buyers)
        if orders_of(world, number):
            return
        for listing in [world.listings[number], *luck.sample(world.listings, 2)]:
            with suppress(*SAID_NO):
                basket_add(user=buyer, listing=_fresh(listing))
        taken = basket_checkout(buyer=buyer)
        if taken.checkout:
            _pay(taken.checkout, luck)

    return friendly(act)


def spending(world: World, number: int) -> Act:
    """A seller buys what is still on sale, from the balance first."""

    def act() -> None:
        luck = world.luck("spend", number)
        listing = _fresh(world.listings[number])
        if not listing.is_available:
            return
        checkout = checkout_start(buyer=luck.choice(world.sellers), listing=listing)
        checkout_balance_use(checkout=checkout, wanted=True)
        if checkout_total_cents(checkout) <= balance_of(SELLER_BALANCE, checkout.buyer):
            checkout_pay(checkout=checkout, payment_method="")
        else:
            _pay(checkout, luck)

    return friendly(act)


def _fresh(listing: Listing) -> Listing:
    return Listing.objects.select_related("closet__user").get(pk=listing.pk)


def _pay(checkout: Checkout, luck: Random) -> None:
    """Pays, pressing again when nothing came of it, with another card after a refusal."""
    card = luck.choice(CARDS)
    for _ in range(3):
        outcome = checkout_pay(checkout=checkout, payment_method=card)
        if outcome.said == Said.CHALLENGE:
            _challenged(checkout, luck)
            return
        if outcome.said == Said.PAID or (outcome.said == Said.UNCLEAR and luck.random() < 0.5):
            return
        card = "pm_card_visa"
        checkout.refresh_from_db()


def _challenged(checkout: Checkout, luck: Random) -> None:
    """The bank asks; some never come back from it."""
    checkout.refresh_from_db()
    if checkout.payment_intent and luck.random() < 0.9:
        challenge_finish(checkout.payment_intent, passed=luck.random() < 0.85)
        if luck.random() < 0.5:
            payment_ask(checkout=checkout)


def regretting(world: World, number: int) -> Act:
    """Within minutes: some buyers undo, some sellers cancel, some get a part back."""

    def act() -> None:
        for order in orders_of(world, number):
            chance, staff = world.luck("regret", number).random(), world.sellers[0]
            if chance < 0.06:
                order_undo(order=order, actor=order.buyer)
            elif chance < 0.10:
                order_cancel(order=order, actor=order.closet.user, reason="torn")
            elif chance < 0.15:
                order_refund(order=order, asked=_part(order), reason="stain", actor=staff)

    return friendly(act)


def _part(order: Order) -> Asked:
    return Asked(
        item_cents=order.item_cents // 3,
        with_shipping=order.pk % 2 == 0,
        is_covered=order.pk % 5 == 0,
    )


def carrying(world: World, number: int) -> Act:
    """The carrier scans the parcel; some come back, some are never sent or never heard of again."""

    def act() -> None:
        for order in orders_of(world, number):
            chance = world.luck("carry", number).random()
            if order.shipment is None or chance < 0.05:
                continue
            kinds = [ScanKind.ACCEPTED]
            if chance > 0.10:
                kinds.append(ScanKind.RETURNED if chance > 0.97 else ScanKind.DELIVERED)
            for kind in kinds:
                scan = Scan(event_id=f"{number}-{kind}", kind=kind, occurred_at=world.began)
                tracking_event_record(shipment=order.shipment, scan=scan)

    return friendly(act)


def accepting(world: World, number: int) -> Act:
    """Half the buyers accept; some get a part back, before or after."""

    def act() -> None:
        for order in orders_of(world, number):
            chance = world.luck("accept", number).random()
            if chance < 0.5:
                with suppress(OrderRefused):
                    order_accept(order=order, actor=order.buyer)
            if 0.46 < chance < 0.54:
                order_refund(
                    order=order, asked=_part(order), reason="not new", actor=world.sellers[0]
                )

    return friendly(act)


def disputing(world: World, number: int) -> Act:
    """A bank takes back what one in forty paid."""

    def act() -> None:
        for order in orders_of(world, number):
            if world.luck("dispute", number).random() < 0.025:
                rows = SandboxObject.objects.filter(kind="charge", data__contains={"paid": True})
                for charge in rows.filter(
                    data__contains={"payment_intent": order.checkout.payment_intent}
                ):
                    dispute_open(charge.pk)

    return friendly(act)


def deciding(dispute: str, *, won: bool) -> Act:
    """The bank decides."""
    return friendly(lambda: dispute_decide(dispute, won=won))


def cashing(world: World, number: int) -> Act:
    """A seller wants all there is, now and then at once."""

    def act() -> None:
        seller = world.sellers[number % len(world.sellers)]
        cents = balance_of(SELLER_BALANCE, seller)
        payout_request(user=seller, cents=cents, is_instant=number % 3 == 0)

    return friendly(act)


def orders_of(world: World, number: int) -> list[Order]:
    """The dress's live order, if there is one."""
    rows = Order.objects.placed().filter(lines__listing=world.listings[number].pk)
    return list(rows.exclude(status=OrderStatus.CANCELLED).for_pages())
