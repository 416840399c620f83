"""SIGKILL at each step of checkout, offer, cancelling, refund, acceptance and payout (P5).

After the sweep everything is as if nothing had happened, or as if all of it had: never between. And
whoever looks meanwhile, or is told, reads nothing that is not so.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.connect import account_of
from payments.ledger import Line, post
from payments.models import (
    Account,
    Checkout,
    Offer,
    Order,
    OrderLine,
    OrderMail,
    Payout,
    Refund,
)
from payments.offers.answering import offer_accept
from payments.orders.cancelling import order_cancel
from payments.orders.checkout import checkout_balance_use
from payments.orders.life import order_accept
from payments.orders.payment import checkout_pay
from payments.orders.payouts import payout_recall, payout_request, payout_send
from payments.orders.refunds import refund_send
from payments.orders.sweeps import checkouts_sweep, money_sweep
from payments.sandbox.control import onboarding_finish, payouts_settle, top_up
from shipping.models import Shipment
from shipping.services import label_buy
from tests.payments.baskets import ALL_PAID, BOTH, basket_checkout_of
from tests.payments.haggling import OFFERED_TOTAL, offered
from tests.payments.killed import When, killed_at
from tests.payments.shop import (
    EARNED,
    LABELLED,
    PAID,
    PALO_ALTO,
    TOTAL,
    address,
    balances,
    bought,
    charged,
    checkout_of,
    hang,
    text_of,
)
from tests.payments.test_orders import deliver
from tests.stripe_sandbox import webhooks_deliver

pytestmark = pytest.mark.django_db(transaction=True)
SWEPT = timedelta(minutes=3)
Step = tuple[str, When]
PLACING: list[Step] = [
    ("orders.placing:bought_lock", "after"),
    ("orders.placing:item_sell", "after"),
    ("orders.placing:shipment_create", "after"),
    ("orders.placing:post_all", "after"),
    ("orders.payment:payment_apply", "after"),
]
CHECKOUT: list[Step] = [
    ("orders.payment:_intent", "before"),
    ("orders.payment:_intent", "after"),
    *PLACING,
]
BY_BALANCE: list[Step] = [
    ("orders.payment:payment_charge", "before"),
    ("orders.placing:_orders_place", "after"),
    ("orders.placing:balance_share_out", "after"),
    ("orders.payment:_settled", "before"),
]
TOGETHER: list[Step] = [
    ("orders.bought:items_lock", "after"),
    ("orders.placing:_order_placed", "after"),
    ("orders.placing:_orders_place", "after"),
]
ACCEPT_OFFER: list[Step] = [
    ("offers.agreeing:checkout_agreed", "after"),
    ("offers.answering:offer_agree", "after"),
    ("offers.answering:answered", "before"),
    ("orders.payment:_intent", "after"),
    *PLACING,
]
NOT_AGREED = 2
"""So many of these steps come before the yes is committed."""
REFUND: list[Step] = [
    ("orders.refunds:_send", "before"),
    ("orders.refunds:_send", "after"),
    ("orders.refunds:payment_returned", "after"),
    ("orders.refunds:_sent", "after"),
]
CANCEL: list[Step] = [
    ("orders.cancelling:label_void", "after"),
    ("orders.cancelling:order_move", "after"),
    ("orders.cancelling:items_release", "after"),
    ("orders.refunding:order_refunded", "after"),
]
ACCEPT: list[Step] = [("orders.life:order_move", "after"), ("orders.life:order_released", "after")]
PAYOUT: list[Step] = [
    ("orders.payouts:_transfer_make", "before"),
    ("orders.payouts:_transfer_make", "after"),
    ("orders.payouts:_pay_out_make", "before"),
    ("orders.payouts:_pay_out_make", "after"),
    ("orders.payouts:payout_sent", "after"),
    ("orders.payouts:_sent", "after"),
]
RECALL: list[When] = ["before", "after"]


def swept() -> None:
    """Three minutes later, and again, beat has run; webhooks have come."""
    for later in (SWEPT, 2 * SWEPT):
        with time_machine.travel(timezone.now() + later, tick=False):
            checkouts_sweep()
            money_sweep()
            webhooks_deliver(shuffle=4)


def times(count: int, cents: dict[str, int]) -> dict[str, int]:
    return {name: count * amount for name, amount in cents.items()}


def told(member: User) -> list[str]:
    """What the mails to a member are about, as the sweep left them: sent."""
    mails = OrderMail.objects.filter(member=member).exclude(sent_at=None)
    return sorted(mails.values_list("subject", flat=True))


def page_of(browser: Client, thing: Checkout | Order) -> str:
    return text_of(browser.get(thing.get_absolute_url(), follow=True))


def dresses(seller: User, steps: Sequence[Step]) -> list[Listing]:
    """One more for each step but the first, beside the seller's own first dress."""
    return [hang(seller, f"Dress {number}") for number in range(1, len(steps))]


def test_a_payment_killed_anywhere_is_one_order_and_one_charge(
    checkout: Checkout, buyer: Client, ana: User, bea: User
) -> None:
    checkouts = [checkout, *(checkout_of(buyer, dress) for dress in dresses(ana, CHECKOUT))]
    for (step, when), one in zip(CHECKOUT, checkouts, strict=True):
        killed_at(step, when, partial(checkout_pay, checkout=one, payment_method="pm_card_visa"))
        is_placed = step == "orders.payment:payment_apply"
        assert ("Your payment is under way." in page_of(buyer, one)) != is_placed, step
    swept()
    assert charged() == [TOTAL] * len(CHECKOUT)
    assert balances(ana, bea) == times(len(CHECKOUT), PAID)
    for one in checkouts:
        order = Order.objects.get(checkout=one)
        title = order.lines.get().title
        assert (order.status, order.lines.get().listing.status) == ("in_process", "sold"), title
        assert "is packing it" in page_of(buyer, one), title
        assert told(bea).count(f"Order placed: {title}") == 1
        assert told(ana).count(f"Sold: {title}") == 1
    assert Shipment.objects.count() == len(CHECKOUT)
    assert len(told(bea)) == len(told(ana)) == len(CHECKOUT)


def test_a_payment_from_the_balance_killed_anywhere_is_made_once(
    checkout: Checkout, buyer: Client, ana: User, bea: User
) -> None:
    cents = TOTAL * len(BY_BALANCE)
    lines = [Line(Account.Kind.STRIPE, -cents), Line(Account.Kind.SELLER_BALANCE, cents, bea)]
    post(template="order_released", reference="PM-1", key="earned", entries=lines)
    checkouts = [checkout, *(checkout_of(buyer, dress) for dress in dresses(ana, BY_BALANCE))]
    for (step, when), one in zip(BY_BALANCE, checkouts, strict=True):
        checkout_balance_use(checkout=one, wanted=True)
        killed_at(step, when, partial(checkout_pay, checkout=one, payment_method=""))
        is_placed = step == "orders.payment:_settled"
        assert ("Your payment is under way." in page_of(buyer, one)) != is_placed, step
    swept()
    assert charged() == []
    assert balances(ana, bea) == times(len(BY_BALANCE), PAID)
    assert told(bea) == sorted(f"Order placed: {line}" for line in titles())


def test_a_payment_of_two_closets_killed_anywhere_is_two_orders_and_one_charge(
    dress: Listing, buyer: Client, ana: User, bea: User, cleo: User
) -> None:
    address(cleo, PALO_ALTO, is_default_from=True)
    for number, (step, when) in enumerate(TOGETHER):
        mine = dress if number == 0 else hang(ana, f"Dress {number}")
        one = basket_checkout_of(buyer, mine, hang(cleo, f"Hat {number}", price_cents=2000))
        killed_at(step, when, partial(checkout_pay, checkout=one, payment_method="pm_card_visa"))
        assert "Your payment is under way." in page_of(buyer, one), step
        swept()
        assert [order.status for order in one.orders.all()] == ["in_process"] * 2, step
        assert charged() == [BOTH] * (number + 1), step
    assert balances(ana, bea, cleo) == times(len(TOGETHER), ALL_PAID)
    assert told(bea) == sorted(f"Order placed: {line}" for line in titles())


def titles() -> list[str]:
    return list(OrderLine.objects.values_list("title", flat=True))


def test_a_declined_payment_killed_before_it_is_noted_is_said_to_be_declined(
    checkout: Checkout, buyer: Client
) -> None:
    card = "pm_card_visa_chargeDeclined"
    pay = partial(checkout_pay, checkout=checkout, payment_method=card)
    killed_at("orders.payment:payment_declined", "before", pay)
    assert "Your payment is under way." in page_of(buyer, checkout)
    swept()
    page = page_of(buyer, checkout)
    assert "Your card was declined." in page
    assert "You have not been charged." in page
    assert charged() == []


def test_an_offer_accepted_and_killed_anywhere_is_paid_once_or_still_waits(
    offer: Offer, buyer: Client, ana: User, bea: User
) -> None:
    offers = [offer, *(offered(bea, dress) for dress in dresses(ana, ACCEPT_OFFER))]
    for (step, when), one in zip(ACCEPT_OFFER, offers, strict=True):
        killed_at(step, when, partial(offer_accept, offer=one, actor=ana))
    swept()
    states = [Offer.objects.get(pk=one.pk).status for one in offers]
    agreed = len(ACCEPT_OFFER) - NOT_AGREED
    assert states == ["seller"] * NOT_AGREED + ["paid"] * agreed
    assert charged() == [OFFERED_TOTAL] * agreed
    assert len(told(bea)) == len(told(ana)) == agreed
    on_sale = Listing.objects.filter(status="available").order_by("pk")
    assert list(on_sale) == [one.listing for one in offers[:NOT_AGREED]]
    for one in offers[:NOT_AGREED]:
        offer_accept(offer=one, actor=ana)
    assert charged() == [OFFERED_TOTAL] * len(ACCEPT_OFFER)


def test_a_refund_killed_anywhere_is_sent_once(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    orders = [bought(buyer, one) for one in [dress, *dresses(ana, REFUND)]]
    for (step, when), order in zip(REFUND, orders, strict=True):
        order_cancel(order=order, actor=ana, reason="torn")
        refund = Refund.objects.select_related("checkout").get(order=order)
        killed_at(step, when, partial(refund_send, refund=refund))
        is_sent = step == "orders.refunds:_sent"
        assert ("Sent back: order cancelled" in page_of(buyer, order)) == is_sent, step
        assert ("On its way back: order cancelled" in page_of(buyer, order)) != is_sent, step
    swept()
    assert charged() == [TOTAL] * len(REFUND) + [-TOTAL] * len(REFUND)
    assert balances(ana, bea) == {}
    assert all("Sent back: order cancelled" in page_of(buyer, order) for order in orders)
    assert told(bea).count("Your order was cancelled") == len(REFUND)


def test_a_cancelling_killed_anywhere_has_not_happened(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    cancel = partial(order_cancel, order=order, actor=ana, reason="torn")
    for step, when in CANCEL:
        killed_at(step, when, cancel)
        swept()
        fresh = Order.objects.get()
        assert (fresh.status, Shipment.objects.get().status) == ("in_process", "label_ready"), step
        assert (charged(), balances(ana, bea)) == ([TOTAL], LABELLED), step
        assert not Refund.objects.exists(), step
        assert "Your order was cancelled" not in told(bea), step
    cancel()
    swept()
    assert (charged(), balances(ana, bea)) == ([TOTAL, -TOTAL], {})
    assert told(bea).count("Your order was cancelled") == 1


def test_an_acceptance_killed_anywhere_has_not_happened(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    deliver(order)
    accept = partial(order_accept, order=order, actor=bea)
    for step, when in ACCEPT:
        killed_at(step, when, accept)
        swept()
        assert (Order.objects.get().status, balances(ana, bea)) == ("delivered", LABELLED), step
        assert "Your earnings were released" not in told(ana), step
    accept()
    swept()
    assert balances(ana, bea)["seller_balance:ana"] == EARNED
    assert told(ana).count("Your earnings were released") == 1


def earned(ana: User, payouts: int = 1) -> list[Payout]:
    """Ana has asked so many times for $32.00 of what she earned."""
    cents = payouts * 3200
    top_up(cents)
    lines = [Line(Account.Kind.STRIPE, -cents), Line(Account.Kind.SELLER_BALANCE, cents, ana)]
    post(template="order_released", reference="PM-1", key="earned", entries=lines)
    onboarding_finish(account_of(user=ana).account)
    return [payout_request(user=ana, cents=3200) for _ in range(payouts)]


def settled() -> None:
    """Some minutes later the banks have answered."""
    with time_machine.travel(timezone.now() + 2 * SWEPT, tick=False):
        payouts_settle()
        webhooks_deliver()


def test_a_payout_killed_anywhere_is_sent_once(ana: User, seller: Client) -> None:
    payouts = earned(ana, len(PAYOUT))
    for sent, ((step, when), payout) in enumerate(zip(PAYOUT, payouts, strict=True)):
        killed_at(step, when, partial(payout_send, payout=payout))
        on_its_way = text_of(seller.get(reverse("payments:balance"))).count("On its way to")
        assert on_its_way == (sent == len(PAYOUT) - 1), step
    swept()
    assert charged() == [3200 * len(PAYOUT)] + [-3200] * len(PAYOUT)
    settled()
    assert [payout.status for payout in Payout.objects.all()] == ["paid"] * len(PAYOUT)
    assert balances(ana) == {}


def test_a_recall_killed_anywhere_is_made_once(ana: User) -> None:
    payouts = earned(ana, 2)
    onboarding_finish(account_of(user=ana).account, "000111111113")
    for payout in payouts:
        payout_send(payout=payout)
    settled()
    with time_machine.travel(timezone.now() + 2 * SWEPT, tick=False):
        for when, payout in zip(RECALL, Payout.objects.order_by("pk"), strict=True):
            killed_at("orders.payouts:_recalled", when, partial(payout_recall, payout=payout))
        swept()
    assert charged() == [6400, -3200, -3200, 3200, 3200]
    assert balances(ana) == {"stripe": -6400, "seller_balance:ana": 6400}
