"""The closet page (A3)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closets.models import User
from listings.models import Listing, ListingStock, Size
from tests.payments.shop import AUSTIN, address
from tests.shop import brand, category, on_sale

MOST_QUERIES = 10


def page(client: Client, **query: str) -> Any:
    return client.get("/closets/ana/", query)


def titles(answer: Any) -> list[str]:
    return [card.listing.title for card in answer.context["cards"]]


@pytest.fixture
def closet(ana: User) -> list[Listing]:
    """Four things, of which one is sold."""
    shoes = category("women/shoes", "boots")
    rows = [
        on_sale(ana, title="Boots", category=shoes, brand=brand("Frye"), price_cents=9000),
        on_sale(ana, title="Dress", age_minutes=1, brand=brand("Zara"), price_cents=2000),
        on_sale(ana, title="Gown", age_minutes=2, size_custom="M", price_cents=7000),
        on_sale(ana, title="Slip", age_minutes=3, price_cents=1000),
    ]
    Listing.objects.filter(title="Slip").update(status="sold", sold_at="2026-01-01T00:00:00Z")
    return rows


def test_everything_hangs_there_most_recently_shared_first(
    client: Client, closet: list[Listing]
) -> None:
    answer = page(client)
    assert titles(answer) == ["Boots", "Dress", "Gown", "Slip"]
    assert (answer.context["facets"].total, answer.context["facets"].sold) == (4, 1)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"category": "women/shoes"}, ["Boots"]),
        ({"brand": "zara"}, ["Dress"]),
        ({"size": "M"}, ["Gown"]),
        ({"availability": "sold"}, ["Slip"]),
        ({"min_price": "15", "max_price": "$70"}, ["Dress", "Gown"]),
        ({"sort": "price_up"}, ["Slip", "Dress", "Gown", "Boots"]),
        ({"sort": "price_down", "availability": "available"}, ["Boots", "Gown", "Dress"]),
        (
            {"sort": "nonsense", "min_price": "x", "availability": "\0"},
            ["Boots", "Dress", "Gown", "Slip"],
        ),
    ],
)
def test_its_own_filters_and_sorts(
    client: Client, closet: list[Listing], query: dict[str, str], left: list[str]
) -> None:
    assert titles(page(client, **query)) == left


def test_filters_offer_what_is_there_with_counts(client: Client, closet: list[Listing]) -> None:
    facets = page(client).context["facets"]
    assert [(c.value, c.name, c.count) for c in facets.categories] == [
        ("women/dresses", "Women / Dresses", 3),
        ("women/shoes", "Women / Shoes", 1),
    ]
    assert [(c.value, c.count) for c in facets.brands] == [("frye", 1), ("zara", 1)]
    assert [(c.value, c.count) for c in facets.sizes] == [("M", 1)]


def test_a_boutiques_pieces_are_found_by_each_size_they_come_in(
    client: Client, ana: User, closet: list[Listing]
) -> None:
    tee = on_sale(ana, title="Tee", age_minutes=9, size_custom="S to L", in_sizes=True)
    labels = [("us", "S", 1), ("us", "M", 0), ("us", "L", 2), ("plus", "L", 1)]
    for system, label, quantity in labels:
        size = Size.objects.create(group="tops", system=system, label=label, position=0)
        ListingStock.objects.create(listing=tee, size=size, quantity=quantity)
    assert titles(page(client, size="S")) == titles(page(client, size="L")) == ["Tee"]
    assert titles(page(client, size="M")) == ["Gown"]
    assert titles(page(client, size="S to L")) == []
    sizes = page(client).context["facets"].sizes
    assert {(c.value, c.count) for c in sizes} == {("S", 1), ("M", 1), ("L", 1)}


def test_a_cursor_pages_without_doubles_and_keeps_the_filter(client: Client, ana: User) -> None:
    for n in range(50):
        on_sale(ana, title=f"Dress {n}", age_minutes=n, price_cents=1000 + n)
    first = page(client, sort="price_up", availability="available")
    assert len(titles(first)) == 48
    assert "availability=available" in first.context["next_query"]
    second = client.get("/closets/ana/?" + first.context["next_query"])
    assert titles(second) == ["Dress 48", "Dress 49"]
    assert second.context["next_query"] == ""


def test_a_forged_cursor_goes_to_the_first_page(client: Client, closet: list[Listing]) -> None:
    assert page(client, after="forged").headers["Location"] == "/closets/ana/"


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize("viewer", ["", "bea", "ana"])
def test_it_asks_few_queries_at_any_size(
    client: Client, ana: User, bea: User, viewer: str, size: int
) -> None:
    for n in range(size):
        on_sale(ana, title=f"Dress {n}", brand=brand(f"Brand {n}"))
    if viewer:
        member = {"ana": ana, "bea": bea}[viewer]
        address(member, AUSTIN, is_default_to=True)
        client.force_login(member)
    with CaptureQueriesContext(connection) as queries:
        assert page(client).status_code == 200
    assert len(queries) <= MOST_QUERIES, [q["sql"][:120] for q in queries]


def test_only_the_owner_sees_the_bulk_tools(
    client: Client, ana: User, bea: User, closet: list[Listing]
) -> None:
    client.force_login(bea)
    assert "Bulk tools" not in page(client).content.decode()
    client.force_login(ana)
    assert "Share my closet" in page(client).content.decode()


def test_the_ship_time_shows_once_it_is_known(client: Client, closet: list[Listing]) -> None:
    assert "Ships in" not in page(client).content.decode()
