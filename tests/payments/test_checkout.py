"""Buy now: the reservation, and where to send it (P1, P7)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User
from listings.models import Listing
from listings.services.status import listing_move
from payments.models import Checkout, Order
from payments.orders.sweeps import checkouts_sweep
from tests.payments.shop import (
    ITEM,
    SHIPPING,
    TAX,
    TOTAL,
    charged,
    checkout_of,
    hang,
    press_buy,
    text_of,
)

LATER = timedelta(minutes=11)


def status_of(listing: Listing) -> str:
    return Listing.objects.values_list("status", flat=True).get(pk=listing.pk)


def test_buy_reserves_the_item_and_leads_to_the_checkout(
    buyer: Client, dress: Listing, bea: User
) -> None:
    checkout = checkout_of(buyer, dress)
    assert (checkout.buyer, checkout.status) == (bea, "open")
    assert status_of(dress) == "reserved"
    order = checkout.orders.get()
    amounts = (order.item_cents, order.shipping_cents, order.amounts.tax_cents, order.total_cents)
    assert amounts == (ITEM, SHIPPING, TAX, TOTAL)
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert "$45.00" in page
    assert "Pay $54.71" in page
    assert "4242 4242 4242 4242" in page


def test_buying_again_leads_to_the_same_checkout(buyer: Client, dress: Listing) -> None:
    assert checkout_of(buyer, dress) == checkout_of(buyer, dress)
    assert Order.objects.count() == 1


def test_a_visitor_signs_in_first_and_comes_back_to_the_item(
    client: Client, buyer: Client, dress: Listing
) -> None:
    answer = press_buy(client, dress)
    buy = reverse("payments:buy", args=[dress.pk])
    assert answer["Location"] == f"{reverse('account_login')}?next={buy}"
    assert buyer.get(buy)["Location"] == dress.get_absolute_url()
    assert status_of(dress) == "available"


def test_it_refuses_ones_own_listing(seller: Client, dress: Listing) -> None:
    answer = press_buy(seller, dress)
    assert answer["Location"] == dress.get_absolute_url()
    assert "This is your own listing." in text_of(seller.get(answer["Location"]))
    assert (status_of(dress), Checkout.objects.count()) == ("available", 0)


@pytest.mark.parametrize("status", ["draft", "removed"])
def test_what_is_not_public_is_not_there(buyer: Client, ana: User, status: str) -> None:
    listing = hang(ana, status=status)
    assert press_buy(buyer, listing).status_code == 404
    assert status_of(listing) == status


def test_what_is_in_the_bin_is_not_there(buyer: Client, dress: Listing) -> None:
    Listing.objects.update(deleted_at=timezone.now())
    assert press_buy(buyer, dress).status_code == 404


def test_what_is_not_for_sale_cannot_be_bought(buyer: Client, ana: User) -> None:
    listing = hang(ana, status="not_for_sale")
    assert press_buy(buyer, listing)["Location"] == listing.get_absolute_url()
    page = text_of(buyer.get(listing.get_absolute_url()))
    assert "This item is not for sale at the moment." in page
    assert (status_of(listing), Checkout.objects.count()) == ("not_for_sale", 0)


def test_what_is_sold_is_said_to_be_sold(buyer: Client, ana: User) -> None:
    listing = hang(ana, status="sold", sold_at=timezone.now())
    answer = press_buy(buyer, listing)
    assert answer.status_code == 409
    assert "has been sold" in text_of(answer)
    assert "You have not been charged" in text_of(answer)
    assert Checkout.objects.count() == 0


@pytest.mark.parametrize("blocker", ["ana", "bea"])
def test_a_block_either_way_hides_the_item(
    blocker: str, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    pair = (ana, bea) if blocker == "ana" else (bea, ana)
    Block.objects.create(blocker=pair[0], blocked=pair[1])
    assert press_buy(buyer, dress).status_code == 404
    assert (status_of(dress), Checkout.objects.count()) == ("available", 0)


def test_a_suspended_sellers_item_is_not_there(buyer: Client, dress: Listing, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert press_buy(buyer, dress).status_code == 404
    assert status_of(dress) == "available"


def test_the_second_buyer_sees_a_friendly_page(
    checkout: Checkout, stranger: Client, dress: Listing
) -> None:
    answer = press_buy(stranger, dress)
    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)
    assert "is being paid for by another member" in text_of(answer)
    assert Checkout.objects.get() == checkout


def test_after_ten_minutes_the_next_buyer_need_not_wait_for_the_sweep(
    checkout: Checkout, stranger: Client, dress: Listing, cleo: User
) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        taken = checkout_of(stranger, dress)
    assert taken.buyer == cleo
    checkout.refresh_from_db()
    assert checkout.status == "released"
    assert status_of(dress) == "reserved"


def test_the_buyer_too_can_begin_again_after_the_time_is_over(
    checkout: Checkout, buyer: Client, dress: Listing
) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert checkout_of(buyer, dress) != checkout


def test_the_sweep_releases_what_was_not_paid_in_time(
    checkout: Checkout, buyer: Client, dress: Listing
) -> None:
    assert checkouts_sweep() == 0
    with time_machine.travel(timezone.now() + LATER, tick=False):
        page = text_of(buyer.get(checkout.get_absolute_url()))
        assert "The time to pay is over" in page
        assert "Pay $" not in page
        assert checkouts_sweep() == 1
        assert checkouts_sweep() == 0
    assert status_of(dress) == "available"
    order = checkout.orders.get()
    assert (order.status, order.lines.get().released_at is None) == ("cancelled", False)
    assert "You have not been charged" in text_of(buyer.get(checkout.get_absolute_url()))


def test_what_staff_removed_meanwhile_stays_removed(
    checkout: Checkout, dress: Listing, sam: User
) -> None:
    listing_move(listing=Listing.objects.get(), to="removed", actor=sam)  # type: ignore[arg-type]
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert checkouts_sweep() == 1
    assert status_of(dress) == "removed"


def test_the_buyer_gives_it_back(checkout: Checkout, buyer: Client, dress: Listing) -> None:
    release = reverse("payments:checkout_release", args=[checkout.reference])
    for _ in range(2):
        assert buyer.post(release)["Location"] == dress.get_absolute_url()
    assert status_of(dress) == "available"
    assert charged() == []


def test_the_price_is_that_of_the_moment_of_buying(buyer: Client, dress: Listing) -> None:
    checkout = checkout_of(buyer, dress)
    Listing.objects.update(price_cents=9900)
    assert checkout.orders.get().item_cents == ITEM
