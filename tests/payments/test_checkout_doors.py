"""A checkout's addresses are its buyer's alone."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from listings.models import Listing
from payments.models import Checkout

LATER = timedelta(minutes=11)


DOORS = ["checkout", "checkout_address", "checkout_pay", "checkout_return", "checkout_release"]


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_somebody_elses_checkout_is_404(door: str, checkout: Checkout, stranger: Client) -> None:
    url = reverse(f"payments:{door}", args=[checkout.reference])
    method = stranger.get if door in {"checkout", "checkout_return"} else stranger.post
    assert method(url).status_code == 404
    assert Checkout.objects.get().status == "open"


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_a_checkout_that_never_was_is_404(door: str, buyer: Client) -> None:
    url = reverse(f"payments:{door}", args=[uuid.uuid4()])
    method = buyer.get if door in {"checkout", "checkout_return"} else buyer.post
    assert method(url).status_code == 404


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_a_wrong_method_is_405(door: str, checkout: Checkout, buyer: Client) -> None:
    url = reverse(f"payments:{door}", args=[checkout.reference])
    wrong = {"checkout": buyer.put, "checkout_return": buyer.post}.get(door, buyer.get)
    assert wrong(url).status_code == 405
    assert Checkout.objects.get().status == "open"


def test_buy_takes_no_other_method(buyer: Client, dress: Listing) -> None:
    assert buyer.delete(reverse("payments:buy", args=[dress.pk])).status_code == 405
    assert buyer.post("/listings/99999999999999999999/buy").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, checkout: Checkout) -> None:
    answer = client.get(checkout.get_absolute_url())
    assert answer["Location"].startswith(reverse("account_login"))
