"""Money that comes when nothing can be sold for it goes back (P7)."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from listings.services.status import listing_move
from payments.models import Checkout, Entry, Order, Refund, SandboxObject
from payments.orders.refunds import refund_send
from payments.stripe_client import keyed, stripe_client
from shipping.models import Shipment
from social.models import News
from tests.payments.shop import (
    PAID,
    TOTAL,
    balances,
    charged,
    pay,
    press_buy,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


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
