"""The listing page (L8)."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from listings.models import Listing, Photo
from listings.services.prices import price_change
from poshmatch.models import StyledListing
from social.services.comments import comment_add
from social.services.likes import listing_like
from social.services.shares import listing_share
from tests.payments.shop import AUSTIN, address
from tests.shop import brand, category, on_sale

MOST_QUERIES = 12


@pytest.fixture
def dress(ana: User) -> Listing:
    """Ana's dress, with two photos, a lower price and a like."""
    row = on_sale(ana, title='Silk "slip" </script>', brand=brand("Zara"), colours=["black"])
    Photo.objects.create(listing=row, position=1, state="ready", content_hash="cd" * 32)
    price_change(actor=ana, listing=row, price_cents=3500)
    return row


def page(client: Client, row: Listing, **more: Any) -> Any:
    return client.get(row.get_absolute_url(), **more)


def text_of(client: Client, row: Listing) -> str:
    return str(page(client, row).content.decode())


class Head(HTMLParser):
    """The meta properties and the pictures of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.pictures: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs = dict(attrs)
        if tag == "img":
            self.pictures.append(pairs)
        if tag == "meta" and (name := pairs.get("property") or pairs.get("name")):
            self.found[name] = pairs.get("content") or ""


def structured(text: str) -> list[dict[str, Any]]:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data: list[dict[str, Any]] = json.loads(found)
    return data


@pytest.mark.parametrize("viewer", ["", "bea", "ana"])
def test_it_asks_few_queries(
    client: Client, ana: User, bea: User, cleo: User, dress: Listing, viewer: str
) -> None:
    for n in range(9):
        on_sale(ana, title=f"More {n}")
        on_sale(cleo, title=f"Near {n}", brand=brand(f"Brand {n}"))
    for n in range(5):
        comment_add(user=bea, listing=dress, body=f"Question {n}?")
    listing_like(user=bea, listing=dress)
    if viewer:
        member = {"ana": ana, "bea": bea}[viewer]
        address(member, AUSTIN, is_default_to=True)
        client.force_login(member)
    with CaptureQueriesContext(connection) as queries:
        answer = page(client, dress)
    assert len(answer.context["similar"]) == 6
    assert len(answer.context["more"]) == 6
    assert len(queries) <= MOST_QUERIES, [q["sql"][:100] for q in queries]


def test_structured_data_says_what_a_shop_must(client: Client, dress: Listing) -> None:
    product, path = structured(text_of(client, dress))
    assert product["@type"] == "Product"
    assert product["name"] == 'Silk "slip" </script>'
    assert product["brand"] == {"@type": "Brand", "name": "Zara"}
    assert len(product["image"]) == 2
    assert all(urlsplit(image).scheme == "http" for image in product["image"])
    offer = product["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("35.00", "USD")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["itemCondition"] == "https://schema.org/UsedCondition"
    assert [step["position"] for step in path["itemListElement"]] == [1, 2, 3]
    assert path["itemListElement"][-1]["item"] == product["url"]


def test_a_sold_one_says_so(client: Client, dress: Listing) -> None:
    Listing.objects.filter(pk=dress.pk).update(status="sold", sold_at=dress.published_at)
    text = text_of(client, dress)
    assert structured(text)[0]["offers"]["availability"] == "https://schema.org/SoldOut"
    assert Head(text).found["product:availability"] == "discontinued"
    assert "Buy now" not in text


def test_open_graph_is_whole(client: Client, dress: Listing) -> None:
    found = Head(text_of(client, dress)).found
    needed = {"og:type", "og:title", "og:url", "og:image", "og:description", "og:site_name"}
    assert needed <= set(found)
    assert found["og:title"] == 'Silk "slip" </script>'
    assert found["product:price:amount"] == "35.00"
    for name in ("og:url", "og:image"):
        assert urlsplit(found[name]).netloc


def test_share_links_are_plain_and_whole(client: Client, dress: Listing) -> None:
    outside = page(client, dress).context["outside"]
    names = [name for name, _, _ in outside.links]
    assert names == ["E-mail", "X", "Facebook", "Pinterest"]
    pin = parse_qs(urlsplit(outside.links[3][2]).query)
    assert pin["url"] == [outside.url]
    assert pin["media"] == [outside.image]
    mail = parse_qs(urlsplit(outside.links[0][2]).query)
    assert mail["subject"] == [dress.title]


def test_the_price_history_is_public(client: Client, dress: Listing) -> None:
    assert "$40.00 → $35.00" in text_of(client, dress)


def test_a_visitors_page_is_nobodys_and_asked_again_for_nothing(
    client: Client, dress: Listing
) -> None:
    first = page(client, dress)
    assert b"csrfmiddlewaretoken" not in first.content
    assert not first.cookies
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in first.headers["Vary"]
    again = page(client, dress, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Listing.objects.filter(pk=dress.pk).update(price_cents=3000)
    changed = page(client, dress, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_members_page_is_private(client: Client, bea: User, dress: Listing) -> None:
    client.force_login(bea)
    answer = page(client, dress)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer.headers


def test_the_owner_has_every_verb(client: Client, ana: User, dress: Listing) -> None:
    client.force_login(ana)
    text = text_of(client, dress)
    for name in ("edit", "price", "hold", "copy", "delete"):
        assert reverse(f"listings:{name}", args=[dress.pk]) in text
    assert reverse("social:share", args=[dress.pk]) in text
    assert reverse("payments:buy", args=[dress.pk]) not in text
    gone = client.post(reverse("listings:delete", args=[dress.pk]), follow=True)
    assert reverse("listings:restore", args=[dress.pk]) in gone.content.decode()


def test_who_likes_it_can_be_read(client: Client, bea: User, dress: Listing) -> None:
    assert "Who likes this" not in text_of(client, dress)
    listing_like(user=bea, listing=dress)
    assert reverse("social:likers", args=[dress.pk]) in text_of(client, dress)


def test_it_says_how_often_it_was_shared(client: Client, bea: User, dress: Listing) -> None:
    assert "1 share<" not in text_of(client, dress)
    listing_share(user=bea, listing=dress)
    assert "1 share<" in text_of(client, dress)


def test_every_photo_has_its_room_and_a_blur_before_it_comes(
    client: Client, dress: Listing
) -> None:
    Photo.objects.filter(listing=dress).update(placeholder="data:image/webp;base64,AAAA")
    pictures = Head(text_of(client, dress)).pictures
    blurs = [picture for picture in pictures if picture.get("class") == "photo-blur"]
    photos = [picture for picture in pictures if picture.get("class") == "gallery__photo"]
    assert {blur["src"] for blur in blurs} == {"data:image/webp;base64,AAAA"}
    assert (len(blurs), len(photos)) == (2, 2)
    sized = [picture for picture in pictures if {"width", "height"} <= picture.keys()]
    assert len(sized) == len(pictures) - len(blurs)
    assert [photo.get("loading") for photo in photos] == [None, "lazy"]
    for photo in photos:
        widths = [part.split()[1] for part in str(photo["srcset"]).split(", ")]
        assert widths == ["240w", "640w", "1200w"]


def test_similar_ones_fall_back_to_the_category(client: Client, cleo: User, dress: Listing) -> None:
    near = on_sale(cleo, title="Other dress")
    on_sale(cleo, title="Boots", category=category("women/shoes", "boots"))
    assert not StyledListing.objects.exists()
    assert [card.listing for card in page(client, dress).context["similar"]] == [near]


@pytest.mark.parametrize("number", [0, 10**15])
def test_what_is_not_there_is_not_found(client: Client, db: None, number: int) -> None:
    assert client.get(f"/listings/{number}/").status_code == 404
