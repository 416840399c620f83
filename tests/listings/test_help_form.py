"""Help beside the fields: guesses to take and what such things sold for."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.help.guesses import taken
from listings.models import Brand, Category, Listing, PriceHint
from tests.listings.conftest import add_photo


def offered(html: str) -> list[str]:
    return re.findall(r'name="take" value="([^"]+)"', html)


def page_of(client: Client, draft: Listing) -> str:
    return str(client.get(reverse("listings:draft", args=[draft.pk])).content.decode())


@pytest.fixture
def titled(draft: Listing, maxi: Category, free_people: Brand) -> Listing:
    """Ana's draft with a title and a photo of something green."""
    maxi.synonyms = ["maxi dress"]
    maxi.save()
    photo = add_photo(draft)
    photo.colours = ["green", "tan"]
    photo.save()
    Listing.objects.filter(pk=draft.pk).update(title="Red FreePeople maxi dress")
    return Listing.objects.get(pk=draft.pk)


def test_it_offers_what_title_and_cover_say(
    client: Client, ana: User, titled: Listing, maxi: Category
) -> None:
    client.force_login(ana)
    html = page_of(client, titled)
    wanted = ["brand:Free People", f"category:{maxi.pk}", "colours:red", "colours:green"]
    assert offered(html) == wanted
    assert "Women / Dresses / Maxi" in html
    assert html.count("from the photo") == 1
    assert Listing.objects.get(pk=titled.pk).brand is None


def test_it_never_offers_what_is_filled_in(
    client: Client, ana: User, titled: Listing, maxi: Category
) -> None:
    client.force_login(ana)
    url = reverse("listings:guesses", args=[titled.pk])
    sent: dict[str, Any] = {
        "title": "Red FreePeople maxi dress",
        "brand": "Zara",
        "category": maxi.pk,
        "colours": ["blue", "tan"],
    }
    assert offered(client.get(url, sent).content.decode()) == []
    sent["colours"] = ["green"]
    assert offered(client.get(url, sent).content.decode()) == ["colours:red"]


def test_one_tap_takes_it_without_scripts(
    client: Client, ana: User, titled: Listing, maxi: Category, free_people: Brand
) -> None:
    client.force_login(ana)
    url = reverse("listings:draft", args=[titled.pk])
    for take in offered(page_of(client, titled)):
        titled.refresh_from_db()
        sent = {
            "version": titled.version,
            "title": titled.title,
            "brand": titled.brand.name if titled.brand else "",
            "category": titled.subcategory_id or "",
            "colours": titled.colours,
            "take": take,
        }
        assert client.post(url, sent).status_code == 302
    titled.refresh_from_db()
    assert (titled.brand, titled.subcategory) == (free_people, maxi)
    assert titled.colours == ["red", "green"]
    assert offered(page_of(client, titled)) == []


@pytest.mark.parametrize("take", ["", "title:Stolen", "price:1", "version:9", "nonsense"])
def test_only_guesses_are_taken(take: str) -> None:
    data = QueryDict(f"title=Mine&take={take}")
    assert taken(data) is data


def test_the_price_hint_says_what_it_rests_on(
    client: Client, ana: User, titled: Listing, maxi: Category, free_people: Brand
) -> None:
    PriceHint.objects.create(
        brand=free_people, category=maxi, condition="good", quick_cents=3800,
        patient_cents=6000, sales=14,
    )  # fmt: skip
    client.force_login(ana)
    url = reverse("listings:hint", args=[titled.pk])
    sent: dict[str, Any] = {"brand": "fp", "category": maxi.pk, "condition": "good"}
    text = " ".join(client.get(url, sent).content.decode().split())
    assert 'a quick sale brought <strong class="num">$38</strong>' in text
    assert 'a patient one <strong class="num">$60</strong>' in text
    assert "From 14 sales of the same brand, category and condition." in text
    for lacking in ({"brand": ""}, {"brand": "Nobody"}, {"condition": "nwt"}, {"category": ""}):
        assert "quick sale" not in client.get(url, sent | lacking).content.decode()


def test_strangers_get_no_help_with_it(client: Client, cleo: User, titled: Listing) -> None:
    client.force_login(cleo)
    for name in ("listings:guesses", "listings:hint"):
        assert client.get(reverse(name, args=[titled.pk])).status_code == 404
