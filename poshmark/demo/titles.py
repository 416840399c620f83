"""Titles as sellers write them."""

from dataclasses import dataclass

from poshmark.demo.designs import Design
from poshmark.demo.dice import Dice
from poshmark.demo.garments import noun
from poshmark.demo.signatures import signature_for
from poshmark.demo.styles import STYLES

MAX_LENGTH = 80
_COLOURS = {
    "black": ("Black",),
    "grey": ("Grey", "Gray", "Charcoal", "Heather Gray"),
    "white": ("White", "Bright White"),
    "cream": ("Cream", "Ivory", "Oatmeal", "Off White"),
    "tan": ("Tan", "Camel", "Beige", "Khaki"),
    "brown": ("Brown", "Chocolate", "Cognac", "Espresso"),
    "red": ("Red", "Burgundy", "Cherry Red"),
    "pink": ("Pink", "Blush", "Hot Pink", "Dusty Rose"),
    "orange": ("Rust", "Orange", "Terracotta", "Burnt Orange"),
    "yellow": ("Yellow", "Mustard", "Marigold"),
    "green": ("Green", "Olive", "Sage", "Emerald", "Forest Green"),
    "blue": ("Blue", "Light Blue", "Dusty Blue", "Cobalt"),
    "navy": ("Navy", "Navy Blue"),
    "purple": ("Purple", "Lavender", "Plum", "Lilac"),
    "gold": ("Gold", "Metallic Gold"),
    "silver": ("Silver", "Metallic Silver"),
}
_PATTERNS = {
    "stripes": "Striped",
    "breton": "Breton Stripe",
    "pinstripe": "Pinstripe",
    "rugby stripes": "Rugby Stripe",
    "gingham": "Gingham",
    "plaid": "Plaid",
    "houndstooth": "Houndstooth",
    "herringbone": "Herringbone",
    "argyle": "Argyle",
    "polka": "Polka Dot",
    "tie-dye": "Tie Dye",
    "colour block": "Colorblock",
    "ombre": "Ombre",
    "floral": "Floral",
    "ditsy floral": "Ditsy Floral",
    "paisley": "Paisley",
    "leopard": "Leopard Print",
    "zebra": "Zebra Print",
    "camo": "Camo",
    "cable": "Cable Knit",
    "rib": "Ribbed",
    "sequin": "Sequin",
    "leather": "Leather",
    "velvet": "Velvet",
    "satin": "Satin",
    "suede": "Suede",
    "linen": "Linen",
}
_CLOTH_OF_NOUN = ("cable", "denim", "leather", "sequin")
_PRAISE = ("Gorgeous", "Beautiful", "Cute", "Classic", "Stunning", "Cozy", "Perfect", "Rare")
_ENDS = ("EUC", "Like New", "Excellent Condition", "Worn Once", "Great Condition")


@dataclass(frozen=True)
class TitleFacts:
    """What a title is made of; brand None for things without a label."""

    design: Design
    brand: str | None
    size: str
    condition: str


def title_for(dice: Dice, facts: TitleFacts) -> str:
    """A title of at most 80 characters, in one of the ways people write them."""
    words = [*_head(dice, facts), *_look(dice, facts), _thing(dice, facts)]
    words += _tail(dice, facts)
    title = " ".join(filter(None, words))
    while len(title) > MAX_LENGTH:
        title = title.rpartition(" ")[0]
    return _as_typed(dice, title)


def colour_word(dice: Dice, colour: str) -> str:
    """A seller's name for the colour."""
    return dice.choice(_COLOURS[colour])


def pattern_word(pattern: str) -> str:
    """The pattern in a title's words, "" when there is nothing to say."""
    return _PATTERNS.get(pattern, "")


def _head(dice: Dice, facts: TitleFacts) -> list[str]:
    head = [facts.brand or ("Handmade" if dice.happens(0.3) else "")]
    if facts.condition == "nwt" and dice.happens(0.6):
        head.insert(0, dice.choice(("NWT", "NWT", "New!", "NEW")))
    elif dice.happens(0.12):
        head.insert(0, dice.choice(_PRAISE))
    elif facts.design.style == "vintage" and dice.happens(0.5):
        head.insert(0, dice.choice(("Vintage", "VTG", "Vintage 90s", "Vintage 80s", "Retro")))
    return head


def _look(dice: Dice, facts: TitleFacts) -> list[str]:
    look = []
    if dice.happens(0.35):
        look.append(dice.choice(STYLES[facts.design.style].words).title())
    if dice.happens(0.8):
        look.append(colour_word(dice, facts.design.colours[0]))
    pattern = pattern_word(facts.design.pattern)
    first = pattern.split(" ")[0].lower()
    if pattern and first not in noun(facts.design.path):
        look.append(pattern)
    return look


def _thing(dice: Dice, facts: TitleFacts) -> str:
    thing = noun(facts.design.path).title().replace("T-Shirt", "Tee")
    model = signature_for(dice, facts.brand, facts.design.garment.code)
    return f"{model} {thing}" if model else thing


def _tail(dice: Dice, facts: TitleFacts) -> list[str]:
    tail = []
    if facts.size != "One Size" and dice.happens(0.55):
        tail.append(f"{dice.choice(('Size', 'Sz', 'size', 'Sz.'))} {facts.size}")
    if facts.condition == "like_new" and dice.happens(0.2):
        tail.append(dice.choice(_ENDS))
    return tail


def _as_typed(dice: Dice, title: str) -> str:
    """Most people capitalise, some do not, a few shout."""
    throw = dice.random()
    if throw < 0.16:
        return title.lower()
    if throw < 0.19:
        return title.upper()
    if throw < 0.30:
        return title[0].upper() + title[1:].lower()
    return title
