"""What search engines and other sites read of a listing: their rules, kept in every state.

Google's: developers.google.com/search/docs/appearance/structured-data/merchant-listing and
/breadcrumb; Open Graph's: ogp.me.
"""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from closets.models import User
from listings.models import Listing, Photo
from tests.pages.test_listing import Head, structured, text_of
from tests.shop import brand, on_sale

AVAILABLE = {"InStock", "OutOfStock", "SoldOut", "Discontinued"}
CONDITIONS = {"NewCondition", "UsedCondition"}
STATES: dict[str, dict[str, Any]] = {
    "as good as any": {},
    "new with tags": {"condition": "nwt"},
    "reserved": {"status": "reserved"},
    "not for sale": {"status": "not_for_sale"},
    "sold": {"status": "sold", "sold_at": "2026-11-20T00:00Z"},
    "without a brand": {"brand": None},
    "without words": {"description": ""},
    "hostile": {"title": "</script><script>alert(1)</script>", "description": "\u2028<!--"},
    "very long": {"title": "W" * 80, "description": "Wool & silk\n" * 125},
}


@pytest.fixture
def row(ana: User) -> Listing:
    """A listing with everything, and a photo of 1000 x 2000."""
    made = on_sale(ana, brand=brand("Zara"), colours=["black"], description="Silk, worn twice.")
    Photo.objects.filter(listing=made).update(width=1000, height=2000)
    return made


def schema(values: set[str]) -> set[str]:
    return {f"https://schema.org/{value}" for value in values}


def is_address(text: object) -> bool:
    parts = urlsplit(str(text))
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def broken_product(product: dict[str, Any]) -> list[str]:
    """Rules of a merchant listing that it does not keep."""
    offer = product["offers"]
    rules = {
        "context": product["@context"] == "https://schema.org",
        "type": product["@type"] == "Product",
        "name": 0 < len(product["name"]) <= 150,
        "description": 0 < len(product["description"]) <= 5000,
        "image": bool(product["image"]) and all(map(is_address, product["image"])),
        "brand": "brand" not in product
        or (product["brand"]["@type"], bool(product["brand"]["name"])) == ("Brand", True),
        "offer": offer["@type"] == "Offer",
        "price": bool(re.fullmatch(r"[0-9]+\.[0-9]{2}", offer["price"])),
        "above nothing": float(offer["price"]) > 0,
        "currency": offer["priceCurrency"] == "USD",
        "availability": offer["availability"] in schema(AVAILABLE),
        "condition": offer["itemCondition"] in schema(CONDITIONS),
        "address": is_address(product["url"]) and offer["url"] == product["url"],
        "no empty value": all(product.values()),
    }
    return [name for name, holds in rules.items() if not holds]


def broken_path(path: dict[str, Any]) -> list[str]:
    """Rules of a breadcrumb that it does not keep."""
    steps = path["itemListElement"]
    rules = {
        "type": (path["@context"], path["@type"]) == ("https://schema.org", "BreadcrumbList"),
        "two steps": len(steps) >= 2,
        "positions": [step["position"] for step in steps] == list(range(1, len(steps) + 1)),
        "steps": all(step["@type"] == "ListItem" and step["name"] for step in steps),
        "addresses": all(is_address(step["item"]) for step in steps),
    }
    return [name for name, holds in rules.items() if not holds]


def broken_graph(found: dict[str, str]) -> list[str]:
    """Rules of Open Graph that the head does not keep."""
    rules = {
        "basic four": all(found[f"og:{name}"] for name in ("title", "type", "image", "url")),
        "addresses": is_address(found["og:url"]) and is_address(found["og:image"]),
        "words": bool(found["og:image:alt"] and found["og:description"] and found["description"]),
        "price": bool(re.fullmatch(r"[0-9]+\.[0-9]{2}", found["product:price:amount"])),
        "availability": found["product:availability"]
        in {"in stock", "out of stock", "discontinued"},
        "card": found["twitter:card"] == "summary_large_image",
    }
    return [name for name, holds in rules.items() if not holds]


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_no_state_breaks_a_rule(client: Client, row: Listing, state: dict[str, Any]) -> None:
    Listing.objects.filter(pk=row.pk).update(**state)
    text = text_of(client, row)
    product, path = structured(text)
    assert broken_product(product) == []
    assert broken_path(path) == []
    assert broken_graph(Head(text).found) == []
    assert f'<link rel="canonical" href="{product["url"]}">' in text


def test_the_pictures_real_size_is_told(client: Client, row: Listing) -> None:
    found = Head(text_of(client, row)).found
    assert (found["og:image:width"], found["og:image:height"]) == ("1000", "1333")
    Photo.objects.filter(listing=row).update(width=4000, height=3000, crop=[0.1, 0.0, 0.5, 0.8])
    found = Head(text_of(client, row)).found
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "1600")


def test_a_rule_that_is_broken_is_noticed(client: Client, row: Listing) -> None:
    product, path = structured(text_of(client, row))
    product["offers"]["price"], product["image"] = "0.5", ["/media/a.webp"]
    path["itemListElement"].pop(0)
    assert (broken_product(product), broken_path(path)) == (["image", "price"], ["positions"])
