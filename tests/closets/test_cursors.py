"""Keyset cursors (B3): stable while rows come and go, and signed."""

from collections.abc import Iterator

import pytest

from closets.lib.cursors import BadCursor, page_after
from closets.models import User
from listings.models import Listing
from tests.shop import on_sale

ORDERS = [["-shared_at", "-id"], ["price_cents", "id"], ["-price_cents", "-id"]]


def pages(order: list[str], size: int) -> Iterator[list[Listing]]:
    cursor = "start"
    while cursor:
        rows = Listing.objects.available()
        page = page_after(rows, order=order, cursor="" if cursor == "start" else cursor, size=size)
        yield page.rows
        cursor = page.next_cursor


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 3, 7, 10, 50])
def test_pages_one_after_the_other_are_the_whole_in_order(
    order: list[str], size: int, ana: User
) -> None:
    for number in range(10):
        on_sale(ana, price_cents=1000 + number % 3, age_minutes=number // 2)
    found = [row.pk for rows in pages(order, size) for row in rows]
    whole = Listing.objects.available().order_by(*order)
    assert found == list(whole.values_list("pk", flat=True))


def test_rows_that_come_and_go_make_no_double_and_no_gap(ana: User) -> None:
    kept = [on_sale(ana, age_minutes=number + 1) for number in range(9)]
    found: list[int] = []
    for rows in pages(["-shared_at", "-id"], 2):
        found += [row.pk for row in rows]
        on_sale(ana)
        Listing.objects.filter(pk=kept[0].pk).update(status="not_for_sale")
    assert [pk for pk in found if pk in {one.pk for one in kept}] == [one.pk for one in kept]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("cursor", ["x", "eyJhIjoxfQ:1:2", "\x00", "🦄", "W10:1tabc:sig"])
def test_a_cursor_that_was_tampered_with_is_refused(cursor: str, ana: User) -> None:
    on_sale(ana)
    with pytest.raises(BadCursor):
        page_after(Listing.objects.all(), order=["-id"], cursor=cursor, size=2)


def test_a_cursor_serves_its_own_sort_alone(ana: User) -> None:
    for _ in range(3):
        on_sale(ana)
    page = page_after(Listing.objects.all(), order=["-id"], cursor="", size=1)
    with pytest.raises(BadCursor):
        page_after(Listing.objects.all(), order=["id"], cursor=page.next_cursor, size=1)
