"""What a checkout has come to, for the tests of paying."""

from typing import Any

from django.conf import settings

from closets.models import User
from listings.models import Listing
from payments.models import Checkout, Entry, Refund
from shipping.models import Shipment
from tests.payments.shop import (
    PAID,
    TOTAL,
    balances,
    charged,
)


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
