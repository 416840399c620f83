import numpy as np

from poshmatch.style.tables import Listing
from poshmatch.style.tokens import bag_tokens, price_bucket, token_key
from poshmatch.style.vocabulary import build_vocabulary

DRESS = Listing(
    id=1,
    title="The Floral Maxi, new!",
    brand="Free People",
    category=("Women", "Dresses"),
    colours=("Red",),
    size="S",
    price_cents=4_000,
)


def test_a_listing_becomes_tokens_in_blocks() -> None:
    assert sorted(bag_tokens(DRESS)) == [
        ("brand", "free people"),
        ("brand_category", "free people dresses"),
        ("category", "dresses"),
        ("category", "women"),
        ("category", "women > dresses"),
        ("colour", "red"),
        ("price", "11"),
        ("size", "s"),
        ("size_category", "s dresses"),
        ("title", "floral"),
        ("title", "floral maxi"),
        ("title", "maxi"),
    ]


def test_a_listing_of_which_nothing_is_known_has_no_tokens() -> None:
    assert list(bag_tokens(Listing(id=1))) == []


def test_near_prices_share_a_bucket_and_far_ones_do_not() -> None:
    assert price_bucket(4_000) == price_bucket(4_200)
    assert price_bucket(4_000) != price_bucket(9_000)
    assert price_bucket(0) == price_bucket(-5) == ""


def test_a_tokens_key_never_changes() -> None:
    assert token_key(("brand", "gap")) == 7282283096586441546


def test_the_vocabulary_keeps_what_two_listings_share() -> None:
    words = build_vocabulary([DRESS, Listing(id=2, brand="Free People"), Listing(id=3, size="M")])
    assert [(words.block_name(0), words.name(0))] == [("brand", "free people")]
    assert len(words) == 1


def test_rarer_tokens_weigh_more() -> None:
    listings = [Listing(id=n, brand="rare" if n < 2 else "common") for n in range(10)]
    words = build_vocabulary(listings)
    rare, common = words.column(("brand", "rare")), words.column(("brand", "common"))
    assert words.weight[rare] > words.weight[common]


def test_bags_have_unit_length_and_unknown_listings_empty_ones() -> None:
    words = build_vocabulary([DRESS, DRESS])
    bags = words.encode([DRESS, Listing(id=3, brand="Nobody")])
    assert np.isclose((bags.take(np.array([0])).weights ** 2).sum(), 1)
    assert np.diff(bags.starts).tolist() == [12, 0]


def test_an_empty_catalogue_has_an_empty_vocabulary() -> None:
    words = build_vocabulary([])
    assert len(words) == 0
    assert len(words.encode([DRESS]).tokens) == 0
