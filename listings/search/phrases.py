"""What shoppers call things beyond the catalogue's names."""

from listings.models import Colour, Condition

COLOURS: dict[str, str] = {
    Colour.BLACK: "jet black, onyx",
    Colour.GREY: "gray, charcoal, heather gray, heather grey, slate, pewter",
    Colour.WHITE: "bright white, snow white",
    Colour.CREAM: "ivory, oatmeal, ecru, eggshell, beige cream, bone",
    Colour.TAN: "camel, beige, sand, taupe, nude",
    Colour.BROWN: "chocolate, cognac, espresso, chestnut, mocha, rust brown",
    Colour.RED: "burgundy, maroon, crimson, scarlet, cherry red, wine red, oxblood",
    Colour.PINK: "blush, hot pink, fuchsia, magenta, dusty rose, rose pink, coral pink, blush pink",
    Colour.ORANGE: "rust, terracotta, burnt orange, peach, tangerine",
    Colour.YELLOW: "mustard, marigold, lemon yellow",
    Colour.GREEN: "olive, sage, emerald, forest green, hunter green, mint green, olive green, "
    "sage green, emerald green, army green",
    Colour.BLUE: "cobalt, teal, turquoise, light blue, dusty blue, baby blue, royal blue, sky blue",
    Colour.NAVY: "navy blue, dark blue, midnight blue",
    Colour.PURPLE: "lavender, plum, lilac, violet, mauve",
    Colour.GOLD: "golden, metallic gold",
    Colour.SILVER: "metallic silver",
}
CONDITIONS: dict[str, str] = {
    Condition.NWT: "nwt, new with tags, new with tag, bnwt, brand new, brand new with tags, "
    "tags on, tags attached, with tags, unworn with tags, new in box, nib",
    Condition.LIKE_NEW: "like new, nwot, new without tags, euc, excellent used condition, "
    "excellent condition, worn once, mint condition",
    Condition.GOOD: "guc, good used condition, good condition, gently used, gently worn",
    Condition.FAIR: "fair condition, well worn, well loved",
}
DEPARTMENTS = {
    "women": "women, womens, woman, ladies, lady, female, womans",
    "men": "men, mens, man, male, guys, gentlemen, mans",
    "kids": "kids, kid, childrens, children, child, girls, boys, girl, boy, toddler, toddlers, "
    "baby, babies, infant, infants, youth, toddler girl, toddler boy, baby girl, baby boy, "
    "little girls, little boys",
}
SIZES = {
    "small": "s",
    "medium": "m",
    "large": "l",
    "med": "m",
    "extrasmall": "xs",
    "extralarge": "xl",
    "xsmall": "xs",
    "xlarge": "xl",
    "xxlarge": "xxl",
    "2xl": "xxl",
    "xxxl": "3xl",
    "os": "onesize",
    "osfa": "onesize",
    "onesizefitsall": "onesize",
}
MEASURES = {
    "pittopit": "pit_to_pit",
    "p2p": "pit_to_pit",
    "ptp": "pit_to_pit",
    "shouldertoshoulder": "shoulders",
    "shoulders": "shoulders",
    "sleeve": "sleeve",
    "sleevelength": "sleeve",
    "length": "length",
    "waist": "waist",
    "hips": "hips",
    "hip": "hips",
    "rise": "rise",
    "frontrise": "rise",
    "inseam": "inseam",
    "legopening": "leg_opening",
    "insole": "insole",
    "heelheight": "heel",
    "shaft": "shaft",
    "shaftheight": "shaft",
    "strapdrop": "drop",
}
WORDS = """
vintage retro floral striped stripe plaid gingham leopard zebra camo crochet linen silk
satin velvet cashmere wool cotton leather suede corduroy lace mesh sequin sequined ribbed
knit knitted oversized cropped distressed ripped pleated ruffle ruffled embroidered quilted
fleece sherpa faux fur tulle chiffon mohair tweed denim nylon spandex polyester rayon bamboo
canvas summer winter spring autumn fall wedding party cocktail prom office casual beach
festival high low rise waisted strapless sleeveless sleeve halter backless wrap slip midi
maxi mini platform chunky block heel pointed pointy toe wide leg skinny straight baggy
relaxed slim rare limited edition authentic designer luxury handmade reversible waterproof
hooded zip button belted tie dye polka dot paisley graphic logo monogram print solid neutral
pastel neon boho bohemian minimal minimalist streetwear preppy glam athleisure cottagecore
western coastal romantic edgy workwear grunge classic luxe resort
""".split()  # noqa: SIM905
"""Words of the trade that misspelt ones are mended to, beside brands and categories."""
_STOP = """
a about after all an and any are as at be been but by can did do does down for from had has
have he her here him his how i if in into is it its just looking me more most my no nor not
now of off on once only or other our out over own s same she should so some such t than that
the their them then there these they this those through to too under until up very was we
were what when where which while who whom why will with you your
""".split()  # noqa: SIM905
STOP = frozenset(_STOP)
"""Words that say nothing about a listing: Postgres' English ones, and "looking"."""
