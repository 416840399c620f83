"""The words sellers use for our sixteen colours."""

from functools import cache

from listings.help.lexicon import Lexicon
from listings.models.choices import Colour

WORDS: dict[Colour, str] = {
    Colour.BLACK: "black, jet, onyx, noir, ebony",
    Colour.GREY: "grey, gray, charcoal, slate, heather grey, heather gray, graphite, ash",
    Colour.WHITE: "white, off white, snow, optic white",
    Colour.CREAM: "cream, ivory, ecru, eggshell, vanilla, natural, oatmeal, bone",
    Colour.TAN: "tan, beige, camel, khaki, nude, sand, taupe, fawn, stone, latte",
    Colour.BROWN: "brown, chocolate, cognac, espresso, chestnut, mocha, coffee, tortoise",
    Colour.RED: "red, burgundy, maroon, crimson, scarlet, wine, oxblood, cherry, brick, ruby",
    Colour.PINK: "pink, blush, fuchsia, magenta, rose, coral pink, hot pink, mauve, salmon",
    Colour.ORANGE: "orange, coral, rust, peach, apricot, terracotta, tangerine, burnt orange",
    Colour.YELLOW: "yellow, mustard, lemon, canary, butter yellow, marigold",
    Colour.GREEN: "green, olive, sage, emerald, mint, hunter green, army green, moss, lime, jade",
    Colour.BLUE: "blue, light blue, royal blue, baby blue, sky blue, teal, turquoise, aqua, "
    "cobalt, chambray, denim blue, cornflower, periwinkle",
    Colour.NAVY: "navy, navy blue, dark blue, midnight blue, indigo",
    Colour.PURPLE: "purple, lavender, lilac, plum, violet, eggplant, aubergine, grape",
    Colour.GOLD: "gold, golden, rose gold, brass",
    Colour.SILVER: "silver, chrome, sterling",
}


@cache
def colour_words() -> Lexicon[Colour]:
    """The colours by all their names."""
    terms = [(word, colour) for colour, words in WORDS.items() for word in words.split(", ")]
    return Lexicon(terms, forgiving=[word for word, _ in terms])
