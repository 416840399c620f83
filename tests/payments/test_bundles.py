"""Bundles: put together by both, bought in one order with one label (O3)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from closets.models import Block, User, Vacation
from listings.models import Category, Listing
from listings.services.status import listing_hold
from payments.bundles.buying import bundle_checkout
from payments.bundles.gone import bundles_drop
from payments.bundles.making import (
    BundleRefused,
    bundle_add,
    bundle_close,
    bundle_say,
    bundle_start,
    bundle_take_out,
    discount_set,
)
from payments.bundles.selectors import bundle_page
from payments.models import Bundle, BundleDiscount, Checkout, Order, Refund
from payments.orders.cancelling import order_cancel
from payments.orders.checkout import checkout_release
from payments.orders.opening import SomebodyFaster
from shipping.models import Shipment
from social.guards import ActRefused
from social.models import Like
from tests.payments.bundling import checkout_of, fifteen_off_three, news_of, titles
from tests.payments.shop import (
    AUSTIN,
    address,
    balances,
    bought,
    charged,
    hang,
    pay,
    text_of,
)
from tests.stripe_sandbox import webhooks_deliver

# --- putting it together ------------------------------------------------------------------------


def test_the_buyer_starts_one_and_adds(bundle: Bundle, bea: User, ana: User) -> None:
    assert (bundle.buyer, bundle.closet, bundle.status) == (bea, ana.closet, "open")
    assert titles(bundle) == ["Crochet maxi dress", "Hat", "Scarf"]
    assert not Checkout.objects.exists()
    assert set(Listing.objects.values_list("status", flat=True)) == {"available"}


def test_starting_again_is_the_same_bundle(bundle: Bundle, bea: User, items: list[Listing]) -> None:
    assert bundle_start(actor=bea, buyer=bea, listing=items[1]) == bundle
    assert bundle.items.count() == 3


def test_the_seller_starts_one_for_a_liker_alone(
    ana: User, bea: User, cleo: User, items: list[Listing]
) -> None:
    with pytest.raises(ActRefused, match="somebody who likes"):
        bundle_start(actor=ana, buyer=bea, listing=items[0])
    Like.objects.create(user=bea, listing=items[0])
    with pytest.raises(PermissionDenied):
        bundle_start(actor=cleo, buyer=bea, listing=items[0])
    bundle = bundle_start(actor=ana, buyer=bea, listing=items[0])
    bundle_add(actor=ana, bundle=bundle, listing=items[1])
    assert (bundle.buyer, titles(bundle)) == (bea, ["Crochet maxi dress", "Hat"])
    assert news_of(bea) == ["started a bundle for you"]


def test_it_refuses_what_does_not_belong(bundle: Bundle, ana: User, bea: User, cleo: User) -> None:
    theirs = hang(cleo, "Coat")
    with pytest.raises(BundleRefused, match="one closet"):
        bundle_add(actor=bea, bundle=bundle, listing=theirs)
    with pytest.raises(PermissionDenied):
        bundle_add(actor=cleo, bundle=bundle, listing=hang(ana, "Bag"))
    with pytest.raises(ActRefused, match="your own"):
        bundle_start(actor=cleo, buyer=cleo, listing=theirs)
    for status in ("not_for_sale", "sold", "reserved"):
        bag = hang(ana, "Bag")
        Listing.objects.filter(pk=bag.pk).update(status="reserved")
        bag.status = "reserved"
        with pytest.raises((ActRefused, SomebodyFaster)):
            bundle_add(actor=bea, bundle=bundle, listing=bag)
        assert status not in titles(bundle)
    assert bundle.items.count() == 3


def test_a_parcel_too_heavy_for_any_label_is_refused(bundle: Bundle, ana: User, bea: User) -> None:
    Category.objects.update(weight_oz=80)
    with pytest.raises(BundleRefused, match="too heavy"):
        bundle_add(actor=bea, bundle=bundle, listing=hang(ana, "Boots"))
    assert bundle.items.count() == 3


def test_either_side_takes_out_and_puts_away(
    bundle: Bundle, ana: User, bea: User, cleo: User
) -> None:
    first, second, _ = bundle.items.all()
    bundle_take_out(actor=bea, bundle=bundle, item_id=first.pk)
    bundle_take_out(actor=ana, bundle=bundle, item_id=second.pk)
    assert titles(bundle) == ["Scarf"]
    for act in (bundle_close, bundle_take_out):
        with pytest.raises(PermissionDenied):
            act(actor=cleo, bundle=bundle, **({} if act is bundle_close else {"item_id": 1}))
    bundle_close(actor=ana, bundle=bundle)
    with pytest.raises(BundleRefused, match="put away"):
        bundle_add(actor=bea, bundle=bundle, listing=first.listing)
    assert bundle_start(actor=bea, buyer=bea, listing=first.listing) != bundle


def test_both_talk_and_nobody_else_reads(
    bundle: Bundle, ana: User, bea: User, cleo: User, stranger: Client, buyer: Client
) -> None:
    bundle_say(actor=bea, bundle=bundle, body="Would they fit a 6?")
    bundle_say(actor=ana, bundle=bundle, body="<b>Yes</b>")
    assert news_of(ana) == ["in your bundle: Would they fit a 6?"]
    with pytest.raises(PermissionDenied):
        bundle_say(actor=cleo, bundle=bundle, body="Hi")
    for body in ("", "  \u200b ", "x" * 501):
        with pytest.raises(BundleRefused):
            bundle_say(actor=bea, bundle=bundle, body=body)
    assert stranger.get(bundle.get_absolute_url()).status_code == 404
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "Would they fit a 6?" in page
    assert "&lt;b&gt;Yes&lt;/b&gt;" in page


def test_a_block_or_a_vacation_parts_them(bundle: Bundle, ana: User, bea: User) -> None:
    vacation = Vacation.objects.create(closet=ana.closet)
    with pytest.raises(ActRefused, match="on vacation"):
        bundle_checkout(buyer=bea, bundle=Bundle.objects.get())
    vacation.delete()
    Block.objects.create(blocker=ana, blocked=bea)
    for act in (bundle_checkout, bundle_say):
        with pytest.raises(ActRefused, match="not available"):
            if act is bundle_say:
                bundle_say(actor=bea, bundle=bundle, body="Hi")
            else:
                bundle_checkout(buyer=bea, bundle=bundle)
    assert not Checkout.objects.exists()
    assert set(Listing.objects.values_list("status", flat=True)) == {"available"}


# --- the price and the weight -------------------------------------------------------------------


def test_the_discount_comes_with_the_third_item(bundle: Bundle, ana: User, bea: User) -> None:
    fifteen_off_three(ana)
    page = bundle_page(bundle, bea)
    assert page.price.lines == [3825, 1701, 850]
    assert (page.price.full_cents, page.price.off_cents) == (7501, 1125)
    assert (page.items_to_discount, page.can_buy) == (0, True)
    bundle_take_out(actor=bea, bundle=bundle, item_id=bundle.items.all()[0].pk)
    page = bundle_page(bundle, bea)
    assert (page.price.item_cents, page.items_to_discount) == (3001, 1)


def test_the_meter_tells_the_label(bundle: Bundle, ana: User, bea: User) -> None:
    Category.objects.update(weight_oz=16)
    weight = bundle_page(bundle, bea).weight
    assert weight is not None
    assert (float(weight.lb), weight.most_lb, weight.seller_cents) == (3.0, 5, 0)
    Category.objects.update(weight_oz=32)
    weight = bundle_page(bundle, bea).weight
    assert weight is not None
    assert (float(weight.lb), weight.most_lb, weight.seller_cents) == (6.0, 10, 500)


@pytest.mark.parametrize(("percent", "items"), [(91, 3), (-1, 3), (15, 1), (15, 21)])
def test_a_discount_out_of_range_is_refused(percent: int, items: int, ana: User) -> None:
    with pytest.raises(BundleRefused):
        discount_set(actor=ana, closet=ana.closet, percent=percent, from_items=items)
    assert not BundleDiscount.objects.exists()


# --- buying it ----------------------------------------------------------------------------------


def test_it_is_one_order_one_label_one_charge(
    bundle: Bundle, buyer: Client, ana: User, bea: User
) -> None:
    fifteen_off_three(ana)
    checkout = checkout_of(bundle)
    assert set(Listing.objects.values_list("status", flat=True)) == {"reserved"}
    pay(buyer, checkout)
    order = Order.objects.get()
    assert (order.item_cents, order.shipping_cents, order.fee_cents) == (6376, 649, 1275)
    assert charged() == [order.total_cents]
    assert order.lines.count() == 3
    assert Shipment.objects.count() == 1
    assert set(Listing.objects.values_list("status", flat=True)) == {"sold"}
    books = balances(ana, bea)
    assert books["held_for_seller:ana"] == 6376 - 1275
    assert sum(books.values()) == 0
    assert Bundle.objects.get().status == "bought"
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "Bought for $63.76." in page.replace("</strong>", "").replace("<strong>", "")


def test_pressing_twice_is_the_same_checkout(bundle: Bundle, bea: User) -> None:
    assert checkout_of(bundle) == checkout_of(bundle)
    with pytest.raises(BundleRefused, match="being paid"):
        bundle_take_out(actor=bea, bundle=bundle, item_id=bundle.items.all()[0].pk)
    checkout_release(checkout=Checkout.objects.get())
    assert set(Listing.objects.values_list("status", flat=True)) == {"available"}
    assert checkout_of(bundle) != Checkout.objects.order_by("pk")[0]


def test_only_its_buyer_buys_it_and_only_with_something_in_it(
    bundle: Bundle, ana: User, bea: User
) -> None:
    with pytest.raises(PermissionDenied):
        bundle_checkout(buyer=ana, bundle=bundle)
    for item in bundle.items.all():
        bundle_take_out(actor=bea, bundle=bundle, item_id=item.pk)
    with pytest.raises(BundleRefused, match="nothing in"):
        bundle_checkout(buyer=bea, bundle=bundle)


def test_what_was_sold_meanwhile_leaves_with_a_word(
    bundle: Bundle, bea: User, cleo: User, stranger: Client, items: list[Listing]
) -> None:
    address(cleo, AUSTIN, is_default_to=True)
    bought(stranger, items[1])
    assert bundle_checkout(buyer=bea, bundle=bundle) is None
    assert titles(bundle) == ["Crochet maxi dress", "Scarf"]
    word = "Hat is not for sale any more and left the bundle."
    assert [message.body for message in bundle.messages.all()] == [word]
    assert news_of(bea) == [word]
    assert Listing.objects.get(pk=items[0].pk).status == "available"
    order = checkout_of(bundle).orders.get()
    assert order.item_cents == 5500


def test_the_sweep_takes_out_what_is_gone_once(
    bundle: Bundle, ana: User, bea: User, buyer: Client, items: list[Listing]
) -> None:
    listing_hold(listing=items[2], actor=ana)
    assert len(bundle_page(bundle, bea).lines) == 2
    assert (bundles_drop(items[2].pk), bundles_drop()) == (1, 0)
    page = text_of(buyer.get(bundle.get_absolute_url()))
    assert "Scarf: not for sale any more" in page


def test_what_somebody_is_paying_for_stops_the_whole(
    bundle: Bundle, bea: User, stranger: Client, items: list[Listing]
) -> None:
    stranger.post(reverse("payments:buy", args=[items[1].pk]))
    with pytest.raises(SomebodyFaster):
        bundle_checkout(buyer=bea, bundle=bundle)
    assert Listing.objects.get(pk=items[0].pk).status == "available"
    assert Checkout.objects.count() == 1
    assert titles(bundle) == ["Crochet maxi dress", "Hat", "Scarf"]


def test_a_cancelled_bundle_gives_everything_back(
    bundle: Bundle, buyer: Client, ana: User, bea: User
) -> None:
    pay(buyer, checkout_of(bundle))
    order = Order.objects.get()
    order_cancel(order=order, actor=ana, reason="moth")
    assert set(Listing.objects.values_list("status", flat=True)) == {"available"}
    assert Refund.objects.get().amount_cents == order.total_cents
    webhooks_deliver()
    assert sum(balances(ana, bea).values()) == 0
