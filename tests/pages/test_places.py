"""Brand, category and style pages: their own words, their facets, their follow button."""

import pytest
from django.test import Client

from closets.models import User
from listings.models import StyleTag
from tests.shop import brand, category, on_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(ana: User) -> None:
    """Three dresses of a brand and a blouse of another."""
    StyleTag.objects.create(slug="boho", name="Boho", description="Flowing maxis.")
    for price in (3000, 4000, 9000):
        on_sale(ana, brand=brand("Free People"), style_tags=["boho"], price_cents=price)
    tops = category("women/tops")
    on_sale(ana, brand=brand("Levi's"), category=tops, condition="nwt", title="Blouse")


@pytest.mark.usefixtures("shop")
def test_each_place_says_what_hangs_there(client: Client) -> None:
    there = {
        "/brands/free-people/": "3 pieces by Free People hang in closets of members."
        " Most are Dresses; the usual price is $25 to $50.",
        "/styles/boho/": "3 pieces in the boho style hang in closets of members."
        " Most are Dresses; the usual price is $25 to $50.",
        "/categories/women/dresses/": "3 pieces in Women, Dresses hang in closets of members."
        " Often by Free People; the usual price is $25 to $50.",
        "/categories/women/tops/": "1 piece in Women, Tops hangs in closets of members."
        " 1 is new with tags.",
    }
    for path, text in there.items():
        page = client.get(path).content.decode()
        assert page.count(text) == 2, path
        assert "Filters" in page


@pytest.mark.usefixtures("shop")
def test_filters_of_ones_own_take_the_text_away(client: Client) -> None:
    page = client.get("/brands/free-people/?max_price=35").content.decode()
    assert "hang in closets of members" not in page
    assert 'content="noindex, follow"' in page


@pytest.mark.usefixtures("shop")
def test_a_brand_is_followed_from_its_page(client: Client, bea: User) -> None:
    assert (
        "/accounts/login/?next=/brands/free-people/"
        in client.get("/brands/free-people/").content.decode()
    )
    client.force_login(bea)
    page = client.get("/brands/free-people/").content.decode()
    assert f'action="/brands/{brand("Free People").pk}/follow"' in page


@pytest.mark.usefixtures("shop")
def test_a_place_is_saved_as_a_search(client: Client, bea: User) -> None:
    client.force_login(bea)
    assert 'name="state" value="style=boho"' in client.get("/styles/boho/").content.decode()
