"""What search engines are told of."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from closets.models import User
from listings.models import StyleTag
from poshmark.pages import sitemaps
from tests.shop import brand, on_sale


def places(client: Client, path: str) -> list[str]:
    """The addresses in a sitemap, in their order."""
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith(sitemaps.HEAD)
    return re.findall(r"<loc>([^<]+)</loc>", text)


def test_every_part_is_listed_and_holds_what_is_on_sale(
    client: Client, ana: User, settings: Settings
) -> None:
    settings.SITE_URL = "https://shop.example"
    there = on_sale(ana, brand=brand("Free People"))
    on_sale(ana, status="not_for_sale")
    StyleTag.objects.create(slug="boho", name="Boho")
    parts = places(client, "/sitemap.xml")
    assert f"https://shop.example/sitemaps/listings-{there.pk // sitemaps.RANGE}.xml" in parts
    found = [
        place
        for part in parts
        for place in places(client, part.removeprefix("https://shop.example"))
    ]
    assert sorted(place.removeprefix("https://shop.example") for place in found) == [
        "/",
        "/brands/free-people/",
        "/categories/women/dresses/",
        "/closets/ana/",
        f"/listings/{there.pk}/",
        "/search/",
        "/styles/boho/",
        "/trending/",
        "/wanted/",
    ]


@pytest.mark.django_db
def test_beyond_the_last_part_there_is_nothing(client: Client) -> None:
    assert client.get("/sitemaps/listings-0.xml").status_code == 404
    assert client.get("/sitemaps/people-0.xml").status_code == 404
    assert client.get("/sitemaps/pages-1.xml").status_code == 404


def test_parts_are_of_fixed_ranges(
    client: Client,
    ana: User,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(sitemaps, "RANGE", 2)
    rows = [on_sale(ana) for _ in range(4)]
    part = rows[-1].pk // 2
    with django_assert_num_queries(2):
        found = places(client, f"/sitemaps/listings-{part}.xml")
    assert found[-1].endswith(f"/listings/{rows[-1].pk}/")
    assert len(found) <= 2


def test_robots_may_not_read_what_is_somebodys_own(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /searches/" in text
    assert text.rstrip().endswith("/sitemap.xml")
