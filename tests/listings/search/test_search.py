"""Search: words, facets, sorts and pages (B1, B2, B3)."""

import pytest
from django.http import QueryDict
from django.test import Client

from closets.models import Block, MySize, User
from listings.models import Listing, Size
from listings.search.facets import Facets, search_facets
from listings.search.params import Search
from listings.search.reading import reading_of
from listings.search.results import search_results
from listings.search.suggestions import suggestions
from listings.search.wanted import wanted
from tests.shop import brand, category, on_sale


def found(search: Search, viewer: User | None = None) -> list[str]:
    """Titles of the first page."""
    return [listing.title for listing in search_results(search, viewer).rows]


def facets_of(search: Search, viewer: User | None = None) -> Facets:
    """The facets beside it."""
    return search_facets(search, wanted(search, reading_of(search), viewer))


@pytest.fixture
def shop(ana: User, cleo: User) -> None:
    """Four things of two sellers."""
    size = Size.objects.create(group="women-dresses", label="M", position=0)
    on_sale(
        ana,
        title="Crochet maxi dress",
        brand=brand("Free People"),
        colours=["white"],
        style_tags=["boho"],
        size=size,
        price_cents=4500,
        age_minutes=3,
    )
    on_sale(ana, title="Silk café blouse", category=category("women/tops"), age_minutes=2)
    on_sale(cleo, title="Denim jacket", brand=brand("Levi's"), price_cents=2500, age_minutes=1)
    on_sale(cleo, title="Leather boots", condition="nwt", colours=["black", "brown"])


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("maxi crochet", ["Crochet maxi dress"]),
        ("DRESSES", ["Crochet maxi dress", "Denim jacket", "Leather boots"]),
        ("cafe", ["Silk café blouse"]),
        ("free people", ["Crochet maxi dress"]),
        ("boho", ["Crochet maxi dress"]),
        ("jacket", ["Denim jacket"]),
        ("unicorn", []),
        ("' | & ! ( ) :* <-> \\ %", []),
    ],
)
def test_words_are_found_in_any_order_form_and_accent(words: str, titles: list[str]) -> None:
    assert sorted(found(Search(q=words, sort="relevance"))) == sorted(titles)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("brand=levis", ["Denim jacket"]),
        ("colour=black", ["Leather boots"]),
        ("condition=nwt", ["Leather boots"]),
        ("style=boho", ["Crochet maxi dress"]),
        ("size=M", ["Crochet maxi dress"]),
        ("category=women/tops", ["Silk café blouse"]),
        ("max_price=30", ["Denim jacket"]),
        ("min_price=41", ["Crochet maxi dress"]),
        ("colour=mauve&department=nowhere", []),
        ("availability=sold", []),
    ],
)
def test_each_facet_narrows(query: str, titles: list[str]) -> None:
    search = Search.from_query(QueryDict(query))
    assert found(search) == titles


@pytest.mark.usefixtures("shop")
def test_sorts_put_things_in_order() -> None:
    assert found(Search())[0] == "Leather boots"
    assert found(Search(sort="just_in"))[0] == "Leather boots"
    assert found(Search(sort="price_up"))[0] == "Denim jacket"
    assert found(Search(sort="price_down"))[0] == "Crochet maxi dress"
    assert len(found(Search(sort="most_liked"))) == 4


@pytest.mark.parametrize("sort", ["relevance", "most_liked", "price_up"])
def test_pages_follow_each_other_in_every_sort(sort: str, ana: User) -> None:
    for number in range(100):
        on_sale(ana, title=f"Silk dress {number}", price_cents=1000 + number % 5)
    search = Search(q="silk", sort=sort)
    first = search_results(search, None)
    second = search_results(search.with_(after=first.next_cursor), None)
    third = search_results(search.with_(after=second.next_cursor), None)
    rows = [row.pk for page in (first, second, third) for row in page.rows]
    assert len(rows) == len(set(rows)) == 100
    assert third.next_cursor == ""


@pytest.mark.usefixtures("shop")
def test_facet_counts_are_those_of_the_listings() -> None:
    facets = facets_of(Search())
    assert facets.total == Listing.objects.count() == 4
    assert {option.name: option.count for option in facets.brands} == {
        "Free People": 1,
        "Levi's": 1,
    }
    assert {option.name: option.count for option in facets.categories} == {"Dresses": 3, "Tops": 1}
    assert {option.name: option.count for option in facets.colours} == {
        "White": 1,
        "Black": 1,
        "Brown": 1,
    }


@pytest.mark.usefixtures("shop")
def test_facets_link_to_the_state_they_make_and_out_of_it() -> None:
    search = Search(q="dress", condition=("good",))
    option = next(one for one in facets_of(search).conditions if one.value == "good")
    assert option.is_on
    assert option.query == "q=dress"
    assert Search.from_query(QueryDict(search.query_string())) == Search(
        q="dress", condition=("good",), sort="relevance"
    )


@pytest.mark.usefixtures("shop")
def test_blocked_and_suspended_sellers_leave_no_trace(ana: User, bea: User, cleo: User) -> None:
    Block.objects.create(blocker=ana, blocked=bea)
    cleo.is_active = False
    cleo.save()
    assert found(Search(), bea) == []
    assert facets_of(Search(), bea).total == 0
    assert len(found(Search())) == 2


@pytest.mark.usefixtures("shop")
def test_my_size_keeps_what_fits_and_what_has_no_size(bea: User) -> None:
    MySize.objects.create(user=bea, department="women", group="women-dresses", label="S")
    assert "Crochet maxi dress" not in found(Search(my_size=True), bea)
    MySize.objects.create(user=bea, department="women", group="women-dresses", label="M")
    assert "Crochet maxi dress" in found(Search(my_size=True), bea)


@pytest.mark.usefixtures("shop")
def test_suggestions_are_grouped_and_few() -> None:
    rows = suggestions("le", None)
    assert [(row.group, row.text) for row in rows] == [("Brands", "Levi's")]
    assert suggestions("a", None) == []
    assert suggestions("\x00", None) == []


STRANGE = ["\x00", "🦄" * 50, "a" * 10_000, "'; drop table x; --", "﷽ שלום", "<->|&!:*", "%%%"]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("words", STRANGE)
def test_nothing_typed_is_a_failure(words: str, client: Client) -> None:
    for name in ("q", "brand", "after", "size", "min_price", "category", "sort"):
        answer = client.get("/search/", {name: words})
        assert answer.status_code in {200, 302}
