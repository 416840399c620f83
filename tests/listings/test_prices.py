"""Price changes and when they are news (L9)."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from closets.models import User
from listings import events
from listings.models import Listing, PriceChange
from listings.pricing import drop_is_real
from listings.refusals import ListingLocked, PriceRefused
from listings.services.prices import price_change, price_undo
from listings.services.status import listing_reserve

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
PRICES = st.integers(min_value=300, max_value=5_000_000)


def change(old: int, new: int, days_ago: int) -> PriceChange:
    created = NOW - timedelta(days=days_ago)
    return PriceChange(old_cents=old, new_cents=new, created_at=created)


@pytest.mark.parametrize(
    ("earlier", "old", "new", "real"),
    [
        ([], 1000, 900, True),
        ([], 1000, 901, False),
        ([change(1000, 800, 9)], 800, 720, True),
        ([change(1000, 800, 9)], 800, 721, False),
        ([change(800, 1000, 9)], 1000, 700, False),
        ([change(800, 1000, 30)], 1000, 700, False),
        ([change(800, 1000, 31)], 1000, 720, True),
        ([change(800, 1000, 31)], 1000, 721, False),
        ([change(800, 1000, 60), change(1000, 500, 40)], 500, 451, False),
    ],
)
def test_only_a_real_drop_is_news(
    earlier: list[PriceChange], old: int, new: int, real: bool
) -> None:
    assert drop_is_real(earlier, old=old, new=new, now=NOW) is real


@given(start=PRICES, raised=PRICES, dropped=PRICES, days=st.integers(min_value=0, max_value=30))
def test_a_raise_and_a_drop_within_thirty_days_are_never_news(
    start: int, raised: int, dropped: int, days: int
) -> None:
    if start < raised:
        earlier = [change(start, raised, days)]
        assert drop_is_real(earlier, old=raised, new=dropped, now=NOW) is False


@given(prices=st.lists(PRICES, min_size=2, max_size=8), days=st.integers(min_value=0, max_value=90))
def test_news_always_lies_a_tenth_below_every_price_before(prices: list[int], days: int) -> None:
    earlier = [change(old, new, days) for old, new in itertools.pairwise(prices[:-1]) if old != new]
    if drop_is_real(earlier, old=prices[-2], new=prices[-1], now=NOW):
        assert all(prices[-1] <= price * 0.9 for price in prices[:-1])


@given(steps=st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=10))
def test_while_prices_only_fall_a_tenth_or_more_is_always_news(steps: list[int]) -> None:
    earlier: list[PriceChange] = []
    old = 5_000_000
    for percent in steps:
        new = old * (100 - percent) // 100
        assert drop_is_real(earlier, old=old, new=new, now=NOW) is (10 * new <= 9 * old)
        earlier.append(change(old, new, 0))
        old = new


@pytest.fixture
def told() -> Iterator[list[tuple[int, bool]]]:
    """(old_cents, is_real) of each price_dropped."""
    calls: list[tuple[int, bool]] = []

    def receive(old_cents: int, is_real: bool, **kwargs: object) -> None:
        calls.append((old_cents, is_real))

    events.price_dropped.connect(receive)
    yield calls
    events.price_dropped.disconnect(receive)


def test_a_change_writes_history_and_tells(
    ana: User, dress: Listing, told: list[tuple[int, bool]]
) -> None:
    price_change(actor=ana, listing=dress, price_cents=4400)
    price_change(actor=ana, listing=dress, price_cents=3900)
    price_change(actor=ana, listing=dress, price_cents=4100)
    price_change(actor=ana, listing=dress, price_cents=3000)
    dress.refresh_from_db()
    assert dress.price_cents == 3000
    assert list(dress.price_changes.values_list("old_cents", "new_cents")) == [
        (4500, 4400),
        (4400, 3900),
        (3900, 4100),
        (4100, 3000),
    ]
    assert told == [(4500, False), (4400, True), (4100, False)]


def test_after_thirty_days_a_raise_is_forgiven(
    ana: User, dress: Listing, told: list[tuple[int, bool]]
) -> None:
    price_change(actor=ana, listing=dress, price_cents=5000)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        price_change(actor=ana, listing=dress, price_cents=4000)
    assert told == [(5000, True)]


def test_a_drop_is_taken_back_and_the_history_tells_both(
    client: Client, ana: User, dress: Listing, told: list[tuple[int, bool]]
) -> None:
    client.force_login(ana)
    answer = client.post(f"/listings/{dress.pk}/price", {"price": "40"}, follow=True)
    change = PriceChange.objects.get()
    undo = f"/listings/{dress.pk}/price/{change.pk}/undo"
    assert f'action="{undo}"' in answer.content.decode()
    again = client.post(undo, follow=True)
    assert "The price is $45.00 again." in again.content.decode()
    dress.refresh_from_db()
    assert dress.price_cents == 4500
    pairs = list(PriceChange.objects.values_list("old_cents", "new_cents"))
    assert pairs == [(4500, 4000), (4000, 4500)]
    twice = client.post(undo, follow=True)
    assert "The price was changed again since." in twice.content.decode()
    assert (PriceChange.objects.count(), len(told)) == (2, 1)


def test_a_stranger_takes_no_price_back(
    client: Client, ana: User, cleo: User, dress: Listing
) -> None:
    change = price_change(actor=ana, listing=dress, price_cents=4000)
    assert change is not None
    client.force_login(cleo)
    assert client.post(f"/listings/{dress.pk}/price/{change.pk}/undo").status_code == 404
    with pytest.raises(PermissionDenied):
        price_undo(actor=cleo, listing=dress, change_id=change.pk)
    assert Listing.objects.get(pk=dress.pk).price_cents == 4000


def test_the_same_price_is_no_change(
    ana: User, dress: Listing, told: list[tuple[int, bool]]
) -> None:
    assert price_change(actor=ana, listing=dress, price_cents=4500) is None
    assert (PriceChange.objects.count(), told) == (0, [])


@pytest.mark.parametrize("cents", [0, 299, 5_000_001])
def test_a_price_out_of_bounds_changes_nothing(ana: User, dress: Listing, cents: int) -> None:
    with pytest.raises(PriceRefused, match=r"Set a price between \$3 and \$50,000\."):
        price_change(actor=ana, listing=dress, price_cents=cents)
    dress.refresh_from_db()
    assert (dress.price_cents, PriceChange.objects.count()) == (4500, 0)


def test_nobody_changes_the_price_while_somebody_pays(ana: User, bea: User, dress: Listing) -> None:
    listing_reserve(listing=dress, actor=bea)
    with pytest.raises(ListingLocked):
        price_change(actor=ana, listing=dress, price_cents=4000)
    dress.refresh_from_db()
    assert (dress.price_cents, PriceChange.objects.count()) == (4500, 0)


def test_it_refuses_a_stranger(cleo: User, dress: Listing) -> None:
    with pytest.raises(PermissionDenied):
        price_change(actor=cleo, listing=dress, price_cents=4000)
    dress.refresh_from_db()
    assert (dress.price_cents, PriceChange.objects.count()) == (4500, 0)
