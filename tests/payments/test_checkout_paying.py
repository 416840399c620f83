"""Paying by every kind of card, and what the seller may lack (P1)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Transfer
from social.models import News
from tests.payments.paying import is_paid, nothing_happened
from tests.payments.shop import (
    DECLINED,
    GOOD,
    POOR,
    bought,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


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
