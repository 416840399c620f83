"""The listings of the demo."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from listings.catalogue.files import BrandRow, brands, known_brands
from listings.catalogue.sizes import SIZES
from poshmark.demo.descriptions import description_for
from poshmark.demo.designs import Design
from poshmark.demo.dice import Dice
from poshmark.demo.garments import category_rows
from poshmark.demo.people import Member
from poshmark.demo.prices import asked_price, lower_price, original_price
from poshmark.demo.scale import Scale
from poshmark.demo.styles import SHARE, STYLES
from poshmark.demo.tastes import brand_weight, brands_of, sizes_for
from poshmark.demo.titles import TitleFacts, title_for

CONDITIONS = {"nwt": 18.0, "like_new": 34.0, "good": 39.0, "fair": 9.0}
OLD_CONDITIONS = {"nwt": 4.0, "like_new": 22.0, "good": 52.0, "fair": 22.0}
_ANGLES = ("front", "back", "detail", "styled")
HISTORY_MINUTES = 75 * 1440


@dataclass(frozen=True)
class Item:
    """A listing to be. Times are minutes ago; prices cents; `size` is (group, system, label).

    dropped: when the price fell from `first_cents` to `price_cents`, None when it never did;
    tags: what the seller tagged, which may miss the design's style.
    """

    index: int
    seller: int
    design: Design
    title: str
    description: str
    brand: str | None
    tier: int
    size: tuple[str, str, str]
    condition: str
    tags: tuple[str, ...]
    original_cents: int
    first_cents: int
    price_cents: int
    angles: tuple[str, ...]
    published: int
    dropped: int | None
    status: str


def items(seed: int, scale: Scale, members: list[Member], things: list[Design]) -> list[Item]:
    """Every listing; a seller's hang mostly in the seller's own styles, no design twice."""
    shop = _Shop(things)
    made: list[Item] = []
    for seller, count in _counts(seed, scale, members):
        dice = Dice(seed, "closet", seller.index)
        for design in shop.pick(dice, seller, count):
            made.append(_item(dice, len(made), seller, design))
    return made


def _counts(seed: int, scale: Scale, members: list[Member]) -> Iterator[tuple[Member, int]]:
    """How many listings each seller has: few have many, all together as the scale says."""
    dice = Dice(seed, "closet sizes")
    sellers = [member for member in members if member.is_seller]
    fixed = {m.index: m.standing.listings for m in sellers if m.standing}
    rest = [m.index for m in sellers if m.index not in fixed]
    wanted = scale.listings - sum(fixed.values())
    counts = Counter(dict.fromkeys(rest, 1))
    weights = [dice.paretovariate(1.3) for _ in rest]
    counts.update(dice.choices(rest, weights, k=wanted - len(rest)))
    return ((member, fixed.get(member.index) or counts[member.index]) for member in sellers)


class _Shop:
    """Where sellers once bought: hands out designs so that each hangs in about as many closets."""

    def __init__(self, things: list[Design]) -> None:
        self.things: dict[tuple[str, str], list[Design]] = defaultdict(list)
        for design in things:
            self.things[design.style, design.department].append(design)
        self.sold: Counter[int] = Counter()

    def pick(self, dice: Dice, seller: Member, count: int) -> Iterator[Design]:
        """`count` designs for a seller; the same again only when nothing else is left."""
        taken: set[int] = set()
        for _ in range(count):
            shelf = self._shelf(dice, seller)
            fresh = [design for design in shelf if design.index not in taken] or shelf
            weights = [STYLES[d.style].paths[d.path] / (1 + self.sold[d.index]) ** 2 for d in fresh]
            design = dice.choices(fresh, weights)[0]
            self.sold[design.index] += 1
            taken.add(design.index)
            yield design

    def _shelf(self, dice: Dice, seller: Member) -> list[Design]:
        style = dice.one_of(seller.taste.styles if dice.happens(0.75) else SHARE)
        first, *others = seller.taste.departments
        department = dice.choice(others) if others and dice.happens(0.35) else first
        return self.things[style, department] or self.things[style, "women"]


def _item(dice: Dice, index: int, seller: Member, design: Design) -> Item:
    brand, tier = _brand(dice, seller, design)
    size = _size(dice, design)
    condition = dice.one_of(OLD_CONDITIONS if design.style == "vintage" else CONDITIONS)
    facts = TitleFacts(design, brand, size[2], condition)
    original = original_price(dice, design.garment, tier, design.department)
    first = asked_price(dice, original, condition)
    published = _published(dice, seller)
    dropped = round(published * dice.uniform(0.1, 0.8)) if _drops(dice, first, published) else None
    return Item(
        index=index,
        seller=seller.index,
        design=design,
        title=title_for(dice, facts),
        description=description_for(dice, facts),
        brand=brand,
        tier=tier,
        size=size,
        condition=condition,
        tags=tags_for(dice, design),
        original_cents=original,
        first_cents=first,
        price_cents=first if dropped is None else lower_price(dice, first),
        angles=_ANGLES[: dice.choices((2, 3, 4), (2, 5, 3))[0]],
        published=published,
        dropped=dropped,
        status=dice.choices(("available", "not_for_sale", "draft"), (975, 15, 10))[0],
    )


def _published(dice: Dice, seller: Member) -> int:
    """Minutes ago, from ten minutes to 75 days; a few per cent in the last day."""
    if dice.happens(0.06):
        return dice.randint(10, 1440)
    return min(seller.joined - 60, dice.randint(1440, HISTORY_MINUTES))


def _drops(dice: Dice, cents: int, published: int) -> bool:
    return cents > 1000 and published > 7 * 1440 and dice.happens(0.22)


def _brand(dice: Dice, seller: Member, design: Design) -> tuple[str | None, int]:
    """The label and its price tier: known brands mostly, some boutiques, a few without any."""
    throw = dice.random()
    if throw < 0.03:
        return None, 1
    suited = _suited(design)
    if (throw < 0.09 and "clothes" in design.garment.makes) or not suited:
        small = brands()[len(known_brands()) :]
        return small[int(dice.random() ** 3 * 400)].name, 2
    weights = {b: brand_weight(b, design.style, seller.taste.level) for b in suited}
    brand = dice.one_of(weights)
    return brand.name, brand.tier


def _suited(design: Design) -> list[BrandRow]:
    """Brands of the style that make such things; those of the department when none does."""
    makes = set(design.garment.makes)
    of_style = [b for b in brands_of(design.style, design.department) if makes & set(b.makes)]
    return of_style or [
        brand
        for brand in known_brands()
        if design.department in brand.departments and makes & set(brand.makes)
    ]


def _size(dice: Dice, design: Design) -> tuple[str, str, str]:
    """What somebody of some build wears; now and then a size of another system."""
    group = category_rows()[design.path].size_group
    systems = SIZES[group]
    others = [system for system in systems if system != "us"]
    if others and dice.happens(0.07):
        system = dice.choice(others)
        return group, system, dice.choice(systems[system])
    labels = sizes_for(dice, (design.department,)).get(group) or systems["us"][:1]
    return group, "us", dice.choice(labels)


def tags_for(dice: Dice, design: Design) -> tuple[str, ...]:
    """Most sellers tag the style, some another beside it, some none."""
    if dice.happens(0.08):
        return ()
    beside = dice.some_of(STYLES[design.style].beside, 1) if dice.happens(0.4) else []
    return (design.style, *beside)
