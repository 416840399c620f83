"""Bundles in tests: filled, discounted, bought."""

from closets.models import User
from listings.models import Listing
from payments.bundles.buying import bundle_checkout
from payments.bundles.making import (
    bundle_add,
    bundle_start,
    discount_set,
)
from payments.models import Bundle, BundleDiscount, Checkout
from social.models import News


def filled(buyer: User, items: list[Listing]) -> Bundle:
    bundle = bundle_start(actor=buyer, buyer=buyer, listing=items[0])
    for listing in items[1:]:
        bundle_add(actor=buyer, bundle=bundle, listing=listing)
    return bundle


def fifteen_off_three(seller: User) -> BundleDiscount:
    return discount_set(actor=seller, closet=seller.closet, percent=15, from_items=3)


def titles(bundle: Bundle) -> list[str]:
    inside = bundle.items.filter(left="")
    return list(inside.values_list("listing__title", flat=True))


def news_of(user: User) -> list[str]:
    rows = News.objects.filter(recipient=user, kind="bundle").order_by("pk")
    return list(rows.values_list("text", flat=True))


def checkout_of(bundle: Bundle) -> Checkout:
    checkout = bundle_checkout(buyer=bundle.buyer, bundle=bundle)
    assert checkout is not None
    return checkout
