"""Filling baskets and taking them to the checkout, for the tests."""

from typing import Any, NamedTuple

from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing, ListingStock, Size, Status
from listings.services.status import listing_move
from payments.models import Checkout, Order
from tests.payments.shop import EARNED, FEE, TOTAL, text_of

BASKET = "/basket/"
HAT = 2815
"""$20.00 with $6.49 shipping and 6.25 % on both."""
BOTH = TOTAL + HAT
ALL_PAID = {
    "stripe": -BOTH,
    "held_for_seller:ana": EARNED,
    "held_for_seller:cleo": 1600,
    "fee_income": FEE + 400,
    "shipping_income": 2 * 649,
    "tax_payable": 322 + 166,
}


class Shop(NamedTuple):
    """Ana's dress and Cleo's hat."""

    dress: Listing
    hat: Listing


def put_in(client: Client, listing: Listing, size: Size | None = None) -> Any:
    data = {"size": size.pk} if size else {}
    return client.post(reverse("payments:basket_item", args=[listing.pk]), data)


def take_out(client: Client, listing: Listing, size: Size | None = None) -> Any:
    data = {"_method": "delete"} | ({"size": size.pk} if size else {})
    return client.post(reverse("payments:basket_item", args=[listing.pk]), data)


def basket_text(client: Client) -> str:
    return text_of(client.get(BASKET))


def press_checkout(client: Client) -> Any:
    return client.post(reverse("payments:basket_checkout"))


def basket_checkout_of(client: Client, *listings: Listing) -> Checkout:
    """Puts them in, presses the button and gives the checkout."""
    for listing in listings:
        put_in(client, listing)
    answer = press_checkout(client)
    return Checkout.objects.get(reference=answer["Location"].split("/")[-2])


def in_sizes(listing: Listing, pieces: int = 1, label: str = "S") -> Size:
    """Makes it a boutique's listing with so many pieces of one size."""
    size, _ = Size.objects.get_or_create(
        group="women-dresses", label=label, defaults={"position": 1}
    )
    ListingStock.objects.create(listing=listing, size=size, quantity=pieces)
    on_sale = sum(listing.stock.values_list("quantity", flat=True))
    Listing.objects.filter(pk=listing.pk).update(in_sizes=True, quantity=on_sale)
    return size


def status_of(listing: Listing) -> str:
    return Listing.objects.values_list("status", flat=True).get(pk=listing.pk)


def inside(user: User) -> list[str]:
    """The titles in a member's basket, oldest first."""
    rows = user.basket.items.order_by("pk")
    return list(rows.values_list("listing__title", flat=True))


def orders_of(checkout: Checkout) -> list[Order]:
    return list(checkout.orders.select_related("closet").order_by("pk"))


def staff_remove(staff: User, *listings: Listing) -> None:
    for listing in listings:
        listing.refresh_from_db()
        listing_move(listing=listing, to=Status.REMOVED, actor=staff)
