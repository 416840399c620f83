"""What a title says, read with the catalogue that the site ships."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.catalogue.load import catalogue_load
from listings.help.lexicon import Lexicon, squashed, words_of
from listings.help.title import TitleGuess, guess_from_title
from listings.models import Brand, Category

TITLES = [
    ("Free People crochet maxi dress", "Free People", "women/dresses/maxi"),
    ("FreePeople crochet maxi dress", "Free People", "women/dresses/maxi"),
    ("Lulu Lemon black leggings", "Lululemon", "women/activewear/leggings"),
    ("lululemn black leggings", "Lululemon", "women/activewear/leggings"),
    ("Patogonia fleece half zip", "Patagonia", "women/sweatshirts/half-zips"),
    ("Men's Patagonia hoodie", "Patagonia", "men/sweatshirts/hoodies"),
    ("abercrombie and fitch wide leg jeans", "Abercrombie & Fitch", "women/jeans/wide-leg"),
    ("A&F jean jacket", "Abercrombie & Fitch", "women/jackets/denim"),
    ("Brooks Brothers suede leather jacket", "Brooks Brothers", "women/jackets/leather"),
    ("Buck Mason simple khaki tee", "Buck Mason", "women/tops/tees"),
    ("Khakis for men", "", "men/pants/chinos"),
    ("Old Navy skirt", "Old Navy", "women/skirts"),
    ("Cable knit swaeter", "", "women/sweaters/cable"),
    ("Denim jacket with faux fur collar", "", "women/jackets/denim"),
    ("MADEWELL trenchcoat size S", "Madewell", "women/jackets/trench"),
]


@pytest.mark.django_db
def test_it_finds_brand_and_category_whatever_way_they_are_written() -> None:
    catalogue_load()
    paths = dict(Category.objects.values_list("pk", "path"))
    read = {title: guess_from_title(title) for title, _, _ in TITLES}
    found = [
        (title, guess.brand, paths.get(guess.category_id or 0, "")) for title, guess in read.items()
    ]
    assert found == TITLES


COLOURS = [
    ("Navy blue linen blazer", ["navy"]),
    ("Old Navy red sweater", ["red"]),
    ("Burgundy and ivory striped scarf", ["red", "cream"]),
    ("Lavendar midi skirt", ["purple"]),
    ("Rose gold watch, black strap, white dial", ["gold", "black"]),
    ("Vintage oxford shirt", []),
]


@pytest.mark.parametrize(("title", "colours"), COLOURS)
@pytest.mark.django_db
def test_it_hears_colours_but_not_in_a_brand(title: str, colours: list[str]) -> None:
    Brand.objects.create(name="Old Navy", slug="old-navy", popularity=9)
    assert guess_from_title(title).colours == colours


@pytest.mark.django_db
def test_an_unknown_brand_a_proposed_one_and_an_empty_title_are_no_guess() -> None:
    Brand.objects.create(name="Zorptex", slug="zorptex", review=Brand.Review.PROPOSED)
    nothing = TitleGuess(brand="", category_id=None, colours=[])
    assert guess_from_title("Zorptex thing") == nothing
    assert guess_from_title("") == nothing
    assert guess_from_title("\u2728 \u670d & '") == nothing


@pytest.mark.django_db
def test_it_reads_a_title_in_two_queries(django_assert_num_queries: Any) -> None:
    guess_from_title("Free People dress")
    with django_assert_num_queries(2):
        guess_from_title("Free People maxi dress")


@given(word=st.text("abcdefghijklm", min_size=5, max_size=12), data=st.data())
def test_one_wrong_letter_behind_the_first_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from("nopqrtv"))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:place] + letter + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1 :],
            ]
        )
    )
    names = Lexicon([(word, "it")], forgiving=[word])
    found = [match.value for match in names.find(words_of(wrong))]
    assert found == (["it"] if len(wrong) >= 5 else [])


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(word.isascii() and word.isalnum() for word in words_of(text))
    assert squashed(text) == squashed(text.upper()) or not text.isascii()
