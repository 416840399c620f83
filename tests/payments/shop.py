"""A small shop for the tests: Ana's dress, Bea's purse, and what they do with them."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Address, User
from listings.models import Category, Department, Listing, Photo
from payments.ledger import balance_of
from payments.ledger.accounts import OF_THE_HOUSE
from payments.models import Account, Checkout, Order, SandboxBalanceTransaction

GOOD = "4242 4242 4242 4242"
DECLINED = "4000 0000 0000 0002"
POOR = "4000 0000 0000 9995"
SECURE = "4000 0027 6000 3184"
SECURE_THEN_DECLINED = "4000 0084 0000 1629"
AUSTIN = {
    "name": "Bea Buyer",
    "street1": "1 Main St",
    "street2": "Apt 4",
    "city": "Austin",
    "state": "TX",
    "zip_code": "78701",
}
PALO_ALTO = {
    "name": "Ana Seller",
    "street1": "12 Sea View Road",
    "street2": "",
    "city": "Palo Alto",
    "state": "CA",
    "zip_code": "94301",
}
# $45.00 with $6.49 shipping to Texas: 6.25 % on both
ITEM, SHIPPING, TAX, FEE = 4500, 649, 322, 900
TOTAL = ITEM + SHIPPING + TAX
EARNED = ITEM - FEE


def hang(seller: User, title: str = "Crochet maxi dress", **fields: Any) -> Listing:
    """A listing on sale in the seller's closet."""
    women, _ = Department.objects.get_or_create(slug="women", name="Women", position=0)
    dresses, _ = Category.objects.get_or_create(
        department=women, slug="dresses", name="Dresses", path="women/dresses", garment="dress"
    )
    now = timezone.now()
    known = {"status": "available", "price_cents": ITEM, "condition": "good", "title": title}
    listing = Listing.objects.create(
        closet=seller.closet,
        department=women,
        category=dresses,
        published_at=now,
        shared_at=now,
        **known | fields,
    )
    photo = Photo.objects.create(
        listing=listing, position=0, state="ready", content_hash="ab" * 32, width=3, height=4
    )
    Listing.objects.filter(pk=listing.pk).update(cover=photo)
    return Listing.objects.get(pk=listing.pk)


def address(user: User, parts: dict[str, str], **fields: Any) -> Address:
    return Address.objects.create(user=user, **parts, **fields)


def press_buy(client: Client, listing: Listing) -> Any:
    return client.post(reverse("payments:buy", args=[listing.pk]))


def checkout_of(client: Client, listing: Listing) -> Checkout:
    """Presses Buy and gives the checkout that it leads to."""
    answer = press_buy(client, listing)
    assert answer.status_code == 302, answer.content
    return Checkout.objects.get(reference=answer["Location"].split("/")[-2])


def pay(client: Client, checkout: Checkout, number: str = GOOD) -> Any:
    card = {"number": number, "expiry": "09/39", "cvc": "123"}
    return client.post(reverse("payments:checkout_pay", args=[checkout.reference]), card)


def bought(client: Client, listing: Listing) -> Order:
    """The order of a listing bought and paid."""
    checkout = checkout_of(client, listing)
    assert pay(client, checkout).status_code == 302
    return Order.objects.get(checkout=checkout, status="in_process")


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def charged() -> list[int]:
    """Every movement on our account at Stripe, in cents, oldest first."""
    rows = SandboxBalanceTransaction.objects.filter(account="").order_by("created_at")
    return list(rows.values_list("amount", flat=True))


def balances(*members: User) -> dict[str, int]:
    """Every balance that is not zero; a member's by `kind:username`."""
    found = {kind.value: balance_of(kind) for kind in OF_THE_HOUSE}
    for member in members:
        for kind in set(Account.Kind) - OF_THE_HOUSE:
            found[f"{kind.value}:{member.username}"] = balance_of(kind, member)
    return {name: cents for name, cents in found.items() if cents}


PAID = {
    "stripe": -TOTAL,
    "held_for_seller:ana": EARNED,
    "fee_income": FEE,
    "shipping_income": SHIPPING,
    "tax_payable": TAX,
}

LABEL = 590
LABELLED = PAID | {"carrier_payable": LABEL, "shipping_cost": -LABEL}
"""Once the label is bought, too."""
