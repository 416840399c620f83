"""One payment for several closets: an order and a label for each, each by itself after it (P1)."""

from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.models import (
    Checkout,
    Entry,
    Order,
    OrderLine,
    Refund,
    SaleEvidence,
    SandboxObject,
    Transfer,
)
from payments.orders.refunding import Asked, order_refund
from payments.orders.refunds import refund_send
from shipping.models import Shipment
from tests.payments.baskets import (
    ALL_PAID,
    BOTH,
    HAT,
    Shop,
    basket_checkout_of,
    basket_text,
    in_sizes,
    inside,
    orders_of,
    put_in,
    status_of,
)
from tests.payments.shop import (
    DECLINED,
    EARNED,
    SECURE,
    TOTAL,
    balances,
    charged,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver


def test_one_page_shows_each_parcel_and_the_whole(buyer: Client, of_both: Checkout) -> None:
    page = text_of(buyer.get(of_both.get_absolute_url()))
    for words in ("From ana", "From cleo", "$54.71", "$28.15", "Pay $82.86", "2 parcels"):
        assert words in page, words
    assert {status_of(line.listing) for o in orders_of(of_both) for line in o.lines.all()} == {
        "reserved"
    }


def test_one_payment_makes_an_order_and_a_parcel_for_each_closet(
    buyer: Client, of_both: Checkout, ana: User, bea: User, cleo: User
) -> None:
    assert pay(buyer, of_both)["Location"] == of_both.get_absolute_url()
    assert charged() == [BOTH]
    assert SandboxObject.objects.filter(kind="payment_intent").count() == 1
    assert balances(ana, bea, cleo) == ALL_PAID
    found = orders_of(of_both)
    assert [(order.status, order.total_cents) for order in found] == [
        ("in_process", TOTAL),
        ("in_process", HAT),
    ]
    senders = Shipment.objects.order_by("pk").values_list("sender__username", flat=True)
    assert list(senders) == ["ana", "cleo"]
    templates = Transfer.objects.order_by("pk").values_list("template", flat=True)
    assert list(templates) == ["payment_received", "order_paid", "order_paid"]
    page = text_of(buyer.get(of_both.get_absolute_url()))
    assert "You paid $82.86 once." in page
    assert all(order.number in page for order in found)
    assert inside(bea) == []


def test_webhooks_tell_it_once_more_and_nothing_changes(
    buyer: Client, of_both: Checkout, ana: User, bea: User, cleo: User
) -> None:
    pay(buyer, of_both)
    webhooks_deliver(shuffle=3)
    assert balances(ana, bea, cleo) == ALL_PAID
    assert Order.objects.count() == 2


def test_undoing_one_order_leaves_the_other(
    buyer: Client, of_both: Checkout, shop: Shop, ana: User, bea: User, cleo: User
) -> None:
    pay(buyer, of_both)
    first, second = orders_of(of_both)
    buyer.post(reverse("payments:undo", args=[first.number]))
    refund_send(refund=Refund.objects.get())
    assert charged() == [BOTH, -TOTAL]
    assert balances(ana, bea, cleo) == {
        "stripe": -HAT,
        "held_for_seller:cleo": 1600,
        "fee_income": 400,
        "shipping_income": 649,
        "tax_payable": 166,
    }
    assert (status_of(shop.dress), status_of(shop.hat)) == ("available", "sold")
    buyer.post(reverse("payments:undo", args=[second.number]))
    refund_send(refund=Refund.objects.get(sent_at=None))
    assert balances(ana, bea, cleo) == {}
    assert charged() == [BOTH, -TOTAL, -HAT]


def test_a_part_refund_of_one_order_takes_from_its_seller_alone(
    buyer: Client, of_both: Checkout, ana: User, cleo: User, sam: User
) -> None:
    pay(buyer, of_both)
    hat_order = orders_of(of_both)[1]
    order_refund(order=hat_order, asked=Asked(item_cents=1000), reason="a stain", actor=sam)
    refund_send(refund=Refund.objects.get())
    assert charged() == [BOTH, -1062]  # with 6.25 % tax
    left = balances(ana, cleo)
    assert (left["held_for_seller:ana"], left["held_for_seller:cleo"]) == (EARNED, 705)


def test_two_sizes_of_one_listing_are_two_lines_each_with_its_evidence(
    buyer: Client, dress: Listing
) -> None:
    for label in ("S", "M"):
        put_in(buyer, dress, in_sizes(dress, label=label))
    pay(buyer, basket_checkout_of(buyer))
    lines = OrderLine.objects.filter(order__status="in_process")
    assert sorted(lines.values_list("size_label", flat=True)) == ["M", "S"]
    assert SaleEvidence.objects.filter(line__in=lines).count() == 2


def test_a_refused_card_keeps_all_of_it_for_another(
    buyer: Client, of_both: Checkout, ana: User, bea: User, cleo: User
) -> None:
    pay(buyer, of_both, DECLINED)
    assert "You have not been charged." in text_of(buyer.get(of_both.get_absolute_url()))
    assert not Entry.objects.exists()
    pay(buyer, of_both)
    assert balances(ana, bea, cleo) == ALL_PAID


def test_three_d_secure_leads_back_to_all_the_orders(buyer: Client, of_both: Checkout) -> None:
    assert "/challenge" in pay(buyer, of_both, SECURE)["Location"]
    assert basket_text(buyer).count("Take out") == 2
