"""A listing finds the saved searches that would find it: those, and no others."""

import random

import pytest

from closets.models import User
from listings.alerts.compiling import compiled, lexemes_in, wanted_by
from listings.alerts.filing import SearchRefused, standing_of
from listings.alerts.keys import keys_for, keys_of
from listings.alerts.matching import standings_of
from listings.alerts.saving import search_save
from listings.models import Listing, Size, Standing
from listings.services.brands import brand_merge
from listings.services.index import listing_vector
from tests.listings.alerts.waiting import at, wait
from tests.shop import brand, category, on_sale

WORDS = [
    "silk",
    "free people dress under $50",
    "red",
    "size m",
    "boots under $40",
    "crochet",
    "maxi dress",
    "DRESSES",
    "café",
    "the",
    "jack",
    "'|&!",
    "boots",
]
BRANDS = ["free-people", "levis", "nowhere"]
COLOURS = ["black", "white", "red"]


def shop(owner: User) -> list[Listing]:
    """Things that differ in everything a search can ask for."""
    sizes = [
        Size.objects.create(group="women-dresses", label=label, position=0) for label in ("S", "M")
    ]
    titles = ["Crochet maxi dress", "Silk café blouse", "Denim jacket", "Leather boots"]
    dice = random.Random(7)
    return [
        on_sale(
            owner,
            title=dice.choice(titles),
            brand=dice.choice([None, brand("Free People"), brand("Levis")]),
            category=category(dice.choice(["women/dresses", "women/tops", "men/jackets"])),
            size=dice.choice([None, *sizes]),
            colours=dice.sample(COLOURS, dice.randint(0, 2)),
            style_tags=dice.sample(["boho", "y2k"], dice.randint(0, 2)),
            condition=dice.choice(["nwt", "good"]),
            price_cents=dice.choice([1500, 3000, 4999, 5000, 5001, 9000]),
        )
        for _ in range(24)
    ]


def address(dice: random.Random) -> str:
    """Of a state that asks for a few things at random."""
    choices = [
        f"q={dice.choice(WORDS)}",
        f"brand={dice.choice(BRANDS)}&brand={dice.choice(BRANDS)}",
        f"category={dice.choice(['women/dresses', 'women/tops', 'no/such'])}",
        f"department={dice.choice(['women', 'men'])}",
        f"size={dice.choice('SM')}&size={dice.choice('SM')}",
        f"colour={dice.choice(COLOURS)}&colour={dice.choice(COLOURS)}",
        f"style={dice.choice(['boho', 'y2k'])}",
        f"condition={dice.choice(['nwt', 'good'])}",
        f"max_price={dice.choice([15, 30, 50])}",
        f"min_price={dice.choice([15, 30, 50])}",
    ]
    return "&".join(dice.sample(choices, dice.randint(1, 4)))


def test_it_finds_exactly_the_searches_that_find_it(ana: User) -> None:
    listings, dice = shop(ana), random.Random(1)
    standings = {standing_of(at(one)) for one in map(address, [dice] * 120) if not is_price(one)}
    Standing.objects.update(waiting=1)
    theirs: dict[int, set[str]] = {listing.pk: set() for listing in listings}
    for standing in standings:
        for pk in wanted_by(at(standing.state)).matching().values_list("pk", flat=True):
            theirs[pk].add(standing.state)
    states = {standing.pk: standing.state for standing in standings}
    for listing in listings:
        assert {states[pk] for pk in standings_of(listing)} == theirs[listing.pk]
    assert sum(map(len, theirs.values())) > 50


def is_price(address: str) -> bool:
    """Whether it asks for nothing but a price, or for words that say nothing."""
    return all("_price=" in one or one == "q=the" for one in address.split("&"))


def test_a_search_is_filed_under_its_rarest_conditions(db: None) -> None:
    meaning = compiled(at("q=boots&colour=red&brand=levis&brand=x"))
    shares = {"=kred": 0.1, "boot": 0.05}
    assert len(keys_of(meaning.conditions, shares)) == 1


def test_each_of_many_alternatives_is_a_key_of_its_own(ana: User) -> None:
    rows = [brand(name) for name in ("Abc", "Bcd", "Cde", "Def")]
    query = "&".join(f"brand={row.slug}" for row in rows)
    keys = keys_of(compiled(at(query)).conditions, {})
    assert len(keys) == 4
    vector = listing_vector(on_sale(ana, brand=rows[2]))
    assert len(keys & set(keys_for(lexemes_in(vector)))) == 1


def test_everything_and_a_bare_price_cannot_be_waited_for(bea: User) -> None:
    for state in ("", "max_price=20", "my_size=1", "sort=just_in"):
        with pytest.raises(SearchRefused):
            search_save(user=bea, search=at(state), name="x")
    assert not Standing.objects.exists()


def test_members_who_save_the_same_share_one_row(ana: User, bea: User, cleo: User) -> None:
    saved = [wait(bea, "brand=x&sort=price_up"), wait(cleo, "brand=x"), wait(cleo, "brand=x")]
    assert {one.standing_id for one in saved} == {Standing.objects.get().pk}
    assert Standing.objects.get().waiting == 2
    assert saved[0].address == "brand=x&sort=price_up"
    assert saved[1] == saved[2]
    wait(cleo, "brand=x&my_size=1")
    assert Standing.objects.get().waiting == 2


def test_a_price_drop_concerns_those_whose_limit_it_came_under(ana: User, bea: User) -> None:
    listing = on_sale(ana, title="Silk dress", price_cents=3000)
    below, above = wait(bea, "q=silk&max_price=40"), wait(bea, "q=silk&max_price=60")
    wait(bea, "q=silk&max_price=20")
    assert set(standings_of(listing)) == {below.standing_id, above.standing_id}
    assert standings_of(listing, was_cents=5000) == [below.standing_id]


def test_who_waits_for_a_merged_brand_waits_for_the_other(
    ana: User, bea: User, cleo: User, sam: User
) -> None:
    typo, into = brand("Fre Peeple"), brand("Free People")
    wait(bea, "brand=fre-peeple&brand=levis&max_price=50")
    named = wait(cleo, "q=fre+peeple&sort=price_up")
    both, kept = wait(sam, "brand=fre-peeple"), wait(sam, "brand=free-people")
    brand_merge(brand=typo, into=into)
    listing = on_sale(ana, brand=into, price_cents=4000)
    found = Standing.objects.filter(pk__in=standings_of(listing), waiting__gt=0)
    assert set(found.values_list("saved__user", "waiting")) == {
        (one.pk, 1) for one in (bea, cleo, sam)
    }
    assert [one.address for one in bea.saved_searches.all()] == [
        "brand=free-people&brand=levis&max_price=50"
    ]
    assert named.standing_id in standings_of(listing)
    both.refresh_from_db()
    assert (both.standing_id, both.deleted_at is None) == (kept.standing_id, False)
