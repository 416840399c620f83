"""Re-Posh (X9): selling again what was bought here, with a history that nobody can invent."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from listings.services.bin import listing_delete
from listings.services.publish import listing_publish
from payments.models import Order, Reposh
from payments.orders.life import order_accept
from payments.reposh.selectors import owners_before
from payments.reposh.services import reposh_start
from poshmark.invariants import CHECKS
from tests.payments.after_sale import accepted, delivered
from tests.payments.shop import AUSTIN, PALO_ALTO, address, bought, text_of


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Ana's dress, bought and accepted by Bea."""
    Listing.objects.filter(pk=dress.pk).update(description="Worn once.", original_price_cents=9_000)
    return accepted(bought(buyer, dress))


def press(client: Client, order: Order) -> Any:
    return client.post(reverse("payments:reposh", args=[order.number, order.lines.get().pk]))


def on_sale(order: Order) -> Listing:
    """What the buyer sells again, in their closet."""
    draft = reposh_start(actor=order.buyer, line=order.lines.get())
    Listing.objects.filter(pk=draft.pk).update(price_cents=3_000)
    return listing_publish(actor=order.buyer, listing=Listing.objects.get(pk=draft.pk))


def sold_on(listing: Listing, client: Client, buyer: User) -> Order:
    """The listing, bought by somebody else."""
    address(listing.closet.user, AUSTIN, is_default_from=True)
    address(buyer, PALO_ALTO, is_default_to=True)
    return accepted(bought(client, listing))


def names(listing: Listing, viewer: User | None = None) -> list[str]:
    owners = owners_before(Listing.objects.get(pk=listing.pk), viewer.pk if viewer else None)
    return [owner.closet.handle if owner.closet else "?" for owner in owners]


# --- listing it ---------------------------------------------------------------------------------


def test_one_press_fills_a_draft_in_the_buyers_closet(
    order: Order, buyer: Client, dress: Listing, bea: User
) -> None:
    assert "Re-Posh it" in text_of(buyer.get(order.get_absolute_url()))
    draft = Listing.objects.filter(closet=bea.closet)
    answer = press(buyer, order)
    row = draft.get()
    assert answer["Location"] == reverse("listings:draft", args=[row.pk])
    assert (row.title, row.description, row.original_price_cents) == (
        dress.title,
        "Worn once.",
        9_000,
    )
    assert (row.status, row.price_cents, row.is_reposh) == ("draft", None, True)
    assert [photo.content_hash for photo in row.photos.all()] == ["ab" * 32]
    assert row.cover_id == row.photos.get().pk
    assert "Crochet maxi dress" in text_of(buyer.get(answer["Location"]))


def test_a_second_press_opens_the_same_one(order: Order, buyer: Client, bea: User) -> None:
    assert press(buyer, order)["Location"] == press(buyer, order)["Location"]
    assert Listing.objects.filter(closet=bea.closet).count() == 1


def test_after_one_in_the_bin_it_starts_anew(order: Order, bea: User) -> None:
    binned = on_sale(order)
    listing_delete(actor=bea, listing=binned)
    again = on_sale(order)
    assert again.pk != binned.pk
    assert (names(binned), names(again)) == ([], ["ana"])


def test_only_the_buyer_may_and_only_once_the_order_is_complete(
    buyer: Client, seller: Client, stranger: Client, dress: Listing
) -> None:
    order = delivered(bought(buyer, dress))
    assert "Re-Posh it" not in text_of(buyer.get(order.get_absolute_url()))
    answer = buyer.post(
        reverse("payments:reposh", args=[order.number, order.lines.get().pk]), follow=True
    )
    assert "once the order is complete" in text_of(answer)
    order_accept(order=order, actor=order.buyer)
    assert (press(seller, order).status_code, press(stranger, order).status_code) == (404, 404)
    assert "Re-Posh it" not in text_of(seller.get(order.get_absolute_url()))
    assert not Reposh.objects.exists()


def refused(order: Order, listing: Listing) -> bool:
    try:
        with transaction.atomic():
            Reposh.objects.create(listing=listing, line=order.lines.get())
    except IntegrityError as error:
        return "not of what its closet bought" in str(error)
    return False


def test_the_database_refuses_an_invented_history(order: Order, bea: User, dress: Listing) -> None:
    sellers = Listing.objects.create(closet=order.closet)
    assert (refused(order, sellers), refused(order, dress)) == (True, True)
    assert not refused(order, Listing.objects.create(closet=bea.closet))


def test_the_database_refuses_an_order_that_is_not_complete(
    buyer: Client, dress: Listing, bea: User
) -> None:
    assert refused(delivered(bought(buyer, dress)), Listing.objects.create(closet=bea.closet))


# --- its history --------------------------------------------------------------------------------


def test_the_page_shows_who_sold_it_before(order: Order, ana: User, stranger: Client) -> None:
    listing = on_sale(order)
    page = text_of(stranger.get(listing.get_absolute_url()))
    assert "Sold on Poshmark before" in page
    assert f'<a href="/closets/ana/">{ana.closet.display_name}</a> sold it in' in page
    assert "bea bought it here and sells it now" in page
    plain = Listing.objects.get(pk=order.lines.get().listing_id)
    assert "Sold on Poshmark before" not in text_of(stranger.get(plain.get_absolute_url()))


def test_a_chain_goes_back_to_the_first_in_three_queries(
    order: Order, stranger: Client, cleo: User
) -> None:
    last = on_sale(sold_on(on_sale(order), stranger, cleo))
    assert names(last) == ["ana", "bea"]
    with CaptureQueriesContext(connection) as asked:
        owners_before(last, None)
    assert len(asked) == 3


def test_an_owner_who_wishes_it_is_not_named(order: Order, ana: User, seller: Client) -> None:
    listing = on_sale(order)
    face = {"display_name": "Ana", "unit": "in", "is_unnamed_owner": "on"}
    assert seller.post(reverse("closets:settings"), face).status_code == 302
    assert names(listing) == ["?"]


def test_one_who_is_blocked_or_gone_is_not_named(order: Order, ana: User, cleo: User) -> None:
    listing = on_sale(order)
    ana.blocks_made.create(blocked=cleo)
    assert (names(listing, cleo), names(listing)) == (["?"], ["ana"])
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert names(listing) == ["?"]


def test_the_mark_and_the_rows_agree(order: Order, bea: User) -> None:
    first = on_sale(order)
    listing_delete(actor=bea, listing=first)
    on_sale(order)
    with connection.cursor() as cursor:
        cursor.execute(CHECKS["items sold again have a history"])
        assert cursor.fetchone() == (0,)
    Listing.objects.filter(pk=first.pk).update(is_reposh=True)
    with connection.cursor() as cursor:
        cursor.execute(CHECKS["items sold again have a history"])
        assert cursor.fetchone() == (1,)
