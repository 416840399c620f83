"""Looks, searches, offers, bundles and refused brands tell of taste (F2)."""

from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.bundles.making import bundle_start
from poshmatch.looked import ONE_IN
from poshmatch.models import Signal
from poshmatch.services.mutes import brand_mute, mute_undo
from tests.shop import brand, on_sale


def signals(user: User) -> list[tuple[str, int | None, bool]]:
    rows = Signal.objects.filter(user_id=user.pk).order_by("created_at")
    return list(rows.values_list("kind", "listing_id", "taken_back"))


@pytest.fixture
def dress(ana: User) -> Listing:
    return on_sale(ana)


def test_a_piece_opened_from_a_search_counts_once_a_day(
    client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    for _ in range(2):
        answer = client.post(reverse("poshmatch:looked", args=[dress.pk]), {"from": "search"})
        assert answer.status_code == 204
    assert signals(bea) == [("search", dress.pk, False)]


def test_of_plain_looks_a_sample_is_kept(client: Client, ana: User, bea: User) -> None:
    client.force_login(bea)
    pieces = [on_sale(ana) for _ in range(12)]
    for piece in pieces:
        client.post(reverse("poshmatch:looked", args=[piece.pk]))
    kept = [one for one in pieces if crc32(f"{bea.pk}:{one.pk}".encode()) % ONE_IN == 0]
    assert signals(bea) == [("view", one.pk, False) for one in kept]


def test_ones_own_piece_and_a_strangers_look_say_nothing(
    client: Client, ana: User, dress: Listing
) -> None:
    address = reverse("poshmatch:looked", args=[dress.pk])
    assert client.post(address, {"from": "search"}).status_code == 302
    client.force_login(ana)
    client.post(address, {"from": "search"})
    assert client.get(address).status_code == 405
    assert client.post(reverse("poshmatch:looked", args=[0])).status_code == 404
    assert signals(ana) == []


def test_the_page_of_others_pieces_asks_to_be_told(
    client: Client, ana: User, bea: User, dress: Listing
) -> None:
    asked = f'data-looked="{reverse("poshmatch:looked", args=[dress.pk])}"'
    for viewer, asks in ((bea, True), (ana, False)):
        client.force_login(viewer)
        assert (asked in client.get(f"/listings/{dress.pk}/").content.decode()) is asks


def test_a_piece_put_into_a_bundle_by_its_buyer_is_a_signal(bea: User, dress: Listing) -> None:
    bundle_start(actor=bea, buyer=bea, listing=dress)
    assert signals(bea) == [("bundle", dress.pk, False)]


def test_a_refused_brand_is_a_signal_that_undo_takes_back(bea: User) -> None:
    mute = brand_mute(user=bea, brand=brand("Zara"))
    brand_mute(user=bea, brand=brand("Zara"))
    assert mute_undo(user=bea, mute_id=mute.pk)
    assert signals(bea) == [("less", None, False), ("less", None, True)]
