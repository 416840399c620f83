"""Badges: what a closet is known for, from its sales and its ratings (C4)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.models import ClosetReputation, Order
from payments.models.order import order_number
from payments.ratings.reputation import closet_reputation
from shipping.models import Shipment
from tests.payments.after_sale import accepted
from tests.payments.shop import bought


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Bought, brought and accepted."""
    return accepted(bought(buyer, dress))


def sold_before(order: Order, count: int, *, ships: float, ago: int = 1) -> None:
    """`count` further orders like it, shipped in `ships` days, accepted `ago` days ago."""
    accepted_at = timezone.now() - timedelta(days=ago)
    placed_at = accepted_at - timedelta(days=20)
    for _ in range(count):
        parcel = Shipment.objects.get(order=order)
        parcel.pk, parcel.reference = None, uuid.uuid4()
        parcel.save()
        copy = Order.objects.get(pk=order.pk)
        copy.pk, copy.number, copy.shipment = None, order_number(), parcel
        copy.placed_at, copy.completed_at = placed_at, accepted_at
        copy.shipped_at = placed_at + timedelta(days=ships)
        copy.save()


def badges(user: User) -> list[str]:
    return [badge.name for badge in closet_reputation(user.closet.pk).badges]


def test_a_new_closet_has_no_badges_and_no_ship_time(ana: User) -> None:
    reputation = closet_reputation(ana.closet.pk)
    assert (reputation.badges, reputation.ship_days) == ([], None)
    assert (reputation.count, reputation.average) == (0, None)


def test_ships_fast_is_two_days_or_less_in_five_orders(order: Order, ana: User) -> None:
    sold_before(order, 3, ships=2.4)
    assert badges(ana) == []
    sold_before(order, 1, ships=2)
    assert badges(ana) == ["Ships fast"]
    sold_before(order, 1, ships=9)
    assert badges(ana) == []
    days = closet_reputation(ana.closet.pk).ship_days
    assert days is not None
    assert round(days, 2) == 3.03


def test_a_top_seller_sold_25_in_90_days(order: Order, ana: User) -> None:
    sold_before(order, 23, ships=5)
    sold_before(order, 2, ships=5, ago=91)
    assert badges(ana) == []
    sold_before(order, 1, ships=6)
    assert badges(ana) == ["Top seller"]


@pytest.mark.parametrize(
    ("counts", "earned"),
    [({"stars_5": 9}, False), ({"stars_5": 10}, True), ({"stars_5": 9, "stars_4": 1}, True)],
)
def test_a_five_star_closet_has_49_in_ten_ratings(
    counts: dict[str, int], earned: bool, ana: User
) -> None:
    ClosetReputation.objects.create(closet=ana.closet, **counts)
    assert badges(ana) == (["Five-star closet"] if earned else [])
