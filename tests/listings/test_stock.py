"""Pieces per size (L1): each size reserved and sold by itself, the listing when all are gone."""

import re
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing, ListingStock, Size, Status
from listings.refusals import ListingLocked
from listings.services.bin import listing_delete
from listings.services.drafts import listing_copy
from listings.services.publish import listing_problems, listing_publish
from listings.services.stock import item_release, item_reserve, item_sell, stock_set
from listings.transitions import TransitionRefused
from payments.models import Checkout, Order, OrderLine
from payments.orders.checkout import checkout_release, checkout_start
from payments.orders.opening import SomebodyFaster
from poshmark.invariants import CHECKS, broken_invariants
from social.guards import ActRefused
from tests.payments.crowds import at_once
from tests.people import person


@pytest.fixture
def small(db: None) -> Size:
    return Size.objects.create(group="women-dresses", label="S", position=1)


@pytest.fixture
def boutique(ana: User, dress: Listing, small: Size, medium: Size) -> Listing:
    """Ana's dress: two in S, one in M."""
    return stock_set(actor=ana, listing=dress, pieces={small: 2, medium: 1})


def counts(listing: Listing) -> dict[str, tuple[int, int]]:
    rows = ListingStock.objects.filter(listing=listing).select_related("size")
    return {row.size.label: (row.quantity, row.held) for row in rows}


def status(listing: Listing) -> str:
    return str(Listing.objects.get(pk=listing.pk).status)


def test_a_size_is_gone_when_its_pieces_are(bea: User, boutique: Listing, medium: Size) -> None:
    item_reserve(listing=boutique, size=medium, actor=bea)
    assert counts(boutique) == {"S": (2, 0), "M": (0, 1)}
    with pytest.raises(TransitionRefused), transaction.atomic():
        item_reserve(listing=boutique, size=medium, actor=bea)
    assert (status(boutique), counts(boutique)["M"]) == ("available", (0, 1))


def test_the_listing_is_sold_with_its_last_piece(
    bea: User, boutique: Listing, small: Size, medium: Size
) -> None:
    for size in (small, small, medium):
        assert status(boutique) == "available"
        item_reserve(listing=boutique, size=size, actor=bea)
    assert status(boutique) == "reserved"
    for size in (small, small, medium):
        assert status(boutique) == "reserved"
        item_sell(listing=boutique, size=size, actor=bea)
    assert (status(boutique), counts(boutique)) == ("sold", {"S": (0, 0), "M": (0, 0)})
    moves = [move.to_status for move in boutique.transitions.all()]
    assert moves == ["available", "reserved", "sold"]


def test_a_piece_given_back_is_on_sale_again(
    ana: User, bea: User, dress: Listing, medium: Size
) -> None:
    one = stock_set(actor=ana, listing=dress, pieces={medium: 1})
    item_reserve(listing=one, size=medium, actor=bea)
    item_release(listing=one, size=medium, was=Status.RESERVED, actor=None)
    assert (status(one), counts(one)) == ("available", {"M": (1, 0)})
    item_reserve(listing=one, size=medium, actor=bea)
    item_sell(listing=one, size=medium, actor=bea)
    item_release(listing=one, size=medium, was=Status.SOLD, actor=ana)
    assert (status(one), counts(one)) == ("available", {"M": (1, 0)})


def test_what_nobody_holds_cannot_be_sold(bea: User, boutique: Listing, small: Size) -> None:
    with pytest.raises(TransitionRefused):
        item_sell(listing=boutique, size=small, actor=bea)
    assert counts(boutique)["S"] == (2, 0)


def test_the_database_refuses_less_than_nothing(boutique: Listing) -> None:
    for column in ("quantity", "held"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ListingStock.objects.update(**{column: -1})


def test_cards_show_the_span_of_sizes(boutique: Listing) -> None:
    fresh = Listing.objects.for_cards().get(pk=boutique.pk)
    assert (fresh.size_label, fresh.quantity, fresh.in_sizes) == ("S to M", 3, True)


def test_the_span_follows_what_is_left(
    ana: User, bea: User, boutique: Listing, small: Size, medium: Size
) -> None:
    def label() -> str:
        return Listing.objects.get(pk=boutique.pk).size_label

    item_reserve(listing=boutique, size=medium, actor=bea)
    assert label() == "S"
    item_release(listing=boutique, size=medium, was=Status.RESERVED, actor=None)
    assert label() == "S to M"
    for size in (small, small, medium):
        item_reserve(listing=boutique, size=size, actor=bea)
    assert (status(boutique), label()) == ("reserved", "M")


def test_the_form_leaves_the_sizes_of_pieces_alone(
    client: Client, ana: User, boutique: Listing, medium: Size
) -> None:
    client.force_login(ana)
    url = reverse("listings:edit", args=[boutique.pk])
    page = client.get(url)
    fields = {name: value for name, value in page.context["form"].initial.items() if value}
    assert 'name="size_custom"' not in page.content.decode()
    sent = fields | {"title": "Maxi dress", "size": medium.pk, "size_custom": "One size"}
    client.post(url, sent | {"price": "45", "original_price": "128"})
    fresh = Listing.objects.get(pk=boutique.pk)
    assert (fresh.title, fresh.size, fresh.size_label) == ("Maxi dress", None, "S to M")


def test_it_refuses_nothing_at_all_too_much_and_strangers(
    ana: User, cleo: User, boutique: Listing, small: Size
) -> None:
    before = counts(boutique)
    for pieces in ({}, {small: 1000}, {small: -1}):
        with pytest.raises(ListingLocked):
            stock_set(actor=ana, listing=boutique, pieces=pieces)
    with pytest.raises(PermissionDenied):
        stock_set(actor=cleo, listing=boutique, pieces={small: 1})
    assert counts(boutique) == before


def test_more_pieces_put_a_sold_out_listing_on_sale_again(
    ana: User, bea: User, dress: Listing, small: Size, medium: Size
) -> None:
    one = stock_set(actor=ana, listing=dress, pieces={medium: 1})
    item_reserve(listing=one, size=medium, actor=bea)
    item_sell(listing=one, size=medium, actor=bea)
    stock_set(actor=ana, listing=one, pieces={small: 4})
    assert (status(one), counts(one)) == ("available", {"S": (4, 0)})


def test_a_single_item_that_is_sold_gets_no_pieces(
    ana: User, bea: User, dress: Listing, small: Size
) -> None:
    item_reserve(listing=dress, size=None, actor=bea)
    with pytest.raises(ListingLocked, match="as it is"):
        stock_set(actor=ana, listing=dress, pieces={small: 2})


def test_what_is_being_paid_for_cannot_be_binned(
    ana: User, bea: User, boutique: Listing, small: Size
) -> None:
    item_reserve(listing=boutique, size=small, actor=bea)
    with pytest.raises(ListingLocked):
        listing_delete(actor=ana, listing=boutique)


def test_a_copy_has_the_pieces_on_sale(
    ana: User, bea: User, boutique: Listing, small: Size
) -> None:
    item_reserve(listing=boutique, size=small, actor=bea)
    copy = listing_copy(actor=ana, listing=Listing.objects.get(pk=boutique.pk))
    assert counts(copy) == {"S": (1, 0), "M": (1, 0)}
    assert (copy.in_sizes, copy.quantity) == (True, 2)


def test_pieces_in_sizes_of_another_category_are_noticed(ana: User, complete: Listing) -> None:
    shoe = Size.objects.create(group="women-shoes", label="8", position=1)
    stock_set(actor=ana, listing=complete, pieces={shoe: 1})
    assert listing_problems(Listing.objects.get(pk=complete.pk)) == {
        "category": "Say again how many of each size you have."
    }


def test_the_buyer_chooses_a_size(bea: User, boutique: Listing, small: Size) -> None:
    for size_id in (None, 999_999):
        with pytest.raises(ActRefused, match="Choose a size first"):
            checkout_start(buyer=bea, listing=boutique, size_id=size_id)
    checkout = checkout_start(buyer=bea, listing=boutique, size_id=small.pk)
    line = OrderLine.objects.get()
    assert (line.size, line.size_label) == (small, "S")
    assert checkout_start(buyer=bea, listing=boutique, size_id=small.pk) == checkout
    assert counts(boutique)["S"] == (1, 1)
    checkout_release(checkout=checkout)
    checkout_release(checkout=checkout)
    assert counts(boutique)["S"] == (2, 0)


def test_the_last_of_a_size_goes_to_one(
    bea: User, cleo: User, boutique: Listing, medium: Size
) -> None:
    checkout_start(buyer=bea, listing=boutique, size_id=medium.pk)
    with pytest.raises(SomebodyFaster):
        checkout_start(buyer=cleo, listing=boutique, size_id=medium.pk)
    assert Checkout.objects.count() == 1


def test_the_page_offers_what_is_left(
    client: Client, bea: User, cleo: User, boutique: Listing, medium: Size, small: Size
) -> None:
    checkout_start(buyer=cleo, listing=boutique, size_id=medium.pk)
    client.force_login(bea)
    html = client.get(boutique.get_absolute_url()).content.decode()
    assert re.findall(r'name="size" value="(\d+)"', html) == [str(small.pk)]
    answer = client.post(reverse("payments:buy", args=[boutique.pk]), {"size": small.pk})
    assert "/checkout/" in answer["Location"]
    assert '<span class="muted">S</span>' in client.get(answer["Location"]).content.decode()


def test_the_seller_says_how_many(
    client: Client, ana: User, draft: Listing, complete: Listing, small: Size, medium: Size
) -> None:
    client.force_login(ana)
    url = reverse("listings:sizes", args=[complete.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {f"size_{small.pk}": "3", f"size_{medium.pk}": ""})
    assert answer["Location"] == reverse("listings:draft", args=[complete.pk])
    assert counts(complete) == {"S": (3, 0)}
    assert client.post(url, {f"size_{small.pk}": "-1"}).status_code == 422
    assert "On sale: 3 pieces in S." in client.get(answer["Location"]).content.decode()
    client.post(url, {})
    assert not Listing.objects.get(pk=complete.pk).in_sizes
    Listing.objects.filter(pk=draft.pk).update(category=None, subcategory=None)
    assert "Which category is it?" in client.get(url).content.decode()


def test_it_is_nobody_elses_page(client: Client, cleo: User, dress: Listing) -> None:
    client.force_login(cleo)
    url = reverse("listings:sizes", args=[dress.pk])
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


@pytest.mark.django_db(transaction=True)
def test_twenty_buyers_three_pieces_three_orders(
    ana: User, complete: Listing, small: Size, medium: Size
) -> None:
    dress = listing_publish(actor=ana, listing=complete)
    stock_set(actor=ana, listing=dress, pieces={small: 3, medium: 1})
    buyers = [person(f"buyer{n}") for n in range(20)]

    def press(buyer: User) -> bool:
        listing = Listing.objects.select_related("closet__user").get(pk=dress.pk)
        try:
            checkout_start(buyer=buyer, listing=listing, size_id=small.pk)
        except SomebodyFaster:
            return False
        return True

    got = at_once(*[partial(press, buyer) for buyer in buyers])
    assert (got.count(True), got.count(False)) == (3, 17)
    assert Order.objects.filter(lines__size=small, lines__released_at=None).count() == 3
    assert counts(dress) == {"S": (0, 3), "M": (1, 0)}
    assert status(dress) == "available"
    assert not {"pieces held are those of unpaid orders", "pieces on sale are counted"} & set(
        broken_invariants()
    )
    assert "pieces held are those of unpaid orders" in CHECKS
