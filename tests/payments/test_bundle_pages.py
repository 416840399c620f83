"""The pages of bundles, for both sides and for strangers (O3)."""

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.bundles.making import (
    bundle_add,
    bundle_say,
    bundle_start,
)
from payments.models import Bundle, BundleDiscount, Checkout, Order
from social.models import Like
from tests.payments.bundling import titles
from tests.payments.counting import queries
from tests.payments.shop import (
    PALO_ALTO,
    address,
    hang,
    pay,
    text_of,
)
from tests.people import person


def test_the_whole_road_by_pages(
    buyer: Client, seller: Client, ana: User, items: list[Listing]
) -> None:
    seller.post(reverse("payments:bundle_discount"), {"percent": "15", "from_items": "2"})
    assert "Add to a bundle" in text_of(buyer.get(items[0].get_absolute_url()))
    started = buyer.post(reverse("payments:bundle_start", args=[items[0].pk]))
    bundle = Bundle.objects.get()
    assert started["Location"] == bundle.get_absolute_url()
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "15% off bundles of 2 or more: 1 more to go." in page
    buyer.post(reverse("payments:bundle_add", args=[bundle.reference]), {"listing": items[2].pk})
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "Bundle discount" in page
    assert "Buy the bundle · $46.75" in page
    assert "of 5 lb" in page
    seen = text_of(seller.get(bundle.get_absolute_url()))
    assert "$37.40" in seen
    assert "Buy the bundle" not in seen
    answer = buyer.post(reverse("payments:bundle_buy", args=[bundle.reference]))
    assert answer["Location"] == Checkout.objects.get().get_absolute_url()
    pay(buyer, Checkout.objects.get())
    order = Order.objects.get()
    assert order.get_absolute_url() in text_of(seller.get(bundle.get_absolute_url()))
    assert "Scarf" in text_of(seller.get(order.get_absolute_url()))


def test_a_seller_starts_one_from_the_listing(
    seller: Client, bea: User, items: list[Listing]
) -> None:
    path = reverse("payments:bundle_for", args=[items[0].pk])
    assert "Nobody likes it yet" in text_of(seller.get(path))
    Like.objects.create(user=bea, listing=items[0])
    assert "a bundle for bea" in text_of(seller.get(path))
    assert seller.post(path, {"member": "0"})["Location"] == path
    seller.post(path, {"member": bea.pk})
    assert Bundle.objects.get().buyer == bea
    assert seller.post(path, {"member": "\0"}).status_code == 404


@pytest.mark.parametrize("verb", ["add", "take_out", "say", "close", "buy"])
def test_a_stranger_finds_nothing(verb: str, stranger: Client, bundle: Bundle) -> None:
    path = reverse(f"payments:bundle_{verb}", args=[bundle.reference])
    assert stranger.post(path, {"listing": 1, "item": 1, "body": "x"}).status_code == 404
    assert titles(bundle) == ["Crochet maxi dress", "Hat", "Scarf"]


@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 40, "\0", "x"])
def test_a_tampered_form_changes_nothing(value: str, buyer: Client, bundle: Bundle) -> None:
    for verb, name in (("add", "listing"), ("take_out", "item")):
        path = reverse(f"payments:bundle_{verb}", args=[bundle.reference])
        assert buyer.post(path, {name: value}).status_code in {302, 404}
    path = reverse("payments:bundle_discount")
    assert buyer.post(path, {"percent": value, "from_items": "1"}).status_code == 422
    assert titles(bundle) == ["Crochet maxi dress", "Hat", "Scarf"]
    assert not BundleDiscount.objects.exists()


def test_the_pages_cost_the_same_for_one_and_for_many(
    buyer: Client, bundle: Bundle, ana: User, bea: User
) -> None:
    paths = [bundle.get_absolute_url(), reverse("payments:bundles")]
    few = [queries(buyer, path) for path in paths]
    for n in range(5):
        bundle_add(actor=bea, bundle=bundle, listing=hang(ana, f"Sock {n}"))
        bundle_say(actor=ana, bundle=bundle, body="And this?")
        other = person(f"seller{n}")
        address(other, PALO_ALTO, is_default_from=True)
        bundle_start(actor=bea, buyer=bea, listing=hang(other, "Belt"))
    assert [queries(buyer, path) for path in paths] == few
    assert max(few) <= 13
