"""Buy now: the reservation, and where to send it (P1, P7)."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Address, Block, User
from listings.models import Listing
from listings.services.status import listing_move
from payments.models import Checkout, Order
from payments.orders.sweeps import checkouts_sweep
from tests.payments.conftest import signed_in
from tests.payments.shop import (
    AUSTIN,
    ITEM,
    SHIPPING,
    TAX,
    TOTAL,
    address,
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


# --- where to ---------------------------------------------------------------------------------


@pytest.fixture
def newcomer(dress: Listing, cleo: User) -> tuple[Client, Checkout]:
    """Cleo's browser and checkout; she has no address yet."""
    client = signed_in(cleo)
    return client, checkout_of(client, dress)


def test_without_an_address_nothing_can_be_paid(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    page = text_of(client.get(checkout.get_absolute_url()))
    assert "when we know where to" in page
    assert "checkout_pay" not in page
    card = {"number": "4242424242424242", "expiry": "09/39", "cvc": "123"}
    answer = client.post(reverse("payments:checkout_pay", args=[checkout.reference]), card)
    assert answer["Location"] == checkout.get_absolute_url()
    assert "Say where to send it first." in text_of(client.get(answer["Location"]))
    assert charged() == []


def test_a_new_address_fixes_the_total_and_is_kept(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    answer = client.post(checkout.get_absolute_url(), AUSTIN | {"keep": "on"})
    assert answer["Location"] == checkout.get_absolute_url()
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN
    assert checkout.orders.get().total_cents == TOTAL
    saved = Address.objects.get(user=checkout.buyer)
    assert (saved.street2, saved.is_default_to) == ("Apt 4", True)
    client.post(checkout.get_absolute_url(), AUSTIN | {"keep": "on"})
    assert Address.objects.filter(user=checkout.buyer).count() == 1


def test_a_new_address_need_not_be_kept(newcomer: tuple[Client, Checkout]) -> None:
    client, checkout = newcomer
    client.post(checkout.get_absolute_url(), AUSTIN)
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN
    assert not Address.objects.filter(user=checkout.buyer).exists()


def test_a_wrong_zip_code_is_said_beside_it_and_what_was_typed_is_kept(
    newcomer: tuple[Client, Checkout],
) -> None:
    client, checkout = newcomer
    answer = client.post(checkout.get_absolute_url(), AUSTIN | {"zip_code": "94301"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "ZIP code 94301 is in CA, not in TX." in page
    assert 'value="1 Main St"' in page
    checkout.refresh_from_db()
    assert checkout.ship_to is None


def test_another_saved_address_changes_the_tax(checkout: Checkout, buyer: Client) -> None:
    oregon = {"city": "Portland", "state": "OR", "zip_code": "97201"}
    saved = address(checkout.buyer, AUSTIN | oregon)
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": saved.pk})["Location"] == checkout.get_absolute_url()
    order = checkout.orders.get()
    assert (order.amounts.tax_cents, order.total_cents) == (0, ITEM + SHIPPING)


def test_a_saved_address_that_no_parcel_reaches_is_refused(
    checkout: Checkout, buyer: Client
) -> None:
    saved = address(checkout.buyer, AUSTIN | {"zip_code": "94301"})
    there = reverse("payments:checkout_address", args=[checkout.reference])
    answer = buyer.post(there, {"address": saved.pk}, follow=True)
    assert "ZIP code 94301 is in CA, not in TX." in text_of(answer)
    checkout.refresh_from_db()
    assert checkout.ship_to == AUSTIN


def test_a_bad_default_address_does_not_keep_anybody_from_buying(
    dress: Listing, cleo: User
) -> None:
    address(cleo, AUSTIN | {"zip_code": "94301"}, is_default_to=True)
    assert checkout_of(signed_in(cleo), dress).ship_to is None


@pytest.mark.parametrize("tampered", ["", "x", "-1", "²", "99999999999999999999", "\0"])
def test_a_tampered_address_id_is_404(tampered: str, checkout: Checkout, buyer: Client) -> None:
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": tampered}).status_code == 404


def test_somebody_elses_address_is_404(checkout: Checkout, buyer: Client, cleo: User) -> None:
    saved = address(cleo, AUSTIN)
    there = reverse("payments:checkout_address", args=[checkout.reference])
    assert buyer.post(there, {"address": saved.pk}).status_code == 404


# --- doors ------------------------------------------------------------------------------------

DOORS = ["checkout", "checkout_address", "checkout_pay", "checkout_return", "checkout_release"]


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_somebody_elses_checkout_is_404(door: str, checkout: Checkout, stranger: Client) -> None:
    url = reverse(f"payments:{door}", args=[checkout.reference])
    method = stranger.get if door in {"checkout", "checkout_return"} else stranger.post
    assert method(url).status_code == 404
    assert Checkout.objects.get().status == "open"


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_a_checkout_that_never_was_is_404(door: str, buyer: Client) -> None:
    url = reverse(f"payments:{door}", args=[uuid.uuid4()])
    method = buyer.get if door in {"checkout", "checkout_return"} else buyer.post
    assert method(url).status_code == 404


@pytest.mark.parametrize("door", [*DOORS, "another_card"])
def test_a_wrong_method_is_405(door: str, checkout: Checkout, buyer: Client) -> None:
    url = reverse(f"payments:{door}", args=[checkout.reference])
    wrong = {"checkout": buyer.put, "checkout_return": buyer.post}.get(door, buyer.get)
    assert wrong(url).status_code == 405
    assert Checkout.objects.get().status == "open"


def test_buy_takes_no_other_method(buyer: Client, dress: Listing) -> None:
    assert buyer.delete(reverse("payments:buy", args=[dress.pk])).status_code == 405
    assert buyer.post("/listings/99999999999999999999/buy").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, checkout: Checkout) -> None:
    answer = client.get(checkout.get_absolute_url())
    assert answer["Location"].startswith(reverse("account_login"))
