"""A small planted world: members of known tastes over styles of known brands and words."""

import random

from poshmatch.style.tables import Listing, Signals

STYLES = {
    "boho": (("Free People", "Spell"), ("Dresses", "Maxi"), ("flowy", "floral", "gauze")),
    "street": (("Supreme", "Stussy"), ("Tops", "Hoodies"), ("graphic", "oversized", "logo")),
    "office": (("Theory", "Vince"), ("Jackets", "Blazers"), ("tailored", "wool", "crisp")),
    "sport": (("Lululemon", "Alo"), ("Pants", "Leggings"), ("stretch", "running", "seamless")),
}
NAMES = tuple(STYLES)


def style_of(listing_id: int) -> str:
    """The planted style of a listing."""
    return NAMES[listing_id % len(NAMES)]


def planted_listing(listing_id: int, seed: int = 0) -> Listing:
    """A listing of the style that its id says."""
    rng = random.Random(seed * 1_000_003 + listing_id)
    brands, category, words = STYLES[style_of(listing_id)]
    return Listing(
        id=listing_id,
        title=" ".join(rng.sample(words, 2)),
        brand=rng.choice(brands),
        category=("Women", *category),
        style_tags=(style_of(listing_id),),
        colours=(rng.choice(("black", "white", "red")),),
        size=rng.choice(("S", "M", "L")),
        condition=rng.choice(("nwt", "good")),
        price_cents=rng.randrange(1_000, 9_000),
        closet=f"closet{rng.randrange(20)}",
        listed_at=float(rng.randrange(60)),
    )


def planted_listings(count: int) -> list[Listing]:
    """Listings 0 to count - 1."""
    return [planted_listing(number) for number in range(count)]


def planted_signals(members: int, listings: int, each: int = 8, faithful: float = 0.9) -> Signals:
    """Each member likes mostly one style: member m that of NAMES[m % 4]."""
    rng = random.Random(7)
    rows = []
    for member in range(members):
        ours = [one for one in range(listings) if one % len(NAMES) == member % len(NAMES)]
        for day in range(each):
            loyal = ours and rng.random() < faithful
            chosen = rng.choice(ours) if loyal else rng.randrange(listings)
            rows.append((member, chosen, "like", float(day)))
    return Signals.of(rows)
