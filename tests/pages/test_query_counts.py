"""What pages cost: a fixed number of queries, however much there is to show.

The member who looks has an address, follows, mutes and likes, and the style model is live.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from closets.models import Closet, User
from listings.models import Brand, Category, Listing
from payments.models import Order
from poshmark.demo.plan import Plan
from poshmark.pages import home
from poshmatch.models import Mute
from poshmatch.services.mutes import brand_mute, closet_mute
from poshmatch.services.training import model_train
from poshmatch.serving import style_model_reload
from poshmatch.taste import taste_forget
from social.models import BrandFollow, ClosetFollow, Like, News, NewsGroup
from social.services.news import news_add

HOME, LISTING = 10, 12


@pytest.fixture
def bea(marketplace: Plan, settings: Settings, tmp_path: Path) -> User:
    """The demo's Bea, who has it all, beside a trained model."""
    settings.MODEL_DIR = tmp_path / "models"
    cache.clear()
    model_train()
    assert style_model_reload()
    member = User.objects.get(username="bea")
    closet_mute(user=member, closet=Closet.objects.get(handle="cleo"))
    brand_mute(user=member, brand=Brand.objects.order_by("-popularity")[0])
    return member


@pytest.fixture
def page(bea: User, client: Client) -> Callable[..., int]:
    """Opens a page as Bea; returns how many queries it took once it was warm."""
    client.force_login(bea)

    def opened(path: str) -> int:
        client.get(path)
        taste_forget(bea.pk)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return opened


def test_bea_has_it_all(bea: User) -> None:
    assert bea.addresses.filter(is_default_to=True).exists()
    for model in (ClosetFollow, BrandFollow, Like, Mute):
        assert model.objects.filter(user=bea).exists()


def test_the_feed_costs_the_same_for_24_and_for_48(
    page: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = page("/")
    monkeypatch.setattr(home, "CARDS", 48)
    assert page("/") == few
    assert few <= HOME


def test_a_visitors_feed_costs_no_more(bea: User, client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert len(captured) <= HOME


def test_a_listing_costs_the_same_with_much_to_say(page: Callable[..., int]) -> None:
    rows = Listing.objects.available().alias(said=Count("comments")).order_by("said", "pk")
    quiet, loud = rows[0], rows.reverse()[0]
    assert page(quiet.get_absolute_url()) <= LISTING
    assert page(loud.get_absolute_url()) <= LISTING


@pytest.mark.parametrize(
    ("place", "field", "most"),
    [(Closet, "closet", 12), (Brand, "brand", 14), (Category, "category", 14)],
)
def test_a_place_costs_the_same_for_few_and_for_many(
    place: type[Closet | Brand | Category], field: str, most: int, page: Callable[..., int]
) -> None:
    branded = Listing.objects.available().filter(brand__isnull=False).exclude(style_tags=[])
    counted = branded.values_list(field).annotate(count=Count("pk")).order_by("count", field)
    few, many = (place.objects.get(pk=counted[at][0]) for at in (0, len(counted) - 1))
    cost = page(few.get_absolute_url())
    assert page(many.get_absolute_url()) == cost
    assert cost <= most


def test_search_costs_the_same_for_few_and_for_many(page: Callable[..., int]) -> None:
    many = page("/search/?q=dress")
    assert page("/search/?q=dress&max_price=20") == many
    assert many <= 15


@pytest.mark.parametrize(
    ("path", "rows"), [("/likes/", Like.objects), ("/news/", NewsGroup.objects)]
)
def test_a_list_of_ones_own_costs_the_same_for_few_and_for_many(
    path: str, rows: Any, page: Callable[..., int], bea: User
) -> None:
    for listing in Listing.objects.available()[:30]:
        news_add(recipient_id=bea.pk, kind=News.Kind.SHARE, listing=listing)
    many = page(path)
    owner = {"recipient": bea} if rows is NewsGroup.objects else {"user": bea}
    kept = rows.filter(**owner).values("pk")[:1]
    rows.filter(**owner).exclude(pk__in=kept).delete()
    assert page(path) == many
    assert many <= 10


def test_the_question_of_style_costs_the_same_for_few_looks(page: Callable[..., int]) -> None:
    many = page("/welcome/")
    some = Listing.objects.available().order_by("-shared_at").values_list("pk", flat=True)[:8]
    Listing.objects.available().exclude(pk__in=list(some)).update(deleted_at=F("published_at"))
    assert page("/welcome/") == many
    assert many <= 10


def test_an_order_costs_the_same_in_every_state(page: Callable[..., int], bea: User) -> None:
    orders = {order.status: order for order in Order.objects.filter(buyer=bea)}
    assert orders
    costs = {status: page(order.get_absolute_url()) for status, order in orders.items()}
    assert max(costs.values()) <= 12, costs
