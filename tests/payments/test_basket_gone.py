"""Items of a basket that went meanwhile: they leave with a word, the rest goes on (P1)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User, Vacation
from listings.models import Listing
from payments.models import Checkout, Refund
from payments.orders.refunds import refund_send
from tests.payments.baskets import (
    BASKET,
    BOTH,
    HAT,
    Shop,
    basket_checkout_of,
    basket_text,
    in_sizes,
    inside,
    orders_of,
    press_checkout,
    put_in,
    staff_remove,
    status_of,
)
from tests.payments.shop import (
    AUSTIN,
    EARNED,
    FEE,
    TOTAL,
    address,
    balances,
    charged,
    checkout_of,
    hang,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver


def gone(listing: Listing, **values: object) -> None:
    Listing.objects.filter(pk=listing.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"status": "sold", "sold_at": timezone.now()}, "was sold to somebody else."),
        ({"status": "not_for_sale"}, "is not for sale any more."),
        ({"status": "removed"}, "is not on the site any more."),
        ({"deleted_at": timezone.now()}, "is not on the site any more."),
    ],
)
def test_one_gone_item_leaves_with_a_word_and_the_rest_goes_on(
    values: dict[str, object], says: str, buyer: Client, shop: Shop, bea: User
) -> None:
    for listing in shop:
        put_in(buyer, listing)
    gone(shop.dress, **values)
    assert f"It {says}" in basket_text(buyer)
    checkout = basket_checkout_of(buyer)
    page = text_of(buyer.get(checkout.get_absolute_url()))
    assert f"“Crochet maxi dress” {says}" in page
    assert [order.item_cents for order in orders_of(checkout)] == [2000]
    assert inside(bea) == ["Felt hat"]
    assert "Pay $28.15" in page


def test_a_block_and_a_suspension_count_as_gone_and_vacation_waits(
    buyer: Client, shop: Shop, ana: User, bea: User, cleo: User
) -> None:
    for listing in shop:
        put_in(buyer, listing)
    Block.objects.create(blocker=ana, blocked=bea)
    Vacation.objects.create(closet=cleo.closet)
    page = text_of(buyer.post(reverse("payments:basket_checkout"), follow=True))
    assert "“Crochet maxi dress” is not available any more." in page
    assert "“Felt hat” has to wait: This closet is on vacation." in page
    assert inside(bea) == ["Felt hat"]
    assert not Checkout.objects.exists()
    User.objects.filter(pk=cleo.pk).update(is_active=False)
    press_checkout(buyer)
    assert inside(bea) == []


def test_what_somebody_else_pays_for_stays_and_comes_next_time(
    buyer: Client, stranger: Client, ana: User, bea: User, shop: Shop
) -> None:
    scarf = hang(ana, "Scarf", price_cents=1500)
    checkout_of(stranger, shop.dress)
    for listing in (scarf, shop.hat):
        put_in(buyer, listing)
    bea.basket.items.create(listing=shop.dress)
    page = text_of(buyer.post(reverse("payments:basket_checkout"), follow=True))
    assert "is being paid for by somebody else right now. It stays in your basket." in page
    mine = Checkout.objects.get(buyer=bea)
    assert [order.item_cents for order in orders_of(mine)] == [2000, 1500]
    assert inside(bea) == ["Scarf", "Felt hat", "Crochet maxi dress"]


def test_nothing_left_to_buy_leads_back_to_the_basket(
    buyer: Client, dress: Listing, bea: User
) -> None:
    put_in(buyer, dress)
    gone(dress, status="not_for_sale")
    assert press_checkout(buyer)["Location"] == BASKET
    assert press_checkout(buyer)["Location"] == BASKET
    assert (inside(bea), Checkout.objects.count()) == ([], 0)


def test_an_item_that_staff_take_away_while_the_bank_is_asked_is_paid_back_alone(
    buyer: Client, of_both: Checkout, shop: Shop, ana: User, bea: User, cleo: User, sam: User
) -> None:
    staff_remove(sam, shop.hat)
    pay(buyer, of_both)
    webhooks_deliver()
    refund_send(refund=Refund.objects.get())
    assert charged() == [BOTH, -HAT]
    assert [order.status for order in orders_of(of_both)] == ["in_process", "cancelled"]
    assert balances(ana, bea, cleo) == {
        "stripe": -TOTAL,
        "held_for_seller:ana": EARNED,
        "fee_income": FEE,
        "shipping_income": 649,
        "tax_payable": 322,
    }
    assert status_of(shop.hat) == "removed"
    page = text_of(buyer.get(of_both.get_absolute_url()))
    assert "$28.15 goes back to your card." in page


def test_when_nothing_of_it_is_left_all_of_it_goes_back(
    buyer: Client, of_both: Checkout, shop: Shop, ana: User, bea: User, cleo: User, sam: User
) -> None:
    staff_remove(sam, *shop)
    pay(buyer, of_both)
    refund_send(refund=Refund.objects.get())
    assert charged() == [BOTH, -BOTH]
    assert balances(ana, bea, cleo) == {}
    assert {order.status for order in orders_of(of_both)} == {"cancelled"}


def test_the_last_piece_of_a_size_is_sold_once(
    buyer: Client, dress: Listing, stranger: Client, bea: User, cleo: User
) -> None:
    size = in_sizes(dress)
    address(cleo, AUSTIN, is_default_to=True)
    put_in(buyer, dress, size)
    put_in(stranger, dress, size)
    assert "/checkout/" in press_checkout(stranger)["Location"]
    assert press_checkout(buyer)["Location"] == BASKET
    assert "being paid for by somebody else" in basket_text(buyer)
    checkout = Checkout.objects.get()
    pay(stranger, checkout)
    assert "sold" in basket_text(buyer)
    press_checkout(buyer)
    assert inside(bea) == []
