"""Likes (S1)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Block, User
from listings.models import Listing
from listings.services.prices import price_change
from listings.services.status import listing_remove
from poshmatch.models import Signal
from social.guards import ActRefused
from social.models import Like, ListingCounts, News
from social.selectors import counts_of
from social.services.likes import listing_like, listing_unlike
from tests.shop import on_sale


def test_it_likes_once_however_often_it_is_pressed(bea: User, dress: Listing) -> None:
    assert [listing_like(user=bea, listing=dress) for _ in range(3)] == [True, False, False]
    assert Like.objects.count() == 1
    assert counts_of(dress).likes == 1
    assert News.objects.filter(kind="like", recipient=dress.closet.user).count() == 1


def test_it_leaves_nothing_but_a_taken_back_signal_when_undone(bea: User, dress: Listing) -> None:
    listing_like(user=bea, listing=dress)
    assert listing_unlike(user=bea, listing=dress)
    assert not listing_unlike(user=bea, listing=dress)
    assert not Like.objects.exists()
    assert not News.objects.exists()
    assert counts_of(dress).likes == 0
    kinds = Signal.objects.order_by("created_at").values_list("kind", "listing_id", "taken_back")
    assert list(kinds) == [("like", dress.pk, False), ("like", dress.pk, True)]


def test_it_refuses_an_own_listing(ana: User, dress: Listing) -> None:
    with pytest.raises(ActRefused, match="your own"):
        listing_like(user=ana, listing=dress)
    assert not Like.objects.exists()
    assert not ListingCounts.objects.exists()


def test_it_refuses_what_staff_removed(bea: User, sam: User, dress: Listing) -> None:
    listing_remove(listing=dress, actor=sam)
    with pytest.raises(ActRefused, match="no longer"):
        listing_like(user=bea, listing=dress)
    assert not Like.objects.exists()


@pytest.mark.parametrize("blocker", ["ana", "bea"])
def test_it_refuses_people_parted_by_a_block(
    blocker: str, ana: User, bea: User, dress: Listing
) -> None:
    by, of = (ana, bea) if blocker == "ana" else (bea, ana)
    Block.objects.create(blocker=by, blocked=of)
    with pytest.raises(ActRefused, match="not available"):
        listing_like(user=bea, listing=dress)
    assert not Like.objects.exists()


def test_the_page_likes_without_scripts_and_goes_back(
    client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    url = reverse("social:like", args=[dress.pk])
    response = client.post(url, headers={"referer": "http://testserver/search/?q=silk"})
    assert (response.status_code, response["Location"]) == (302, "/search/?q=silk")
    response = client.post(url, {"_method": "delete", "next": "https://evil.example/"})
    assert response["Location"] == dress.get_absolute_url()
    assert not Like.objects.exists()


def test_the_page_gives_htmx_the_button_anew(client: Client, bea: User, dress: Listing) -> None:
    client.force_login(bea)
    url = reverse("social:like", args=[dress.pk])
    response = client.post(url, headers={"hx-request": "true"})
    assert response.status_code == 200
    assert 'aria-pressed="true"' in response.text
    assert 'hx-delete="' in response.text
    response = client.delete(url, headers={"hx-request": "true"})
    assert 'aria-pressed="false"' in response.text


def test_the_page_says_why_it_refused(client: Client, ana: User, dress: Listing) -> None:
    client.force_login(ana)
    url = reverse("social:like", args=[dress.pk])
    response = client.post(url, headers={"hx-request": "true"})
    assert response.status_code == 409
    assert "This is your own listing." in response.text


def test_the_page_wants_a_member_and_a_verb(client: Client, bea: User, dress: Listing) -> None:
    url = reverse("social:like", args=[dress.pk])
    assert client.post(url).status_code == 302
    assert not Like.objects.exists()
    client.force_login(bea)
    assert client.get(url).status_code == 405
    assert client.post(reverse("social:like", args=[0])).status_code == 404


def test_my_likes_tell_by_how_much_a_price_fell_and_what_is_sold(
    client: Client, ana: User, bea: User, dress: Listing
) -> None:
    coat = on_sale(ana, title="Wool coat")
    price_change(actor=ana, listing=dress, price_cents=3900)
    for listing in (dress, coat):
        listing_like(user=bea, listing=listing)
    client.force_login(bea)
    assert "than when you liked it" not in client.get("/likes/").text
    for cents in (3500, 3000):
        price_change(actor=ana, listing=Listing.objects.get(pk=dress.pk), price_cents=cents)
    Listing.objects.filter(pk=coat.pk).update(status="reserved")
    Listing.objects.filter(pk=coat.pk).update(status="sold", sold_at=timezone.now())
    page = client.get("/likes/").text
    assert page.count("$9 less than when you liked it") == 1
    assert page.count('<span class="card__ribbon">Sold</span>') == 1
