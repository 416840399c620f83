"""The planted styles: what each is made of."""

from dataclasses import dataclass

Weights = dict[str, float]


@dataclass(frozen=True)
class StyleKit:
    """paths: subcategories and how common they are; colours; patterns: for soft cloth; beside:
    tags that sellers add to it; words: what they call it.
    """

    slug: str
    paths: Weights
    colours: Weights
    patterns: Weights
    beside: Weights
    words: tuple[str, ...]


def _weights(text: str) -> Weights:
    pairs = (item.rsplit(":", 1) for item in text.split(","))
    return {name.strip(): float(weight) for name, weight in pairs}


def _paths(**departments: str) -> Weights:
    return {
        f"{department}/{path}": weight
        for department, text in departments.items()
        for path, weight in _weights(text).items()
    }


BOHO = StyleKit(
    "boho",
    _paths(
        women="dresses/maxi:8, dresses/midi:4, dresses/sundress:3, tops/blouses:7, tops/tunics:3, "
        "tops/camis:2, skirts/maxi:6, skirts/midi:2, jeans/flare:5, jumpsuits/rompers:3, "
        "jumpsuits/jumpsuits:2, sweaters/cardigans:4, shorts/denim:2, shoes/ankle-boots:4, "
        "shoes/sandals:4, shoes/wedges:2, bags/bucket:3, bags/crossbody:2, accessories/hats:3, "
        "accessories/belts:2, accessories/scarves:2, swim/bikinis:1, "
        "accessories/necklaces:2, accessories/earrings:2",
        men="shirts/camp:3, shirts/long-sleeve:2, jeans/relaxed:1, shoes/sandals:1",
        kids="dresses/dresses:3, one-pieces/rompers:1",
    ),
    _weights(
        "cream:5, tan:4, brown:4, orange:4, green:2, white:3, red:2, yellow:2, blue:2, pink:1"
    ),
    _weights("floral:6, paisley:6, plain:4, tie-dye:2, linen:2, ditsy floral:1"),
    _weights("western:2, coastal:1, romantic:1, vintage:1"),
    ("boho", "bohemian", "festival", "hippie", "flowy", "free spirited", "desert"),
)
MINIMAL = StyleKit(
    "minimal",
    _paths(
        women="dresses/slip:5, dresses/midi:3, dresses/sweater:3, tops/tees:4, "
        "tops/button-downs:5, tops/tanks:2, tops/bodysuits:2, sweaters/crew:5, "
        "sweaters/turtlenecks:5, sweaters/cardigans:2, jackets/blazers:5, jackets/wool:4, "
        "jackets/trench:4, "
        "jeans/straight:4, pants/trousers:5, pants/wide-leg:5, skirts/midi:3, shoes/loafers:3, "
        "shoes/flats:3, shoes/ankle-boots:2, bags/totes:4, bags/shoulder:3",
        men="shirts/tees:4, shirts/button-downs:4, sweaters/turtlenecks:3, sweaters/crew:3, "
        "jackets/wool:3, pants/chinos:4, pants/dress:2, shoes/sneakers:2, suits/blazers:2",
        kids="tops/tees:1, bottoms/pants:1",
    ),
    _weights("black:6, white:5, grey:5, cream:5, tan:3, navy:2, brown:1"),
    _weights("plain:10, linen:3, satin:2, rib:2, stripes:1"),
    _weights("classic:3, workwear:1, luxe:1"),
    ("minimalist", "clean lines", "capsule wardrobe", "quiet luxury", "simple", "timeless", "chic"),
)
STREETWEAR = StyleKit(
    "streetwear",
    _paths(
        women="sweatshirts/hoodies:5, sweatshirts/crewnecks:3, tops/graphic-tees:5, tops/crop:3, "
        "pants/cargo:5, pants/joggers:3, jackets/bombers:3, jackets/puffers:3, jeans/wide-leg:3, "
        "shoes/sneakers:6, accessories/caps:3, accessories/beanies:2, bags/crossbody:2",
        men="sweatshirts/hoodies:8, sweatshirts/crewnecks:4, shirts/graphic-tees:7, "
        "pants/cargo:5, pants/joggers:3, jackets/bombers:3, jackets/puffers:4, jeans/relaxed:3, "
        "shoes/sneakers:6, shoes/high-tops:5, accessories/caps:4, accessories/beanies:2, "
        "bags/backpacks:2, shorts/athletic:2",
        kids="tops/hoodies:2, shoes/sneakers:3, accessories/hats:1",
    ),
    _weights("black:7, grey:4, white:3, red:2, green:3, orange:2, blue:2, purple:1, yellow:1"),
    _weights("plain:8, camo:3, tie-dye:2, colour block:3, stripes:1"),
    _weights("y2k:2, grunge:2, edgy:2, athleisure:1"),
    ("streetwear", "oversized", "skater", "baggy", "hypebeast", "drip", "urban"),
)
PREPPY = StyleKit(
    "preppy",
    _paths(
        women="tops/button-downs:5, sweaters/cable:5, sweaters/vests:4, sweaters/cardigans:3, "
        "jackets/blazers:5, skirts/pleated:5, skirts/mini:3, dresses/shirt:4, dresses/sweater:1, "
        "shorts/tailored:3, shoes/loafers:5, shoes/flats:4, bags/totes:2, bags/satchels:3, "
        "accessories/belts:1, pants/cropped:2",
        men="shirts/button-downs:6, shirts/polos:6, sweaters/crew:4, sweaters/quarter-zips:4, "
        "suits/blazers:4, pants/chinos:5, shorts/chino:4, shoes/loafers:4, accessories/ties:3, "
        "accessories/belts:1, jackets/vests:2",
        kids="tops/shirts:2, tops/sweaters:2, dresses/dresses:2",
    ),
    _weights("navy:7, white:5, red:3, green:3, pink:3, blue:4, cream:2, tan:2, yellow:1"),
    _weights("plain:4, stripes:3, gingham:4, plaid:3, argyle:2, rugby stripes:2, breton:2"),
    _weights("classic:3, coastal:2"),
    ("preppy", "ivy league", "collegiate", "country club", "tailored", "old money", "nautical"),
)
VINTAGE = StyleKit(
    "vintage",
    _paths(
        women="jeans/straight:6, jeans/flare:4, jeans/boyfriend:3, jackets/denim:6, "
        "jackets/leather:4, jackets/blazers:3, tops/graphic-tees:5, tops/blouses:3, "
        "dresses/midi:4, dresses/wrap:3, skirts/denim:3, skirts/pleated:2, sweaters/cardigans:3, "
        "jumpsuits/overalls:3, shoes/boots:3, shoes/loafers:2, bags/shoulder:4, bags/satchels:3, "
        "accessories/scarves:3, accessories/sunglasses:3",
        men="shirts/graphic-tees:5, shirts/flannels:4, shirts/camp:4, jackets/denim:5, "
        "jackets/leather:4, jeans/straight:5, sweatshirts/crewnecks:3, sweaters/cardigans:3, "
        "shoes/boots:3, jackets/bombers:2",
        kids="one-pieces/overalls:2, jackets/denim:2",
    ),
    _weights("brown:5, blue:5, orange:3, yellow:2, green:3, red:3, cream:3, black:2, tan:3"),
    _weights("plain:4, plaid:3, paisley:2, polka:3, floral:2, houndstooth:2, stripes:2"),
    _weights("grunge:2, western:1, classic:1, boho:1"),
    ("vintage", "retro", "90s", "80s", "70s", "Y2K", "true vintage", "deadstock"),
)
GLAM = StyleKit(
    "glam",
    _paths(
        women="dresses/cocktail:8, dresses/formal:6, dresses/slip:4, dresses/mini:4, tops/camis:3, "
        "tops/bodysuits:2, tops/crop:2, skirts/mini:4, jumpsuits/jumpsuits:3, jackets/blazers:2, "
        "jackets/leather:2, shoes/heels:8, shoes/ankle-boots:2, bags/clutches:6, "
        "bags/shoulder:3, accessories/sunglasses:2, accessories/necklaces:3, "
        "accessories/earrings:4, accessories/watches:2",
        men="suits/suits:3, suits/blazers:2, shirts/dress-shirts:3, shoes/dress:3, "
        "accessories/watches:2",
        kids="dresses/skirts:1, dresses/dresses:1",
    ),
    _weights("black:6, gold:5, silver:4, red:5, pink:3, purple:3, green:2, navy:2, white:1"),
    _weights("satin:5, sequin:6, velvet:4, plain:3, leopard:2, zebra:1"),
    _weights("luxe:2, edgy:1, y2k:1, romantic:1"),
    ("glam", "party", "date night", "wedding guest", "sparkly", "statement", "going out"),
)
ATHLEISURE = StyleKit(
    "athleisure",
    _paths(
        women="activewear/leggings:9, activewear/sports-bras:5, activewear/tops:4, "
        "activewear/jackets:4, sweatshirts/half-zips:4, sweatshirts/hoodies:3, "
        "shorts/athletic:3, shorts/bike:4, pants/joggers:4, shoes/sneakers:7, jackets/vests:3, "
        "bags/backpacks:2, bags/belt-bags:3, accessories/caps:2",
        men="pants/joggers:4, shorts/athletic:4, sweaters/quarter-zips:4, jackets/track:4, "
        "shirts/tees:3, shirts/tanks:2, shoes/sneakers:6, bags/duffels:3, jackets/vests:2",
        kids="bottoms/leggings:2, bottoms/pants:2, shoes/sneakers:3",
    ),
    _weights("black:7, grey:4, navy:4, pink:3, purple:3, green:3, blue:3, white:2"),
    _weights("plain:8, colour block:3, tie-dye:1, ombre:1, camo:1"),
    _weights("minimal:1, streetwear:1, coastal:1"),
    ("athleisure", "workout", "yoga", "gym", "studio to street", "active", "running"),
)
COTTAGECORE = StyleKit(
    "cottagecore",
    _paths(
        women="dresses/midi:8, dresses/sundress:6, dresses/mini:3, dresses/maxi:2, "
        "tops/blouses:7, sweaters/cardigans:6, sweaters/vests:2, skirts/midi:5, skirts/maxi:3, "
        "jumpsuits/overalls:3, shoes/flats:4, shoes/ankle-boots:2, accessories/hats:4, "
        "accessories/scarves:2, bags/totes:3, bags/bucket:1",
        kids="dresses/dresses:5, one-pieces/rompers:3, tops/sweaters:2, dresses/skirts:2",
    ),
    _weights("green:4, pink:5, cream:5, white:4, blue:3, yellow:3, purple:3, red:2"),
    _weights("ditsy floral:8, gingham:5, floral:3, linen:3, plain:3, polka:1"),
    _weights("romantic:3, vintage:2, coastal:1"),
    ("cottagecore", "prairie", "milkmaid", "fairycore", "puff sleeve", "garden party", "picnic"),
)

STYLES = {
    kit.slug: kit
    for kit in (BOHO, MINIMAL, STREETWEAR, PREPPY, VINTAGE, GLAM, ATHLEISURE, COTTAGECORE)
}
SHARE = {
    "boho": 0.16,
    "minimal": 0.14,
    "streetwear": 0.14,
    "preppy": 0.11,
    "vintage": 0.14,
    "glam": 0.11,
    "athleisure": 0.11,
    "cottagecore": 0.09,
}
"""How much of the market each style has."""

PATTERNS_OF_CLOTH: dict[str, Weights] = {
    "satin": {"satin": 6, "plain": 2, "floral": 1, "leopard": 1},
    "tee": {"plain": 6, "stripes": 2, "breton": 1, "tie-dye": 1, "colour block": 1, "rib": 1},
    "shirt": {"plain": 5, "stripes": 3, "gingham": 1, "plaid": 1, "linen": 2, "floral": 1},
    "flannel": {"plaid": 9, "plain": 1},
    "knit": {"plain": 5, "cable": 3, "stripes": 2, "argyle": 1, "rib": 2},
    "fine": {"plain": 6, "rib": 3, "stripes": 1},
    "sweat": {"plain": 8, "colour block": 2, "tie-dye": 1, "camo": 1},
    "denim": {"denim": 1},
    "leather": {"leather": 6, "suede": 4, "leopard": 0.4},
    "outer": {"plain": 8, "colour block": 1, "camo": 1},
    "wool": {"plain": 5, "herringbone": 2, "houndstooth": 2, "plaid": 2},
    "tailored": {"plain": 6, "pinstripe": 3, "houndstooth": 2, "herringbone": 1, "linen": 1},
    "plain": {"plain": 1},
    "utility": {"plain": 6, "camo": 2},
    "active": {"plain": 8, "colour block": 2, "ombre": 1, "tie-dye": 1},
    "pleats": {"plain": 4, "plaid": 5, "houndstooth": 1},
    "swim": {"plain": 5, "floral": 2, "stripes": 2, "leopard": 1, "rib": 1},
    "shoes": {"plain": 6, "leather": 4, "colour block": 1},
    "evening": {"satin": 4, "sequin": 3, "velvet": 2, "leather": 2},
    "straw": {"plain": 1},
    "metal": {"plain": 1},
    "silk": {"plain": 2, "stripes": 4, "polka": 2, "paisley": 2},
}
"""What suits each cloth of `garments`; "dress" and "top" take the style's own patterns."""
