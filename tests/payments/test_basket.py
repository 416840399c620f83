"""The basket of visitors and members: what goes in, what it costs, what stays (P1)."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User, Vacation
from listings.models import Listing
from payments.bundles.making import discount_set
from payments.models import BasketItem, Checkout
from payments.orders.parcels import parcels
from tests.payments.baskets import (
    BASKET,
    basket_text,
    in_sizes,
    inside,
    press_checkout,
    put_in,
    status_of,
    take_out,
)
from tests.payments.conftest import signed_in
from tests.payments.counting import queries
from tests.payments.shop import TOTAL, hang, text_of


@pytest.fixture
def hat(cleo: User) -> Listing:
    """Cleo's, of another closet, for $20."""
    return hang(cleo, "Felt hat", price_cents=2000)


def test_it_shows_each_closet_and_the_price_all_in(
    buyer: Client, dress: Listing, hat: Listing, bea: User
) -> None:
    for listing in (dress, hat, dress):
        assert put_in(buyer, listing)["Location"] == BASKET
    assert inside(bea) == ["Crochet maxi dress", "Felt hat"]
    page = basket_text(buyer)
    assert "$54.71" in page  # the dress alone
    assert "$28.15" in page  # the hat: 20.00 + 6.49 + 6.25 %
    assert "Check out · $82.86" in page
    assert TOTAL + 2815 == 8286
    assert "2 parcels" in page
    assert {status_of(dress), status_of(hat)} == {"available"}


def test_an_item_is_taken_out_again(buyer: Client, dress: Listing, bea: User) -> None:
    put_in(buyer, dress)
    for _ in range(2):
        assert take_out(buyer, dress)["Location"] == BASKET
    assert inside(bea) == []
    assert "Your basket is empty" in basket_text(buyer)


def test_without_an_address_the_rest_is_said_in_words(dress: Listing, cleo: User) -> None:
    client = signed_in(cleo)
    put_in(client, dress)
    page = basket_text(client)
    assert "Plus $6.49 shipping for each of 1 parcel and sales tax" in page
    assert "$54.71" not in page


def test_a_visitors_basket_comes_along_on_signing_in(
    client: Client, dress: Listing, hat: Listing, bea: User
) -> None:
    User.objects.filter(pk=bea.pk).update(password=make_password("a long secret"))
    EmailAddress.objects.create(user=bea, email=bea.email, verified=True, primary=True)
    door = reverse("payments:basket_item", args=[dress.pk])
    assert "No account needed yet" in text_of(client.get(door))
    put_in(client, dress)
    put_in(client, hat)
    put_in(client, hat)
    page = basket_text(client)
    assert "Sign in to check out" in page
    assert page.count("Take out") == 2
    assert press_checkout(client)["Location"].startswith(reverse("account_login"))
    assert not BasketItem.objects.exists()
    login = f"{reverse('account_login')}?next={BASKET}"
    answer = client.post(login, {"login": "bea", "password": "a long secret"})
    assert answer["Location"] == BASKET
    assert inside(bea) == ["Crochet maxi dress", "Felt hat"]
    assert "Check out" in basket_text(client)


def test_what_was_chosen_before_is_added_to_what_the_member_had(
    client: Client, buyer: Client, dress: Listing, hat: Listing, bea: User
) -> None:
    put_in(buyer, hat)
    put_in(client, dress)
    put_in(client, hat)
    client.force_login(bea)
    assert inside(bea) == ["Felt hat", "Crochet maxi dress"]


def test_ones_own_listing_does_not_come_along(client: Client, dress: Listing, ana: User) -> None:
    put_in(client, dress)
    client.force_login(ana)
    assert inside(ana) == []


def test_a_visitor_takes_things_out_and_finds_no_more_room(
    client: Client, dress: Listing, hat: Listing
) -> None:
    put_in(client, dress)
    take_out(client, dress)
    assert "Your basket is empty" in basket_text(client)
    session = client.session
    session["basket"] = [[n, None] for n in range(10_000, 10_000 + BasketItem.MOST_ITEMS)]
    session.save()
    answer = put_in(client, hat)
    assert answer["Location"] == hat.get_absolute_url()
    assert "at most 40 items" in text_of(client.get(answer["Location"]))


@pytest.mark.parametrize("who", ["buyer", "client"])
def test_what_cannot_be_bought_does_not_go_in(
    who: str, request: pytest.FixtureRequest, dress: Listing, hat: Listing, ana: User, cleo: User
) -> None:
    browser: Client = request.getfixturevalue(who)
    Listing.objects.filter(pk=hat.pk).update(status="not_for_sale")
    Vacation.objects.create(closet=ana.closet)
    sold = hang(cleo, "Sold scarf", status="sold", sold_at=timezone.now())
    for listing, says in [
        (hat, "not for sale at the moment"),
        (dress, "on vacation"),
        (sold, "Nothing went into your basket."),
    ]:
        assert put_in(browser, listing)["Location"] == listing.get_absolute_url()
        assert says in text_of(browser.get(listing.get_absolute_url()))
    assert "Your basket is empty" in basket_text(browser)


def test_ones_own_and_blocked_items_do_not_go_in(
    seller: Client, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    assert put_in(seller, dress)["Location"] == dress.get_absolute_url()
    Block.objects.create(blocker=ana, blocked=bea)
    assert put_in(buyer, dress).status_code == 404
    assert not BasketItem.objects.exists()


@pytest.mark.parametrize("size", ["", "x", "-1", "99999999999999999999"])
def test_a_boutiques_listing_needs_a_size(
    size: str, buyer: Client, client: Client, dress: Listing
) -> None:
    in_sizes(dress)
    door = reverse("payments:basket_item", args=[dress.pk])
    for browser in (buyer, client):
        browser.post(door, {"size": size})
        assert "Choose a size first." in text_of(browser.get(dress.get_absolute_url()))
    assert not BasketItem.objects.exists()


def test_two_sizes_of_one_listing_are_two_items(buyer: Client, dress: Listing, bea: User) -> None:
    small, medium = in_sizes(dress, label="S"), in_sizes(dress, label="M")
    for size in (small, medium, small):
        put_in(buyer, dress, size)
    assert bea.basket.items.count() == 2
    take_out(buyer, dress, small)
    assert [item.size for item in bea.basket.items.all()] == [medium]


def test_the_closets_bundle_discount_counts_here_too(
    buyer: Client, dress: Listing, ana: User
) -> None:
    scarf = hang(ana, "Scarf", price_cents=1500)
    discount_set(actor=ana, closet=ana.closet, percent=10, from_items=2)
    put_in(buyer, dress)
    put_in(buyer, scarf)
    page = basket_text(buyer)
    assert "$6.00 off for buying them together" in page
    press_checkout(buyer)
    order = Checkout.objects.get().orders.get()
    assert [line.price_cents for line in order.lines.order_by("pk")] == [4050, 1350]
    assert f"Check out · ${order.total_cents / 100:.2f}" in page


def test_items_too_heavy_for_one_parcel_travel_in_two(
    buyer: Client, dress: Listing, ana: User
) -> None:
    assert dress.category is not None
    type(dress.category).objects.filter(pk=dress.category.pk).update(weight_oz=100)
    for n in range(2):
        put_in(buyer, hang(ana, f"Coat {n}"))
    put_in(buyer, dress)
    assert "2 parcels" in basket_text(buyer)
    press_checkout(buyer)
    orders = Checkout.objects.get().orders.order_by("pk")
    assert [order.lines.count() for order in orders] == [2, 1]
    assert [order.shipping_cents for order in orders] == [649, 649]


def test_parcels_keep_the_order_and_lose_nothing(dress: Listing) -> None:
    assert parcels([dress] * 3, lambda listing: listing) == [[dress] * 3]
    assert parcels([], lambda listing: listing) == []


def test_it_takes_no_other_method_and_no_such_listing(buyer: Client, dress: Listing) -> None:
    assert buyer.put(reverse("payments:basket_item", args=[dress.pk])).status_code == 405
    assert buyer.post(BASKET).status_code == 405
    assert buyer.post("/listings/99999999999999999999/basket").status_code == 404
    assert buyer.get(reverse("payments:basket_checkout"))["Location"] == BASKET
    gone = reverse("payments:basket_item", args=[dress.pk + 1])
    assert buyer.post(gone).status_code == 404
    assert buyer.delete(gone)["Location"] == BASKET


def test_a_member_who_asks_for_the_visitors_page_is_led_to_the_item(
    buyer: Client, dress: Listing
) -> None:
    door = reverse("payments:basket_item", args=[dress.pk])
    assert buyer.get(door)["Location"] == dress.get_absolute_url()


def test_its_queries_do_not_grow_with_it(buyer: Client, ana: User, cleo: User) -> None:
    discount_set(actor=ana, closet=ana.closet, percent=5, from_items=2)
    counts = []
    for n in range(2):
        for seller in (ana, cleo):
            put_in(buyer, hang(seller, f"Item {n}"))
        counts.append(queries(buyer, BASKET))
    assert counts == [10, 10]
