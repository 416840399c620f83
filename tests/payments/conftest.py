"""Ana sells a dress; Bea, whose address we know, has a browser."""

from collections.abc import Iterator

import pytest
from django.test import Client

from closets.models import User
from listings.models import Listing
from payments.models import Bundle, Checkout, Offer
from poshmark.celery import app
from tests.payments.baskets import Shop, basket_checkout_of
from tests.payments.bundling import filled
from tests.payments.haggling import offered
from tests.payments.shop import AUSTIN, PALO_ALTO, address, checkout_of, hang


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def dress(ana: User) -> Listing:
    """On sale for $45; Ana has said where she ships from."""
    address(ana, PALO_ALTO, is_default_from=True)
    return hang(ana)


@pytest.fixture
def buyer(bea: User) -> Client:
    """Bea's browser; she has a home in Texas."""
    address(bea, AUSTIN, is_default_to=True)
    return signed_in(bea)


@pytest.fixture
def seller(ana: User) -> Client:
    """Ana's browser."""
    return signed_in(ana)


@pytest.fixture
def stranger(cleo: User) -> Client:
    """Cleo's browser."""
    return signed_in(cleo)


@pytest.fixture
def checkout(buyer: Client, dress: Listing) -> Checkout:
    """Bea's checkout of the dress, ready to be paid."""
    return checkout_of(buyer, dress)


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks queued in this test run at once, in this process."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def offer(bea: User, dress: Listing) -> Offer:
    """Bea offers $30.00 for the dress of $45.00."""
    return offered(bea, dress)


@pytest.fixture
def shop(dress: Listing, cleo: User) -> Shop:
    """Ana's dress, and Cleo's hat of $20."""
    address(cleo, PALO_ALTO, is_default_from=True)
    return Shop(dress, hang(cleo, "Felt hat", price_cents=2000))


@pytest.fixture
def of_both(buyer: Client, shop: Shop) -> Checkout:
    """Bea's checkout of the dress and the hat."""
    return basket_checkout_of(buyer, *shop)


@pytest.fixture
def items(ana: User, dress: Listing) -> list[Listing]:
    """Three of Ana's: $45.00, $20.01 and $10.00, together $75.01."""
    hat = hang(ana, "Hat", price_cents=2001)
    return [dress, hat, hang(ana, "Scarf", price_cents=1000)]


@pytest.fixture
def bundle(buyer: Client, bea: User, items: list[Listing]) -> Bundle:
    """All three in Bea's bundle."""
    return filled(bea, items)
