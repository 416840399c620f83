"""A small shop of two planted styles, and a style model trained on it."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from closets.models import User
from listings.models import Listing
from poshmatch.services.training import model_train
from poshmatch.serving import style_model_reload
from poshmatch.style import StyleModel
from social.services.likes import listing_like
from tests.people import person
from tests.shop import brand, category, on_sale

BOHO, STREET = "boho", "streetwear"
LOOKS = {
    BOHO: ("Crochet maxi dress", "Free People", "women/dresses", "maxi-dress"),
    STREET: ("Boxy logo hoodie", "Supreme", "women/tops", "hoodie"),
}


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, tmp_path: Path) -> None:
    """No test sees another's model or cache."""
    settings.MODEL_DIR = tmp_path / "models"
    cache.clear()


@pytest.fixture
def shop(db: None) -> dict[str, list[Listing]]:
    """Forty listings of each style, in ten closets of four."""
    return {style: _of_style(style) for style in LOOKS}


@pytest.fixture
def model(shop: dict[str, list[Listing]]) -> StyleModel:
    """Trained on twenty members who like one of the two styles."""
    for number in range(20):
        fan = person(f"fan{number}")
        liked = shop[BOHO if number % 2 else STREET]
        for offset in range(8):
            listing_like(user=fan, listing=liked[(number * 3 + offset) % len(liked)])
    model_train()
    trained = style_model_reload()
    assert trained is not None
    return trained


def _of_style(style: str) -> list[Listing]:
    title, brand_name, path, garment = LOOKS[style]
    sellers = [person(f"{style}{number}") for number in range(10)]
    return [
        on_sale(
            sellers[number % 10],
            title=f"{title} {number}",
            brand=brand(f"{brand_name} {number % 10}"),
            category=category(path, garment),
            style_tags=[style],
            age_minutes=number,
        )
        for number in range(40)
    ]


def style_share(listings: list[Listing], style: str) -> float:
    """Which part of the listings is of the style, 0 to 1."""
    return sum(style in listing.style_tags for listing in listings) / len(listings)


def likes(user: User, listings: list[Listing]) -> None:
    """The member likes all of these."""
    for listing in listings:
        listing_like(user=user, listing=listing)
