"""The search page: what it says of words, filters and order (B1, B2, B3, X5)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing, Size
from listings.search.params import Search
from listings.search.results import search_results
from listings.services.brands import brand_merge
from listings.services.index import listing_index
from payments.models import Offer
from payments.offers.transitions import OfferStatus
from social.services.shares import listing_share
from tests.shop import brand, category, on_sale

Execute = Callable[..., object]


@pytest.fixture
def shop(ana: User) -> list[Listing]:
    """Three things of Ana's; the dress is measured."""
    size = Size.objects.create(group="women-dresses", label="8", position=0)
    dress = on_sale(
        ana, title="Crochet maxi dress", brand=brand("Free People"), size=size, price_cents=4500
    )
    dress.measurements = {"waist": 380, "length": 1300}
    dress.save()
    listing_index(dress)
    top = on_sale(ana, title="Silk blouse", category=category("women/tops"), price_cents=2000)
    return [dress, top, on_sale(ana, title="Denim jacket", brand=brand("Levi's"))]


def page(client: Client, query: str) -> str:
    """The page's text on one line."""
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.mark.usefixtures("shop")
def test_what_was_understood_shows_as_chips_that_come_off(client: Client) -> None:
    text = page(client, "q=free+people+size+8+under+%2450")
    for query, name in [
        ("q=size+8+under+%2450", "Free People"),
        ("q=free+people+under+%2450", "Size 8"),
        ("q=free+people+size+8", "Up to $50"),
    ]:
        assert f'href="/search/?{query}" rel="nofollow">{name} <svg' in text
    assert "Crochet maxi dress" in text
    assert "Silk blouse" not in text


@pytest.mark.usefixtures("shop")
def test_words_can_be_searched_for_instead(client: Client) -> None:
    assert "?q=levis&amp;words=typed" in page(client, "q=levis")
    text = page(client, "q=levis&words=typed")
    assert "Searching for just these words." in text
    assert 'href="?q=levis"' in text


@pytest.mark.parametrize(
    ("words", "said", "title"),
    [
        ("fre+people+dress", "Here is <strong>Free People dress</strong>", "Crochet maxi dress"),
        ("unicorn+dress", "Left out: <strong>unicorn</strong>", "Crochet maxi dress"),
        ("levis+under+%245", "Left out: <strong>under $5</strong>", "Denim jacket"),
        ("croch", "words that begin so", "Crochet maxi dress"),
    ],
)
@pytest.mark.usefixtures("shop")
def test_what_finds_nothing_is_changed_as_little_as_can_be(
    client: Client, words: str, said: str, title: str
) -> None:
    text = page(client, f"q={words}")
    assert said in text
    assert title in text


@pytest.mark.usefixtures("shop")
def test_an_empty_page_says_how_to_see_more(client: Client) -> None:
    text = page(client, "q=&brand=levis&colour=gold")
    assert "Nothing like this right now" in text
    assert 'href="?brand=levis" rel="nofollow">Without “Gold”<' in text


@pytest.mark.usefixtures("shop")
def test_why_this_order_shows_parts_that_sum_up(client: Client) -> None:
    answer = client.get("/search/?q=dress")
    whys = answer.context["whys"]
    assert whys
    for why in whys:
        assert round(why.words + why.quality + why.fresh + why.taste, 3) == round(why.total, 3)
    assert "Why this order?" in answer.text
    assert client.get("/search/?sort=just_in").context["whys"] == []


@pytest.mark.parametrize(
    ("path", "canonical", "is_indexed"),
    [
        ("/search/", "/search/", True),
        ("/search/?department=women", "/search/?department=women", True),
        ("/search/?department=women&sort=price_up", "/search/?department=women", False),
        ("/search/?colour=red&colour=blue", "/search/?colour=blue&colour=red", False),
        ("/search/?q=dress&sort=just_in", "/search/?q=dress", False),
        ("/brands/levis/", "/brands/levis/", True),
        ("/brands/levis/?colour=red", "/brands/levis/", False),
        ("/categories/women/tops/", "/categories/women/tops/", True),
    ],
)
@pytest.mark.usefixtures("shop")
def test_every_state_is_an_address_of_which_few_are_indexed(
    client: Client, path: str, canonical: str, is_indexed: bool
) -> None:
    text = client.get(path).text
    assert f'href="http://127.0.0.1:8000{canonical}"'.replace("&", "&amp;") in text
    assert ("noindex" not in text) == is_indexed


@pytest.mark.usefixtures("shop")
def test_measurements_are_asked_for_with_a_tolerance(client: Client) -> None:
    asked = "fit_kind=waist&fit_length=37.5&fit_within=1&fit_unit=cm"
    text = page(client, asked)
    assert "Waist, laid flat 36.5 to 38.5 cm" in text
    assert "Crochet maxi dress" in text
    assert "Denim jacket" not in text
    assert "Nothing like this" in page(client, asked.replace("37.5", "36.5"))


def test_what_fits_like_a_piece_is_an_address(client: Client, shop: list[Listing]) -> None:
    answer = client.get(f"/search/?like={shop[0].pk}")
    assert answer.headers["Location"] == (
        "/search/?category=women%2Fdresses&fit=length%3A1290-1310&fit=waist%3A370-390"
    )
    assert client.get("/search/?like=999").status_code == 200


@pytest.mark.usefixtures("shop")
def test_recent_searches_are_suggested_and_can_be_cleared(client: Client) -> None:
    page(client, "q=dress")
    page(client, "q=levis")
    assert client.get("/search/suggest").text.count('role="option"') == 2
    suggested = client.get("/search/suggest?q=l").text
    assert "levis" in suggested
    assert "dress" not in suggested
    client.post("/search/recent")
    assert 'role="option"' not in client.get("/search/suggest").text


def test_a_bad_cookie_is_no_recent_search(client: Client, db: None) -> None:
    for value in ("%5B1%2C2%5D", "x", "%7B%7D", '["' + "a" * 3000 + '"]'):
        client.cookies["recent"] = value
        assert client.get("/search/suggest?q=zz").status_code == 200


def test_a_tampered_cursor_starts_again(client: Client, shop: list[Listing]) -> None:
    assert client.get("/search/?q=dress&after=abc").headers["Location"] == "/search/?q=dress"
    assert client.get("/search/?sort=most_liked&after=0~x").status_code == 302


@pytest.mark.django_db
def test_a_search_above_the_time_limit_gives_a_friendly_page_and_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    def slowly(execute: Execute, sql: str, *arguments: object) -> object:
        slow = "SELECT pg_sleep(60)" if "listings_listing" in sql else sql
        return execute(slow, *(arguments if slow == sql else (None, *arguments[1:])))

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
    with connection.execute_wrapper(slowly):
        answer = client.get("/search/?q=dress&colour=red")
    assert answer.status_code == 400
    assert 'href="/search/?q=dress">Only “dress”' in answer.text
    assert "search took too long: /search/?q=dress&colour=red" in caplog.text


def test_what_a_seller_offers_a_shipping_discount_on_is_a_filter(
    client: Client, shop: list[Listing], bea: User, cleo: User
) -> None:
    for listing, cents in zip(shop, (325, 0, 649), strict=True):
        discount_offer(listing, bea, cents)
    client.force_login(bea)
    text = page(client, "q=dress")
    assert "Seller pays $3.25 of shipping" in text
    assert "q=dress&amp;shipping=1" in text
    text = page(client, "shipping=1&price=1")
    assert ("Crochet maxi dress" in text, "Denim jacket" in text) == (True, True)
    assert "Silk blouse" not in text
    Offer.objects.update(expires_at=timezone.now())
    assert "Nothing like this right now" in page(client, "shipping=1")
    client.force_login(cleo)
    assert "shipping=1" not in page(client, "q=dress")


def discount_offer(listing: Listing, buyer: User, shipping_discount_cents: int) -> None:
    """What its seller offers one who likes it."""
    Offer.objects.create(
        listing=listing,
        closet=listing.closet,
        buyer=buyer,
        status=OfferStatus.BUYER,
        amount_cents=2000,
        seller_cents=2000,
        shipping_discount_cents=shipping_discount_cents,
        expires_at=timezone.now() + timedelta(days=1),
    )


def test_shares_buy_no_place_in_the_order_of_relevance(ana: User, shop: list[Listing]) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        before = search_results(Search(q="dress", sort="relevance"), None)
        last = before.rows[-1]
        listing_share(user=ana, listing=last)
        clock.shift(timedelta(minutes=2))
        listing_share(user=ana, listing=last)
        clock.shift(timedelta(minutes=-2))
        after = search_results(Search(q="dress", sort="relevance"), None)
    assert (after.rows, after.scores) == (before.rows, before.scores)
    assert search_results(Search(q="dress", sort="just_shared"), None).rows[0] == last


def test_the_page_of_a_merged_brand_leads_to_the_other(client: Client, db: None) -> None:
    brand_merge(brand=brand("Fre Peeple"), into=brand("Free People"))
    answer = client.get("/brands/fre-peeple/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/brands/free-people/")
    assert client.get("/brands/nobodys/").status_code == 404
