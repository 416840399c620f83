"""Paying: by every kind of card, and through every kind of bad luck (P1, P5, P7)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_move
from payments.models import Checkout, Entry, Order, Refund, SandboxObject, Transfer
from payments.orders.refunds import refund_send
from payments.orders.sweeps import checkouts_sweep, money_sweep
from payments.sandbox.control import challenge_finish
from payments.sandbox.faults import fault
from payments.stripe_client import keyed, stripe_client
from shipping.models import Shipment
from social.models import News
from tests.payments.shop import (
    DECLINED,
    GOOD,
    PAID,
    POOR,
    SECURE,
    SECURE_THEN_DECLINED,
    TOTAL,
    balances,
    bought,
    charged,
    checkout_of,
    pay,
    press_buy,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


def nothing_happened(checkout: Checkout, status: str = "open") -> None:
    """No money moved, nothing is sold; the checkout is in `status`."""
    checkout.refresh_from_db()
    assert checkout.status == status
    assert charged() == []
    assert not Entry.objects.exists()
    assert not Shipment.objects.exists()
    assert [order.status for order in checkout.orders.all()] == ["awaiting_payment"]
    assert Listing.objects.get().status == "reserved"


def is_paid(checkout: Checkout, ana: User) -> None:
    """The order is placed, once, and every cent is where it belongs."""
    checkout.refresh_from_db()
    assert checkout.status == "paid"
    assert [order.status for order in checkout.orders.all()] == ["in_process"]
    assert Listing.objects.get().status == "sold"
    assert charged() == [TOTAL]
    assert balances(ana, checkout.buyer) == PAID
    assert Shipment.objects.count() == 1
    assert not Refund.objects.exists()


def bank_page(answer: Any) -> str:
    """The path of the bank's page that an answer leads to."""
    url: str = answer["Location"]
    assert "/challenge" in url
    return url.removeprefix(settings.SITE_URL)


# --- cards ------------------------------------------------------------------------------------


def test_a_good_card_pays_and_leads_to_the_order(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    answer = pay(buyer, checkout)
    order = checkout.orders.get()
    assert answer["Location"] == order.get_absolute_url()
    is_paid(checkout, ana)
    assert order.placed_at is not None
    assert [move.to_status for move in order.transitions.all()] == ["in_process"]
    transfers = Transfer.objects.order_by("pk").values_list("template", "reference")
    assert list(transfers) == [
        ("payment_received", checkout.payment_intent),
        ("order_paid", order.number),
    ]
    told = News.objects.order_by("pk").values_list("recipient__username", "text", "url")
    assert list(told) == [
        ("ana", "Sold: Crochet maxi dress", order.get_absolute_url()),
        ("bea", "Order placed: Crochet maxi dress", order.get_absolute_url()),
    ]
    page = text_of(buyer.get(order.get_absolute_url()))
    assert "$54.71" in page
    assert "is packing it" in page


def test_the_parcel_is_open_with_both_addresses(buyer: Client, dress: Listing) -> None:
    parcel = bought(buyer, dress).shipment
    assert parcel is not None
    assert parcel.from_address.city == "Palo Alto"
    assert parcel.to_address.last_line == "Austin TX 78701"
    assert parcel.contents == ["Crochet maxi dress"]
    assert (parcel.sender.username, parcel.recipient.username) == ("ana", "bea")


@pytest.mark.parametrize(
    ("number", "says"),
    [(DECLINED, "Your card was declined."), (POOR, "Your card has insufficient funds.")],
)
def test_a_refused_card_charges_nothing_and_another_one_can_pay(
    number: str, says: str, buyer: Client, checkout: Checkout, ana: User
) -> None:
    answer = pay(buyer, checkout, number)
    assert answer["Location"] == checkout.get_absolute_url()
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert says.replace("'", "&#x27;") in page
    assert "You have not been charged." in page
    nothing_happened(checkout)
    webhooks_deliver()
    nothing_happened(checkout)
    pay(buyer, checkout, GOOD)
    is_paid(checkout, ana)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", "4242 4242 4242 4241", "number is incorrect"),
        ("number", "", "This field is required."),
        ("number", "my card", "Enter the digits of the card number."),
        ("expiry", "13/39", "month is invalid"),
        ("expiry", "09/20", "year is invalid"),
        ("expiry", "soon", "Write the expiry as MM/YY"),
        ("cvc", "1", "security code is invalid"),
    ],
)
def test_a_mistyped_card_is_said_beside_the_field(
    field: str, value: str, says: str, buyer: Client, checkout: Checkout
) -> None:
    card = {"number": GOOD, "expiry": "09/39", "cvc": "123"} | {field: value}
    answer = buyer.post(reverse("payments:checkout_pay", args=[checkout.reference]), card)
    assert answer.status_code == 422
    page = text_of(answer)
    assert says in page
    assert f'id="id_{field}_error"' in page
    nothing_happened(checkout)


# --- 3-D Secure -------------------------------------------------------------------------------


def test_the_bank_asks_and_the_buyer_confirms(buyer: Client, checkout: Checkout, ana: User) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    nothing_happened(checkout, "paying")
    back = buyer.post(bank, {"confirm": ""})["Location"].removeprefix(settings.SITE_URL)
    assert buyer.get(back)["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


def test_the_bank_asks_and_the_buyer_refuses(buyer: Client, checkout: Checkout, ana: User) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    back = buyer.post(bank, {"refuse": ""})["Location"].removeprefix(settings.SITE_URL)
    page = text_of(buyer.get(back, follow=True))
    assert "We are unable to authenticate your payment method." in page
    nothing_happened(checkout)
    pay(buyer, checkout)
    is_paid(checkout, ana)


def test_the_bank_asks_and_then_declines(buyer: Client, checkout: Checkout) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE_THEN_DECLINED))
    back = buyer.post(bank, {"confirm": ""})["Location"].removeprefix(settings.SITE_URL)
    assert "Your card was declined." in text_of(buyer.get(back, follow=True))
    nothing_happened(checkout)


def test_a_buyer_who_left_the_banks_page_is_led_back_to_it(
    buyer: Client, checkout: Checkout
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Your bank asks you to confirm it." in page
    assert "Pay $" not in page
    back = reverse("payments:checkout_return", args=[checkout.reference])
    assert bank_page(buyer.get(back)) == bank
    assert bank_page(pay(buyer, checkout)) == bank


def test_a_buyer_who_left_the_banks_page_can_take_another_card(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    answer = buyer.post(reverse("payments:another_card", args=[checkout.reference]))
    assert answer["Location"] == checkout.get_absolute_url()
    assert "The payment was not finished." in text_of(buyer.get(answer["Location"]))
    nothing_happened(checkout)
    pay(buyer, checkout)
    buyer.post(bank, {"confirm": ""})
    webhooks_deliver()
    is_paid(checkout, ana)


def test_a_buyer_who_left_the_banks_page_can_give_the_item_back(
    buyer: Client, checkout: Checkout, dress: Listing
) -> None:
    pay(buyer, checkout, SECURE)
    release = reverse("payments:checkout_release", args=[checkout.reference])
    assert buyer.post(release)["Location"] == dress.get_absolute_url()
    assert Listing.objects.get().status == "available"
    assert charged() == []


def test_giving_back_what_was_just_paid_leads_to_the_order(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    pay(buyer, checkout, SECURE)
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=True)
    for door in ("checkout_release", "another_card"):
        answer = buyer.post(reverse(f"payments:{door}", args=[checkout.reference]))
        assert answer["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


@pytest.mark.parametrize("passed", [True, False])
def test_a_buyer_who_never_came_back_from_the_bank_is_heard_by_webhook(
    passed: bool, buyer: Client, checkout: Checkout, ana: User
) -> None:
    pay(buyer, checkout, SECURE)
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=passed)
    webhooks_deliver()
    if passed:
        is_paid(checkout, ana)
    else:
        nothing_happened(checkout)


def test_the_sweep_calls_off_what_the_buyer_never_finished(
    buyer: Client, checkout: Checkout
) -> None:
    bank = bank_page(pay(buyer, checkout, SECURE))
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        checkouts_sweep()
    nothing_happened(checkout, "paying")
    with time_machine.travel(timezone.now() + LATER, tick=False):
        checkouts_sweep()
    checkout.refresh_from_db()
    assert (checkout.status, Listing.objects.get().status) == ("released", "available")
    buyer.post(bank, {"confirm": ""})
    webhooks_deliver()
    assert charged() == []


# --- twice, late, lost ------------------------------------------------------------------------


def test_pressing_pay_again_charges_once(buyer: Client, checkout: Checkout, ana: User) -> None:
    order = checkout.orders.get()
    for _ in range(3):
        assert pay(buyer, checkout)["Location"] == order.get_absolute_url()
    assert buyer.get(checkout.get_absolute_url())["Location"] == order.get_absolute_url()
    is_paid(checkout, ana)


def test_a_second_tab_that_pays_with_another_card_charges_once(
    buyer: Client, checkout: Checkout, dress: Listing, ana: User
) -> None:
    other_tab = checkout_of(buyer, dress)
    pay(buyer, other_tab, SECURE)
    bank_page(pay(buyer, checkout, GOOD))
    checkout.refresh_from_db()
    challenge_finish(checkout.payment_intent or "", passed=True)
    pay(buyer, checkout, GOOD)
    is_paid(checkout, ana)


def test_an_expired_reservation_is_not_charged(buyer: Client, checkout: Checkout) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        page = text_of(pay_and_follow(buyer, checkout))
    assert "The time to pay is over" in page
    assert "You have not been charged" in page
    nothing_happened(checkout)


def pay_and_follow(buyer: Client, checkout: Checkout) -> Any:
    return buyer.get(pay(buyer, checkout)["Location"])


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("before", [True, False])
def test_the_webhook_may_come_before_after_or_twice(
    before: bool, times: int, buyer: Client, checkout: Checkout, ana: User
) -> None:
    kind = "webhook_doubled" if times == 2 else "webhook_late"
    with fault(kind, path="payment_intents", times=5):
        if before:
            with fault("lost_response", path="payment_intents", times=9):
                pay(buyer, checkout)
            nothing_happened_yet = Order.objects.get().status
            assert nothing_happened_yet == "awaiting_payment"
        else:
            pay(buyer, checkout)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert webhooks_deliver(shuffle=7) > 0
    back = reverse("payments:checkout_return", args=[checkout.reference])
    assert buyer.get(back)["Location"] == checkout.orders.get().get_absolute_url()
    is_paid(checkout, ana)


def test_a_lost_answer_is_asked_for_again_by_the_sweep(
    buyer: Client, checkout: Checkout, ana: User
) -> None:
    with fault("lost_response", path="payment_intents", times=9):
        answer = pay(buyer, checkout)
    assert answer["Location"] == checkout.get_absolute_url()
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "Your payment is under way." in page
    assert "Pay $" not in page
    assert charged() == [TOTAL]
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        assert checkouts_sweep() == 1
    is_paid(checkout, ana)


@pytest.mark.parametrize("kind", ["timeout", "server_error", "rate_limit"])
def test_a_silent_stripe_is_asked_again_by_the_buyers_next_press(
    kind: str, buyer: Client, checkout: Checkout, ana: User
) -> None:
    with fault(kind, path="payment_intents", times=9):
        pay(buyer, checkout)
    nothing_happened(checkout, "paying")
    pay(buyer, checkout)
    is_paid(checkout, ana)


def test_an_item_is_not_given_back_while_its_payment_is_unclear(
    buyer: Client, checkout: Checkout
) -> None:
    with fault("timeout", path="payment_intents", times=9):
        pay(buyer, checkout)
    for door in ("checkout_release", "another_card"):
        answer = buyer.post(reverse(f"payments:{door}", args=[checkout.reference]))
        assert answer["Location"] == checkout.get_absolute_url()
    nothing_happened(checkout, "paying")


def test_the_address_is_fixed_while_the_payment_is_under_way(
    buyer: Client, checkout: Checkout
) -> None:
    pay(buyer, checkout, SECURE)
    before = Checkout.objects.get().ship_to
    oregon = {"city": "Portland", "state": "OR", "zip_code": "97201"}
    answer = buyer.post(checkout.get_absolute_url(), {**(before or {}), **oregon}, follow=True)
    assert "Your payment is under way; nothing can be changed now." in text_of(answer)
    assert Checkout.objects.get().ship_to == before


def test_a_card_that_cannot_be_checked_now_is_said_so(buyer: Client, checkout: Checkout) -> None:
    with fault("timeout", path="payment_methods", times=9):
        answer = pay(buyer, checkout)
    assert answer.status_code == 422
    assert "could not be checked just now" in text_of(answer)
    nothing_happened(checkout)


def test_a_silent_stripe_when_the_buyer_comes_back_is_no_error(
    buyer: Client, checkout: Checkout
) -> None:
    pay(buyer, checkout, SECURE)
    with fault("timeout", path="payment_intents", times=9):
        answer = buyer.get(reverse("payments:checkout_return", args=[checkout.reference]))
    assert answer["Location"] == checkout.get_absolute_url()


# --- money that comes when nothing can be sold for it -------------------------------------------


def stray_payment(checkout: Checkout, cents: int = TOTAL) -> str:
    """A payment for the checkout that none of our own steps made."""
    intent = stripe_client().v1.payment_intents.create(
        {
            "amount": cents,
            "currency": "usd",
            "confirm": True,
            "payment_method": "pm_card_visa",
            "return_url": "https://shop.test/",
            "metadata": {"checkout": str(checkout.reference)},
        },
        keyed("stray", checkout.reference, cents),
    )
    return intent.id


def is_sent_back(checkout: Checkout, intent: str, cents: int = TOTAL) -> None:
    refund = Refund.objects.get()
    facts = (refund.payment_intent, refund.amount_cents, refund.order)
    assert facts == (intent, cents, None)
    for _ in range(2):
        refund = refund_send(refund=refund)
    assert refund.sent_at is not None
    assert charged()[-1] == -cents


def test_a_payment_after_the_release_goes_back_and_the_buyer_is_told(
    buyer: Client, checkout: Checkout, ana: User, bea: User, dress: Listing, stranger: Client
) -> None:
    buyer.post(reverse("payments:checkout_release", args=[checkout.reference]))
    assert press_buy(stranger, dress).status_code == 302
    intent = stray_payment(checkout)
    for _ in range(2):
        webhooks_deliver()
    assert balances(ana, bea) == {"stripe": -TOTAL, "buyer_clearing:bea": TOTAL}
    is_sent_back(checkout, intent)
    assert balances(ana, bea) == {}
    assert (charged(), Listing.objects.get().status) == ([TOTAL, -TOTAL], "reserved")
    news = News.objects.get(recipient=bea)
    assert (news.text, news.url) == ("Your payment was sent back", checkout.get_absolute_url())
    assert "All of it, $54.71, is on its way back" in text_of(buyer.get(news.url))


def test_a_second_payment_of_a_paid_checkout_goes_back(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    pay(buyer, checkout)
    stray = stray_payment(checkout)
    webhooks_deliver(shuffle=3)
    is_sent_back(checkout, stray)
    assert charged() == [TOTAL, TOTAL, -TOTAL]
    assert balances(ana, bea) == PAID
    assert Order.objects.get().status == "in_process"


def test_a_payment_of_another_amount_goes_back(checkout: Checkout, ana: User, bea: User) -> None:
    intent = stray_payment(checkout, cents=100)
    webhooks_deliver()
    is_sent_back(checkout, intent, cents=100)
    assert balances(ana, bea) == {}
    checkout.refresh_from_db()
    assert (checkout.status, Listing.objects.get().status) == ("released", "available")


def test_what_staff_removed_while_the_bank_was_asked_is_not_sold(
    buyer: Client, checkout: Checkout, ana: User, bea: User, sam: User
) -> None:
    listing_move(listing=Listing.objects.get(), to="removed", actor=sam)  # type: ignore[arg-type]
    assert pay(buyer, checkout)["Location"] == checkout.get_absolute_url()
    checkout.refresh_from_db()
    assert (checkout.status, Listing.objects.get().status) == ("released", "removed")
    assert not Shipment.objects.exists()
    intent = SandboxObject.objects.get(kind="payment_intent").pk
    is_sent_back(checkout, intent)
    assert balances(ana, bea) == {}


def test_another_shops_payment_is_none_of_ours(db: None) -> None:
    stripe_client().v1.payment_intents.create(
        {
            "amount": 900,
            "currency": "usd",
            "confirm": True,
            "payment_method": "pm_card_visa",
            "return_url": "https://shop.test/",
            "metadata": {"checkout": "cart-17"},
        },
        keyed("other"),
    )
    webhooks_deliver()
    assert not Entry.objects.exists()


# --- what the seller may lack -------------------------------------------------------------------


@pytest.mark.parametrize("zip_code", [None, "10001"])
def test_a_seller_without_a_good_address_sells_all_the_same(
    zip_code: str | None, buyer: Client, seller: Client, dress: Listing, ana: User
) -> None:
    if zip_code is None:
        ana.addresses.all().delete()
    else:
        ana.addresses.update(zip_code=zip_code)
    order = bought(buyer, dress)
    assert order.shipment is not None
    assert order.shipment.is_waiting_for_address
    page = text_of(seller.get(order.get_absolute_url()))
    assert "The label waits for you." in page
    assert reverse("closets:addresses") in page
    assert "The label waits for you." not in text_of(buyer.get(order.get_absolute_url()))


# --- mail ---------------------------------------------------------------------------------------


def test_both_are_written_to(
    buyer: Client, dress: Listing, eager: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        order = bought(buyer, dress)
    mails = {message.to[0]: message for message in mail.outbox if order.number in message.body}
    assert sorted(mails) == ["ana@example.com", "bea@example.com"]
    sold = mails["ana@example.com"]
    assert sold.subject == "Sold: Crochet maxi dress"
    assert "You earn $36.00." in sold.body
    assert f"{settings.SITE_URL}{order.get_absolute_url()}" in sold.body
    html = sold.alternatives[0][0]  # type: ignore[attr-defined]
    assert "See the order" in html
    assert "You paid $54.71." in mails["bea@example.com"].body


def test_a_mail_whose_task_was_lost_is_sent_once_by_the_sweep(
    buyer: Client, dress: Listing, eager: None
) -> None:
    bought(buyer, dress)
    assert money_sweep() == 0
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        assert money_sweep() == 2
        assert money_sweep() == 0
    assert len(mail.outbox) == 2
