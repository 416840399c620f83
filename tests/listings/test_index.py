"""The words a listing is found by."""

import pytest
from django.contrib.postgres.search import SearchQuery

from closets.models import User
from listings.models import Brand, Category, Listing, Size
from listings.services.index import SEARCH_CONFIG, listing_index, listings_index
from tests.listings.rows import vector


@pytest.fixture
def dress(ana: User, maxi: Category, free_people: Brand, medium: Size) -> Listing:
    return Listing.objects.create(
        closet=ana.closet,
        title="Café crochet dress",
        description="Worn twice at weddings.",
        department=maxi.department,
        category=maxi.parent,
        subcategory=maxi,
        brand=free_people,
        size=medium,
        colours=["cream"],
        style_tags=["boho"],
    )


def found(words: str) -> list[Listing]:
    query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
    return list(Listing.objects.filter(search_vector=query))


@pytest.mark.parametrize(
    "words",
    [
        "dresses crochet",
        "cafe",
        "CAFÉ",
        "free people",
        "fp",
        "gown",
        "women maxi",
        "boho cream",
        "wedding",
        "dress m",
    ],
)
def test_a_listing_is_found_by_its_words(dress: Listing, words: str) -> None:
    assert found(words) == []
    listing_index(dress)
    assert found(words) == [dress]


def test_a_listing_is_not_found_by_others_words(dress: Listing) -> None:
    listing_index(dress)
    assert [found(words) for words in ("jeans", "kids", "levi")] == [[], [], []]


def test_title_and_brand_weigh_most_and_the_description_least(dress: Listing) -> None:
    listing_index(dress)
    weights = dict(part.rsplit(":", 1) for part in vector(dress).split())
    assert {word: weights[f"'{word}'"] for word in ("crochet", "fp", "gown", "boho", "twice")} == {
        "crochet": "2A",
        "fp": "6A",
        "gown": "10B",
        "boho": "12C",
        "twice": "16",
    }


def test_many_are_indexed_by_one_update_and_no_others(ana: User, dress: Listing) -> None:
    other = Listing.objects.create(closet=ana.closet, title="Plain jeans")
    assert listings_index(Listing.objects.filter(title__startswith="Plain")) == 1
    assert (found("jeans"), found("crochet")) == ([other], [])
    assert listings_index(Listing.objects.all()) == 2
    assert found("crochet") == [dress]


def test_a_bare_draft_is_indexed_without_words(draft: Listing) -> None:
    listing_index(draft)
    draft.refresh_from_db()
    assert draft.search_vector == ""
