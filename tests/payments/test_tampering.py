"""Forms that were changed, doors that are not one's own, other tabs: nothing moves (P1, P7)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User, Vacation
from listings.models import Listing
from payments.models import Checkout, Entry, Order, Transfer
from payments.orders.checkout import checkout_address_set
from shipping.addresses import PostalAddress
from tests.payments.balance import balance_pays, earns, has
from tests.payments.baskets import basket_checkout_of, inside, press_checkout, put_in
from tests.payments.haggling import kept_card
from tests.payments.shop import (
    AUSTIN,
    GOOD,
    ITEM,
    PAID,
    SHIPPING,
    TOTAL,
    balances,
    charged,
    hang,
    pay,
    press_buy,
    text_of,
)

CARD = {"number": GOOD, "expiry": "09/39", "cvc": "123"}
LIES = {
    "amount": "1",
    "total_cents": "1",
    "item_cents": "1",
    "price_cents": "1",
    "balance_cents": "99999",
    "currency": "jpy",
    "reference": "1",
    "buyer": "1",
    "status": "paid",
}
CHANGED = "What there is to pay has changed."


def press_pay(client: Client, checkout: Checkout, **more: Any) -> Any:
    path = reverse("payments:checkout_pay", args=[checkout.reference])
    return client.post(path, CARD | more, follow=True)


def nothing_moved() -> None:
    """Not a cent, not an order, not a reservation."""
    assert charged() == []
    assert not Entry.objects.exists()
    assert not Order.objects.exists()
    assert not Listing.objects.filter(status="reserved").exists()


def test_what_a_form_says_of_money_is_not_believed(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    buyer.post(reverse("payments:buy", args=[dress.pk]), LIES)
    checkout = Checkout.objects.get()
    buyer.post(checkout.get_absolute_url(), AUSTIN | LIES)
    press_pay(buyer, checkout, **LIES)
    assert charged() == [TOTAL]
    assert balances(ana, bea) == PAID


@pytest.mark.parametrize("due", ["1", "0", "-1", "x", "", "5471.0", "99999999999999999999"])
def test_only_what_was_shown_is_charged(due: str, buyer: Client, checkout: Checkout) -> None:
    assert CHANGED in text_of(press_pay(buyer, checkout, due=due))
    checkout.refresh_from_db()
    assert (checkout.status, checkout.attempt) == ("open", 0)
    assert (charged(), Entry.objects.exists()) == ([], False)


def test_the_page_sends_what_it_shows(buyer: Client, checkout: Checkout, ana: User) -> None:
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert f'name="due" value="{TOTAL}"' in page
    press_pay(buyer, checkout, due=TOTAL)
    assert charged() == [TOTAL]


def test_another_address_in_another_tab_is_looked_at_before_it_is_paid(
    buyer: Client, checkout: Checkout
) -> None:
    oregon = AUSTIN | {"city": "Portland", "state": "OR", "zip_code": "97201"}
    checkout_address_set(checkout=checkout, address=PostalAddress(**oregon))
    page = text_of(press_pay(buyer, checkout, due=TOTAL))
    assert CHANGED in page
    assert "Pay $51.49" in page
    assert charged() == []
    press_pay(buyer, checkout, due=ITEM + SHIPPING)
    assert charged() == [ITEM + SHIPPING]


def test_the_balance_wished_in_another_tab_is_looked_at_too(
    buyer: Client, checkout: Checkout, bea: User
) -> None:
    earns(bea, 1000)
    card = kept_card(bea)
    balance_pays(buyer, checkout)
    kept = reverse("payments:pay_kept", args=[checkout.reference, card.pk])
    assert CHANGED in text_of(buyer.post(kept, {"due": TOTAL}, follow=True))
    assert (charged(), has(bea)) == ([], 1000)
    buyer.post(kept, {"due": TOTAL - 1000})
    assert (charged(), has(bea)) == ([TOTAL - 1000], 0)


def test_going_back_after_paying_charges_nothing_more(
    buyer: Client, checkout: Checkout, ana: User, bea: User
) -> None:
    pay(buyer, checkout)
    order = checkout.orders.get()
    for _ in range(2):
        assert press_pay(buyer, checkout, due=TOTAL).redirect_chain[-1][0] == str(
            order.get_absolute_url()
        )
        assert buyer.get(checkout.get_absolute_url())["Location"] == order.get_absolute_url()
    assert balances(ana, bea) == PAID
    assert charged() == [TOTAL]


@pytest.mark.parametrize("door", ["pay_kept", "checkout_pay", "pay_balance", "checkout_balance"])
def test_somebody_elses_checkout_and_card_are_not_there(
    door: str, checkout: Checkout, stranger: Client, bea: User, cleo: User
) -> None:
    card = kept_card(bea)
    extra = [card.pk] if door == "pay_kept" else []
    path = reverse(f"payments:{door}", args=[checkout.reference, *extra])
    assert stranger.post(path, CARD).status_code == 404
    assert charged() == []


def test_somebody_elses_kept_card_cannot_pay(buyer: Client, checkout: Checkout, cleo: User) -> None:
    path = reverse("payments:pay_kept", args=[checkout.reference, kept_card(cleo).pk])
    assert buyer.post(path).status_code == 404
    assert (charged(), Transfer.objects.exists()) == ([], False)


@pytest.mark.parametrize("how", ["own", "blocked", "sold", "removed", "away", "binned", "closed"])
def test_what_may_not_be_bought_moves_nothing_by_any_door(
    how: str, buyer: Client, seller: Client, dress: Listing, ana: User, bea: User
) -> None:
    client = seller if how == "own" else buyer
    if how == "blocked":
        Block.objects.create(blocker=ana, blocked=bea)
    elif how == "away":
        Vacation.objects.create(closet=ana.closet)
    elif how == "closed":
        User.objects.filter(pk=ana.pk).update(is_active=False)
    elif how == "binned":
        Listing.objects.filter(pk=dress.pk).update(deleted_at=timezone.now())
    elif how in {"sold", "removed"}:
        sold_at = timezone.now() if how == "sold" else None
        Listing.objects.filter(pk=dress.pk).update(status=how, sold_at=sold_at)
    for press in (press_buy, put_in):
        answer = press(client, dress)
        assert answer.status_code in {302, 404, 409}
        assert "/checkout/" not in answer.headers.get("Location", "")
    press_checkout(client)
    nothing_moved()


def test_a_listing_put_into_a_basket_by_force_is_not_bought(
    seller: Client, dress: Listing, ana: User
) -> None:
    put_in(seller, hang(ana))
    seller.get("/basket/")
    press_checkout(seller)
    ana.basket.items.create(listing=dress)
    page = text_of(seller.post(reverse("payments:basket_checkout"), follow=True))
    assert "is your own." in page
    assert inside(ana) == []
    nothing_moved()


def test_paying_for_a_basket_in_two_tabs_of_which_one_is_old(
    buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    old = basket_checkout_of(buyer, dress)
    put_in(buyer, hang(ana, "Scarf"))
    fresh = basket_checkout_of(buyer)
    assert "The time to pay is over" in text_of(press_pay(buyer, old, due=TOTAL))
    assert charged() == []
    pay(buyer, fresh)
    assert charged() == [sum(order.total_cents for order in fresh.orders.all())]
