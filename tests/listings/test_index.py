"""The words a listing is found by."""

from datetime import UTC, datetime

import pytest
from django.contrib.postgres.search import SearchQuery
from django.utils import timezone

from closets.models import User
from listings.models import Brand, Category, Listing, Photo, Size
from listings.search.tokens import (
    LEVELS,
    measure_tokens,
    price_bucket,
    span_over,
    spans_between,
    token,
    unit_of,
)
from listings.services.index import SEARCH_CONFIG, listing_index, listings_index
from listings.services.prices import price_change
from listings.services.stock import item_reserve, stock_set
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
    weights = dict(part.partition(":")[::2] for part in vector(dress).split())
    assert {word: weights[f"'{word}'"] for word in ("crochet", "fp", "gown", "boho", "twice")} == {
        "crochet": "2A",
        "fp": "6A",
        "gown": "10B",
        "boho": "12C",
        "twice": "",
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


def test_facts_stand_beside_the_words(dress: Listing) -> None:
    dress.price_cents, dress.measurements = 2500, {"waist": 389}
    dress.published_at = datetime(2026, 11, 1, tzinfo=UTC)
    dress.save()
    listing_index(dress)
    facts = {part.strip("'") for part in vector(dress).split() if part.startswith("'=")}
    ids = {"d": dress.department_id, "c": dress.category_id, "b": dress.brand_id}
    expected = {token(kind, value) for kind, value in ids.items()}
    expected |= {token("c", dress.subcategory_id), token("s", dress.size_id)}
    expected |= {token("k", "cream"), token("y", "boho"), token("p", price_bucket(2500))}
    expected |= set(measure_tokens("waist", 389, 389))
    fresh = Listing.objects.get(pk=dress.pk)
    assert fresh.ranked_at is not None
    expected |= {
        token("t", f"{level}.{unit_of(fresh.ranked_at) // 4**level}") for level in range(LEVELS)
    }
    assert facts == expected
    assert fresh.size_ids == [dress.size_id]


def test_what_is_described_well_ranks_as_if_published_later(dress: Listing) -> None:
    dress.published_at = datetime(2026, 11, 1, tzinfo=UTC)
    dress.description, dress.measurements, dress.original_price_cents = "x" * 300, {"waist": 1}, 900
    dress.save()
    for position in range(5):
        Photo.objects.create(listing=dress, position=position, content_hash="a")
    listing_index(dress)
    fresh = Listing.objects.get(pk=dress.pk)
    assert (fresh.quality, fresh.ranked_at) == (100, datetime(2026, 11, 15, tzinfo=UTC))


def test_a_new_price_and_a_sold_out_size_are_indexed(dress: Listing, ana: User) -> None:
    now = timezone.now()
    Listing.objects.filter(pk=dress.pk).update(
        status="available", price_cents=2500, published_at=now, shared_at=now, condition="good"
    )
    dress.refresh_from_db()
    sizes = [
        Size.objects.create(group="women-dresses", label=label, position=9) for label in ("8", "10")
    ]
    listing = stock_set(actor=ana, listing=dress, pieces=dict.fromkeys(sizes, 1))
    listing.refresh_from_db()
    assert listing.size_ids == sorted(size.pk for size in sizes)
    item_reserve(listing=listing, size=sizes[0], actor=ana)
    listing.refresh_from_db()
    assert listing.size_ids == [sizes[1].pk]
    price_change(actor=ana, listing=listing, price_cents=700)
    assert f"'{token('p', price_bucket(700))}'" in vector(listing).split()


def units_in(tokens: list[str]) -> list[int]:
    """The units of time that tokens stand for, the latest of each first."""
    pairs = [map(int, one.removeprefix("=t").split(".")) for one in tokens]
    blocks = [range(number * 4**level, (number + 1) * 4**level) for level, number in pairs]
    return [unit for block in blocks for unit in reversed(block)]


def test_spans_of_time_follow_each_other_without_gap() -> None:
    unit = 327_001
    spans = list(spans_between(unit))
    assert [one for span in spans for one in units_in(span)] == list(range(unit, -1, -1))
    few = [one for span in spans_between(unit, unit - 100) for one in span]
    assert few == [one for span in spans for one in span][: len(few)]
    assert units_in(few[-1:])[-1] <= unit - 100


def test_a_span_over_two_units_has_all_between_them_once() -> None:
    for first, last in ((0, 0), (5, 4), (327_001, 327_241), (63, 64), (64, 127), (61, 5_000)):
        assert sorted(units_in(span_over(first, last))) == list(range(first, last + 1))
    assert span_over(64, 127) == [token("t", "3.1")]
