"""The demo marketplace as it is thrown by the dice, before it is written."""

from collections import Counter, defaultdict
from functools import cache

from listings.catalogue.files import categories, known_brands
from listings.catalogue.sizes import SIZES
from listings.models import Colour, Condition
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS
from poshmark.demo.drawing import ANGLES, GARMENTS, PATTERNS
from poshmark.demo.garments import GARMENT_FACTS
from poshmark.demo.plan import Plan, demo_plan
from poshmark.demo.sales import STAGES
from poshmark.demo.scale import SCALES
from poshmark.demo.styles import STYLES

DAY = 1440


@cache
def plan() -> Plan:
    """The marketplace that `make demo` loads."""
    return demo_plan(1, "demo")


def test_the_same_seed_gives_the_same_marketplace() -> None:
    again = demo_plan.__wrapped__(5, "small")
    assert demo_plan(5, "small").digest() == again.digest()
    assert demo_plan(6, "small").digest() != again.digest()


def test_it_is_as_large_as_promised() -> None:
    assert len(plan().members) == 1200
    assert sum(member.is_seller for member in plan().members) == 400
    assert {item.seller for item in plan().items} == {
        member.index for member in plan().members if member.is_seller
    }
    assert len(plan().items) == 3000
    assert len(plan().acts) >= 60_000
    assert len({item.brand for item in plan().items} & {b.name for b in known_brands()}) >= 300


def test_acts_lie_within_the_last_60_days() -> None:
    acts = plan().acts
    times = [act.at for kind in vars(acts).values() for act in kind]
    assert min(times) >= 0
    assert max(times) <= 60 * DAY
    by_week = Counter(at // (7 * DAY) for at in times)
    assert all(by_week[week] > 2000 for week in range(8))


def test_every_garment_and_style_is_there() -> None:
    styles = Counter(item.design.style for item in plan().items)
    garments = {item.design.garment.code for item in plan().items}
    assert set(styles) == set(STYLES)
    assert min(styles.values()) >= 150
    assert len(garments) >= 60
    assert {facts.drawing for facts in GARMENT_FACTS.values()} <= set(GARMENTS)


def test_every_design_can_be_drawn() -> None:
    assert len(plan().designs) == SCALES["demo"].designs
    for design in plan().designs:
        assert design.garment.drawing in GARMENTS
        assert design.pattern in PATTERNS
        assert set(design.colours) <= set(Colour.values)
    assert all(item.angles == ANGLES[: len(item.angles)] for item in plan().items)


def test_the_catalogue_knows_each_garment() -> None:
    assert {row.garment for row in categories()} <= set(GARMENT_FACTS)


def test_listings_fit_their_columns() -> None:
    for item in plan().items:
        assert 5 <= len(item.title) <= 80, item.title
        assert 20 <= len(item.description) <= 1500
        assert MIN_PRICE_CENTS <= item.price_cents <= item.first_cents < item.original_cents
        assert item.original_cents <= MAX_PRICE_CENTS
        assert item.condition in Condition.values
        assert len(item.tags) <= 3
        group, system, label = item.size
        assert label in SIZES[group][system]


def test_texts_vary_as_people_do() -> None:
    titles = Counter(item.title for item in plan().items)
    bodies = Counter(item.description for item in plan().items)
    assert titles.most_common(1)[0][1] <= 6
    assert len(titles) >= 2700
    assert bodies.most_common(1)[0][1] <= 3
    assert len({act.body for act in plan().acts.comments}) >= 800


def test_prices_follow_the_brand() -> None:
    by_tier = defaultdict(list)
    for item in plan().items:
        if item.design.garment.code == "midi-dress":
            by_tier[item.tier].append(item.price_cents)
    means = [sum(prices) / len(prices) for _, prices in sorted(by_tier.items())]
    assert means == sorted(means)
    assert means[-1] > 4 * means[0]


def test_members_act_by_their_planted_taste() -> None:
    members, items = plan().members, plan().items
    in_style = sum(
        items[act.item].design.style in members[act.member].taste.styles
        for act in plan().acts.likes
    )
    by_chance = sum(
        sum(items[i].design.style in member.taste.styles for i in range(0, 3000, 50)) / 60
        for member in members
    ) / len(members)
    assert in_style / len(plan().acts.likes) > 3 * by_chance


def test_some_likes_go_against_the_taste() -> None:
    members, items = plan().members, plan().items
    stray = sum(
        items[act.item].design.style not in members[act.member].taste.styles
        for act in plan().acts.likes
    )
    assert 0.1 < stray / len(plan().acts.likes) < 0.5


def test_few_listings_and_members_have_most_of_the_likes() -> None:
    likes = plan().acts.likes
    for counts in (Counter(a.item for a in likes), Counter(a.member for a in likes)):
        sizes = sorted(counts.values(), reverse=True)
        top = sum(sizes[: len(sizes) // 5])
        assert 0.35 < top / len(likes) < 0.85
        assert sizes[0] > 5 * sizes[len(sizes) // 2]


def test_nobody_acts_on_their_own_but_by_sharing_and_answering() -> None:
    items = plan().items
    assert all(items[act.item].seller != act.member for act in plan().acts.likes)
    assert all(follow.member != follow.whom for follow in plan().acts.closet_follows)
    assert all(items[sale.item].seller != sale.buyer for sale in plan().sales)


def test_no_act_happens_twice() -> None:
    acts = plan().acts
    likes = [(act.member, act.item) for act in acts.likes]
    assert len(set(likes)) == len(likes)
    for follows in (acts.closet_follows, acts.brand_follows):
        pairs = [(follow.member, follow.whom) for follow in follows]
        assert len(set(pairs)) == len(pairs)


def test_nothing_happens_before_its_time() -> None:
    members, items = plan().members, plan().items
    for kind in (plan().acts.likes, plan().acts.shares, plan().acts.comments):
        for act in kind:
            assert act.at <= items[act.item].published
            assert act.at <= members[act.member].joined


def test_orders_of_every_stage_are_there() -> None:
    stages = Counter(sale.stage for sale in plan().sales)
    assert set(stages) == set(STAGES)
    assert min(stages.values()) >= 20
    assert len({sale.item for sale in plan().sales}) == len(plan().sales)
    of = {member.handle: member.index for member in plan().members}
    assert {s.stage for s in plan().sales if s.buyer == of["bea"]} == set(STAGES)
    assert {s.stage for s in plan().sales if plan().items[s.item].seller == of["ana"]} == set(
        STAGES
    )
