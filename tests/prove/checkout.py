"""Prove what buying costs: make prove NAME=checkout [ARGS="pages pays"].

CPU of the app and of its database for each press, without what the sandbox spends in Stripe's
place. One line a figure: name, value, bar, whether it holds. Works in an empty database of its own.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import process_time
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import Checkout
from payments.offers.making import offer_make
from payments.sandbox import transport
from payments.sandbox.own_thread import in_sandbox
from tests.payments.baskets import basket_checkout_of
from tests.payments.haggling import HOME, kept_card
from tests.payments.shop import AUSTIN, PALO_ALTO, address, checkout_of, hang, pay
from tests.people import person
from tests.prove.figures import Figure
from tests.spent import cpu_seconds

TIMES, WARM = 60, 15
PAGE_MS, PAY_MS = 15, 25


class Stripe:
    """What the sandbox's threads have spent in this process, in seconds."""

    spent = 0.0


def pages() -> Iterator[Figure]:
    """The checkout page of one item, and of five closets; the basket's page."""
    buyer, sellers = _people("reader")
    client = _browser(buyer)
    one = checkout_of(client, hang(sellers[0]))
    yield _figure("checkout page, CPU ms", [partial(client.get, one.get_absolute_url())], PAGE_MS)
    five = basket_checkout_of(client, *(hang(seller) for seller in sellers))
    read = [partial(client.get, five.get_absolute_url())]
    yield _figure("checkout page of five closets, CPU ms", read, PAGE_MS)
    yield _figure("basket of five closets, CPU ms", [partial(client.get, "/basket/")], PAGE_MS)


def pays() -> Iterator[Figure]:
    """Buy, pay, and a seller's yes to an offer, each pressed in the browser."""
    buyer, sellers = _people("payer")
    client, seller = _browser(buyer), _browser(sellers[0])
    items = [hang(sellers[0], f"Item {n}") for n in range(TIMES)]
    buy = [partial(client.post, reverse("payments:buy", args=[item.pk])) for item in items]
    yield _figure("buy (reserve), CPU ms", buy, PAY_MS)
    waiting = list(Checkout.objects.filter(buyer=buyer, status="open"))
    paying = [partial(pay, client, checkout) for checkout in waiting]
    yield _figure("pay by card, CPU ms without Stripe", paying, PAY_MS)
    _require_paid(buyer, TIMES)
    yield _figure("accept an offer, CPU ms without Stripe", _answers(buyer, sellers[0], seller), 25)
    _require_paid(buyer, 2 * TIMES)


def _answers(buyer: User, owner: User, seller: Client) -> list[Callable[[], Any]]:
    card = kept_card(buyer)
    offers = [
        offer_make(
            buyer=buyer, listing=hang(owner, f"Offered {n}"), cents=3000, address=HOME, card=card
        ).offer
        for n in range(TIMES)
    ]
    doors = [reverse("payments:offer_accept", args=[offer.reference]) for offer in offers]
    return [partial(seller.post, door) for door in doors]


def _people(name: str) -> tuple[User, list[User]]:
    buyer, sellers = person(name), [person(f"{name}_seller{n}") for n in range(5)]
    address(buyer, AUSTIN, is_default_to=True)
    for seller in sellers:
        address(seller, PALO_ALTO, is_default_from=True)
    return buyer, sellers


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _require_paid(buyer: User, times: int) -> None:
    """A figure of presses that did nothing would be a lie."""
    paid = Checkout.objects.filter(buyer=buyer, status="paid").count()
    sold = Listing.objects.filter(order_lines__order__buyer=buyer, status="sold").count()
    if (paid, sold) != (times, times):
        raise RuntimeError(f"{paid} paid and {sold} sold, not {times}")


def _figure(name: str, acts: Sequence[Callable[[], Any]], bar: float) -> Figure:
    """A single act is done many times, several once each; the first ones are not measured."""
    todo = list(acts) * (TIMES if len(acts) == 1 else 1)
    for act in todo[:WARM]:
        act()
    began, stripe = cpu_seconds(), Stripe.spent
    for act in todo[WARM:]:
        act()
    spent = cpu_seconds() - began - (Stripe.spent - stripe)
    return Figure(name, spent / (len(todo) - WARM) * 1000, bar, at_most=True)


def _watch_stripe() -> None:
    """Counts what is spent while the sandbox answers; our own thread waits meanwhile."""
    really = in_sandbox

    def counted(*args: Any, **kwargs: Any) -> Any:
        began = process_time()
        try:
            return really(*args, **kwargs)
        finally:
            Stripe.spent += process_time() - began

    setattr(transport, "in_sandbox", counted)  # noqa: B010 - it is not the module's to give


if __name__ == "__main__":
    from tests.prove.figures import print_figures

    settings.ALLOWED_HOSTS.append("testserver")
    _watch_stripe()
    sys.exit(print_figures([pages, pays], sys.argv[1:]))
