"""Where a checkout goes: new and saved addresses, and what they cost (P1)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import Address, User
from listings.models import Listing
from payments.models import Checkout
from tests.payments.conftest import signed_in
from tests.payments.shop import (
    AUSTIN,
    ITEM,
    SHIPPING,
    TOTAL,
    address,
    charged,
    checkout_of,
    text_of,
)

LATER = timedelta(minutes=11)


@pytest.fixture
def newcomer(dress: Listing, cleo: User) -> tuple[Client, Checkout]:
    """Cleo's browser and checkout; she has no address yet."""
    client = signed_in(cleo)
    return client, checkout_of(client, dress)


def test_without_an_address_nothing_can_be_paid(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    page = text_of(client.get(checkout.get_absolute_url()))
    assert "when we know where to" in page
    assert "checkout_pay" not in page
    card = {"number": "4242424242424242", "expiry": "09/39", "cvc": "123"}
    answer = client.post(reverse("payments:checkout_pay", args=[checkout.reference]), card)
    assert answer["Location"] == checkout.get_absolute_url()
    assert "Say where to send it first." in text_of(client.get(answer["Location"]))
    assert charged() == []


def test_a_new_address_fixes_the_total_and_is_kept(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    answer = client.post(checkout.get_absolute_url(), AUSTIN | {"keep": "on"})
    assert answer["Location"] == checkout.get_absolute_url()
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN
    assert checkout.orders.get().total_cents == TOTAL
    saved = Address.objects.get(user=checkout.buyer)
    assert (saved.street2, saved.is_default_to) == ("Apt 4", True)
    client.post(checkout.get_absolute_url(), AUSTIN | {"keep": "on"})
    assert Address.objects.filter(user=checkout.buyer).count() == 1


def test_a_new_address_need_not_be_kept(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    client.post(checkout.get_absolute_url(), AUSTIN)
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN
    assert not Address.objects.filter(user=checkout.buyer).exists()


def test_a_wrong_zip_code_is_said_beside_it_and_what_was_typed_is_kept(
    newcomer: tuple[Client, Checkout],
) -> None:
    client, checkout = newcomer
    answer = client.post(checkout.get_absolute_url(), AUSTIN | {"zip_code": "94301"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "ZIP code 94301 is in CA, not in TX." in page
    assert 'value="1 Main St"' in page
    checkout.refresh_from_db()
    assert checkout.ship_to is None


def test_another_saved_address_changes_the_tax(checkout: Checkout, buyer: Client) -> None:
    oregon = {"city": "Portland", "state": "OR", "zip_code": "97201"}
    saved = address(checkout.buyer, AUSTIN | oregon)
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": saved.pk})["Location"] == checkout.get_absolute_url()
    order = checkout.orders.get()
    assert (order.amounts.tax_cents, order.total_cents) == (0, ITEM + SHIPPING)


def test_a_saved_address_that_no_parcel_reaches_is_refused(
    checkout: Checkout, buyer: Client
) -> None:
    saved = address(checkout.buyer, AUSTIN | {"zip_code": "94301"})
    there = reverse("payments:checkout_address", args=[checkout.reference])
    answer = buyer.post(there, {"address": saved.pk}, follow=True)
    assert "ZIP code 94301 is in CA, not in TX." in text_of(answer)
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN


def test_a_bad_default_address_does_not_keep_anybody_from_buying(
    dress: Listing, cleo: User
) -> None:
    address(cleo, AUSTIN | {"zip_code": "94301"}, is_default_to=True)
    assert checkout_of(signed_in(cleo), dress).ship_to is None


@pytest.mark.parametrize("tampered", ["", "x", "-1", "²", "99999999999999999999", "\0"])
def test_a_tampered_address_id_is_404(tampered: str, checkout: Checkout, buyer: Client) -> None:
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": tampered}).status_code == 404


def test_somebody_elses_address_is_404(checkout: Checkout, buyer: Client, cleo: User) -> None:
    saved = address(cleo, AUSTIN)
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": saved.pk}).status_code == 404
