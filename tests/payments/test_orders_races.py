"""Many at once, each with a connection and transaction of their own (P7)."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
import stripe
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.connect import account_of
from payments.ledger import Line, balance_of, post
from payments.models import Account, Checkout, Entry, Order, Payout, Refund
from payments.orders.payouts import PayoutRefused, payout_request, payout_send
from payments.orders.sweeps import checkouts_sweep, orders_release_due
from payments.sandbox.control import challenge_finish, onboarding_finish, top_up
from shipping.carriers.base import Scan
from shipping.models import ScanKind, Shipment
from shipping.services import label_buy, tracking_event_record
from tests.payments.conftest import signed_in
from tests.payments.crowds import at_once, crowd
from tests.payments.shop import (
    AUSTIN,
    PAID,
    SECURE,
    address,
    balances,
    bought,
    charged,
    pay,
    press_buy,
    text_of,
)
from tests.payments.test_orders import deliver
from tests.people import person
from tests.stripe_sandbox import webhooks_deliver

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hundred_buyers_press_buy_and_one_gets_it(dress: Listing) -> None:
    clients = [signed_in(person(f"buyer{n}")) for n in range(100)]
    answers = crowd([partial(press_buy, client, dress) for client in clients])
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [302, *[409] * 99]
    friendly = [text_of(answer) for answer in answers if answer.status_code == 409]
    assert all("Somebody was faster" in page for page in friendly)
    assert all("You have not been charged" in page for page in friendly)
    assert (Checkout.objects.count(), Order.objects.count()) == (1, 1)
    assert Listing.objects.get().status == "reserved"
    assert charged() == []
    assert not Entry.objects.exists()


def test_one_buyer_in_two_tabs_gets_one_checkout(buyer: Client, dress: Listing, bea: User) -> None:
    tabs = [signed_in(bea) for _ in range(6)]
    answers = at_once(*[lambda c=c: press_buy(c, dress) for c in tabs])
    assert {answer["Location"] for answer in answers} == {Checkout.objects.get().get_absolute_url()}


def test_pay_pressed_fifty_times_at_once_charges_once(
    checkout: Checkout, ana: User, bea: User
) -> None:
    tabs = [signed_in(bea) for _ in range(50)]
    answers = crowd([partial(pay, client, checkout) for client in tabs])
    assert {answer.status_code for answer in answers} == {302}
    assert charged() == [54_71]
    assert balances(ana, bea) == PAID
    assert Order.objects.get().status == "in_process"
    assert Shipment.objects.count() == 1
    assert not Refund.objects.exists()


def test_browser_webhook_and_sweep_at_once_place_one_order(
    checkout: Checkout, buyer: Client, ana: User, bea: User
) -> None:
    pay(buyer, checkout, SECURE)
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=True)
    Checkout.objects.update(paying_at=timezone.now() - timedelta(minutes=5))
    back = reverse("payments:checkout_return", args=[checkout.reference])
    at_once(
        lambda: buyer.get(back), webhooks_deliver, checkouts_sweep, lambda: signed_in(bea).get(back)
    )
    webhooks_deliver()
    assert balances(ana, bea) == PAID
    assert Shipment.objects.count() == 1
    assert not Refund.objects.exists()


def test_paying_and_giving_back_at_once_end_in_one_of_both(
    checkout: Checkout, ana: User, bea: User
) -> None:
    one, other = signed_in(bea), signed_in(bea)
    release = reverse("payments:checkout_release", args=[checkout.reference])
    at_once(lambda: pay(one, checkout), lambda: other.post(release))
    checkout.refresh_from_db()
    state = (checkout.status, Listing.objects.get().status, charged(), balances(ana, bea))
    assert state in [("paid", "sold", [54_71], PAID), ("released", "available", [], {})]


def test_a_scan_and_a_cancelling_at_once_do_not_lock_each_other(
    buyer: Client, seller: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    parcel = Shipment.objects.get()
    label_buy(shipment=parcel)
    scan = Scan(event_id="1", kind=ScanKind.ACCEPTED, occurred_at=timezone.now())
    cancel = reverse("payments:cancel", args=[order.number])
    answers = at_once(
        lambda: tracking_event_record(shipment=parcel, scan=scan),
        lambda: seller.post(cancel, {"reason": "torn"}).status_code,
        lambda: signed_in(bea).post(cancel, {"reason": "regret"}).status_code,
    )
    assert answers[1:] == [302, 302]
    order.refresh_from_db()
    parcel.refresh_from_db()
    state = (order.status, parcel.status, Refund.objects.count())
    assert state in [("shipped", "accepted", 0), ("cancelled", "voided", 1)]


def test_accepting_and_the_sweep_at_once_release_once(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    deliver(order, timezone.now() - timedelta(days=4))
    accept = reverse("payments:accept", args=[order.number])
    at_once(lambda: buyer.post(accept), orders_release_due, lambda: signed_in(bea).post(accept))
    order.refresh_from_db()
    assert order.status == "complete"
    assert balance_of(Account.Kind.SELLER_BALANCE, ana) == 36_00
    assert order.transitions.filter(to_status="complete").count() == 1


def test_payouts_asked_for_at_once_never_overdraw(ana: User) -> None:
    post(
        template="order_released",
        reference="PM-1",
        key="earned",
        entries=[
            Line(Account.Kind.STRIPE, -3200),
            Line(Account.Kind.SELLER_BALANCE, 3200, ana),
        ],
    )

    def ask() -> str:
        try:
            return payout_request(user=ana, cents=1000).status
        except PayoutRefused:
            return "refused"

    assert sorted(at_once(*[ask] * 8)) == ["refused"] * 5 + ["requested"] * 3
    assert balance_of(Account.Kind.SELLER_BALANCE, ana) == 200
    assert Payout.objects.count() == 3


def test_one_payout_sent_by_two_workers_is_sent_once(ana: User) -> None:
    top_up(3200)
    onboarding_finish(account_of(user=ana).account)
    post(
        template="order_released",
        reference="PM-1",
        key="earned",
        entries=[
            Line(Account.Kind.STRIPE, -3200),
            Line(Account.Kind.SELLER_BALANCE, 3200, ana),
        ],
    )
    payout = payout_request(user=ana, cents=3200)

    def send() -> None:
        with suppress(stripe.StripeError):  # "in use": the task tries again
            payout_send(payout=Payout.objects.select_related("user").get(pk=payout.pk))

    at_once(send, send)
    send()
    assert charged() == [3200, -3200]
    assert balance_of(Account.Kind.STRIPE_CONNECTED, ana) == -3200


def test_two_buyers_after_an_expired_reservation_get_one_checkout(
    checkout: Checkout, dress: Listing
) -> None:
    Checkout.objects.update(expires_at=timezone.now())
    clients = [signed_in(person(f"buyer{n}")) for n in range(4)]
    for client in clients:
        address(User.objects.get(pk=client.session["_auth_user_id"]), AUSTIN, is_default_to=True)
    answers = at_once(
        checkouts_sweep, *[lambda c=c: press_buy(c, dress).status_code for c in clients]
    )
    assert sorted(answers[1:]) == [302, 409, 409, 409]
    assert Checkout.objects.filter(status="open").count() == 1
