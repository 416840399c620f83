"""The price on the card is the price that is charged, wherever it goes (X6)."""

import pytest

from closets.models import User
from payments.models import Checkout
from payments.orders.checkout import checkout_release, checkout_start, checkout_total_cents
from payments.tax.states import STATES
from poshmark.pages.prices import all_in_prices, delivery_to
from shipping.postal import zip_states
from tests.payments.shop import AUSTIN, PALO_ALTO, address, hang

PRICES = (1200, 12_000, 26_000)
"""Below and above what New York, Massachusetts and Rhode Island exempt."""
ZIPS = {zip_states(f"{prefix:03}00")[:1]: f"{prefix:03}01" for prefix in range(5, 1000)}


@pytest.mark.django_db
def test_the_card_and_the_checkout_say_the_same_in_each_state(ana: User, bea: User) -> None:
    address(ana, PALO_ALTO, is_default_from=True)
    dresses = [hang(ana, f"Dress {cents}", price_cents=cents) for cents in PRICES]
    home = address(bea, AUSTIN, is_default_to=True)
    for number, state in enumerate(STATES):
        home.state, home.zip_code = state, ZIPS[state,]
        home.save(update_fields=["state", "zip_code"])
        buyer = User.objects.get(pk=bea.pk)
        dress = dresses[number % len(dresses)]
        said = all_in_prices(delivery_to(buyer), dresses)
        checkout = checkout_start(buyer=buyer, listing=dress)
        assert (checkout.ship_to or {}).get("state") == state
        assert checkout_total_cents(checkout) == said[dress.pk], state
        checkout_release(checkout=checkout)
    assert Checkout.objects.filter(status="released").count() == len(STATES)
