"""What the demo knows of each garment of the catalogue: how it is drawn, made and priced."""

from dataclasses import dataclass
from functools import cache

from listings.catalogue.files import CategoryRow, categories

_TABLE = """
maxi-dress      | maxi dress         | dress    | clothes        | 98
wrap-dress      | wrap dress         | dress    | clothes        | 84
gown            | evening gown       | evening  | clothes        | 160
bodysuit        | baby bodysuit      | tee      | clothes        | 24
midi-dress      | wrap dress         | dress    | clothes        | 82
mini-dress      | mini dress         | dress    | clothes        | 68
slip-dress      | slip dress         | satin    | clothes        | 74
shirt-dress     | shirt dress        | dress    | clothes        | 78
sweater-dress   | mini dress         | knit     | clothes        | 78
blouse          | blouse             | top      | clothes        | 48
tee             | t-shirt            | tee      | clothes active | 28
long-sleeve     | sweater            | tee      | clothes active | 34
shirt           | button-down shirt  | shirt    | clothes        | 56
flannel         | button-down shirt  | flannel  | clothes        | 48
camp-shirt      | button-down shirt  | shirt    | clothes        | 50
tank            | tank top           | tee      | clothes active | 26
crop-top        | tank top           | tee      | clothes        | 28
polo            | t-shirt            | tee      | clothes        | 52
sweater         | sweater            | knit     | clothes        | 68
cardigan        | cardigan           | knit     | clothes        | 72
turtleneck      | turtleneck         | fine     | clothes        | 64
sweater-vest    | sweater vest       | knit     | clothes        | 50
hoodie          | hoodie             | sweat    | clothes active | 58
sweatshirt      | sweater            | sweat    | clothes active | 52
half-zip        | turtleneck         | sweat    | clothes active outer | 74
jacket          | denim jacket       | denim    | outer denim    | 88
blazer          | blazer             | tailored | suits clothes  | 120
denim-jacket    | denim jacket       | denim    | outer denim    | 88
leather-jacket  | leather jacket     | leather  | outer clothes  | 220
bomber          | bomber jacket      | outer    | outer clothes active | 110
puffer          | puffer jacket      | outer    | outer          | 160
trench          | trench coat        | outer    | outer          | 170
coat            | wool coat          | wool     | outer          | 190
shacket         | button-down shirt  | flannel  | outer clothes  | 84
puffer-vest     | puffer vest        | outer    | outer          | 90
track-jacket    | bomber jacket      | active   | active         | 72
jeans           | skinny jeans       | denim    | denim          | 84
skinny-jeans    | skinny jeans       | denim    | denim          | 78
flare-jeans     | wide-leg jeans     | denim    | denim          | 92
wide-jeans      | wide-leg jeans     | denim    | denim          | 94
trousers        | trousers           | tailored | suits clothes  | 78
wide-trousers   | trousers           | tailored | suits clothes  | 82
chinos          | trousers           | plain    | clothes        | 62
cargo-pants     | cargo trousers     | utility  | clothes outer  | 72
joggers         | joggers            | active   | active clothes | 54
shorts          | shorts             | plain    | clothes        | 40
denim-shorts    | shorts             | denim    | denim          | 46
athletic-shorts | shorts             | active   | active swim    | 36
bike-shorts     | shorts             | active   | active         | 38
mini-skirt      | mini skirt         | dress    | clothes        | 42
midi-skirt      | slip skirt         | dress    | clothes        | 56
maxi-skirt      | maxi skirt         | dress    | clothes        | 64
pleated-skirt   | pleated skirt      | pleats   | clothes        | 58
denim-skirt     | mini skirt         | denim    | denim          | 52
jumpsuit        | jumpsuit           | dress    | clothes        | 92
romper          | jumpsuit           | dress    | clothes        | 58
overalls        | dungarees          | denim    | denim          | 86
leggings        | leggings           | active   | active         | 68
sports-bra      | tank top           | active   | active         | 42
swimsuit        | swimsuit           | swim     | swim           | 78
bikini          | bikini             | swim     | swim           | 64
sneakers        | sneakers           | shoes    | shoes          | 88
high-tops       | high-top sneakers  | shoes    | shoes          | 96
ankle-boots     | ankle boots        | leather  | shoes          | 128
tall-boots      | knee boots         | leather  | shoes          | 158
cowboy-boots    | western boots      | leather  | shoes          | 172
heels           | heels              | evening  | shoes          | 92
flats           | flats              | shoes    | shoes          | 70
loafers         | loafers            | leather  | shoes          | 96
oxfords         | loafers            | leather  | shoes          | 120
sandals         | sandals            | leather  | shoes          | 64
wedges          | sandals            | shoes    | shoes          | 74
tote            | tote bag           | leather  | bags           | 118
shoulder-bag    | shoulder bag       | leather  | bags           | 124
crossbody       | crossbody bag      | leather  | bags           | 96
satchel         | shoulder bag       | leather  | bags           | 138
clutch          | clutch             | evening  | bags           | 58
backpack        | backpack           | utility  | bags           | 78
bucket-bag      | bucket bag         | leather  | bags           | 112
belt-bag        | belt bag           | utility  | bags           | 42
duffel          | tote bag           | utility  | bags           | 98
sun-hat         | sun hat            | straw    | acc            | 38
cap             | baseball cap       | plain    | acc            | 28
beanie          | beanie             | knit     | acc            | 26
scarf           | scarf              | wool     | acc            | 42
belt            | belt               | leather  | acc            | 38
tie             | tie                | silk     | acc            | 46
sunglasses      | sunglasses         | plain    | acc            | 88
necklace        | necklace           | metal    | acc            | 48
earrings        | earrings           | metal    | acc            | 36
watch           | watch              | metal    | acc            | 140
"""

_STAYS_PLURAL = frozenset(
    """jeans pants shorts leggings joggers overalls sunglasses heels flats loafers sandals sneakers
    boots trousers chinos trunks slides shoes bottoms skinny earrings""".split()  # noqa: SIM905
)
_NOUNS = {
    "women/dresses/formal": "evening gown",
    "women/sweaters/cable": "cable knit sweater",
    "women/jeans/flare": "flare jeans",
    "women/shoes/ankle-boots": "booties",
    "women/shoes/wedges": "wedges",
    "women/accessories/hats": "sun hat",
    "women/accessories/scarves": "scarf",
    "men/accessories/scarves": "scarf",
    "women/swim/one-piece": "one piece swimsuit",
    "men/shirts/button-downs": "button down shirt",
    "men/shirts/camp": "camp collar shirt",
    "men/jackets/bombers": "bomber jacket",
    "men/suits/blazers": "blazer",
    "kids/one-pieces/rompers": "romper",
    "kids/accessories/hats": "cap",
}


@dataclass(frozen=True)
class GarmentFacts:
    """drawing: its name for the illustrator; cloth: which patterns suit it; makes: the kinds of
    brand that make it; retail: what the high street asks, in dollars.
    """

    code: str
    drawing: str
    cloth: str
    makes: tuple[str, ...]
    retail: int


def _read(line: str) -> GarmentFacts:
    code, drawing, cloth, makes, retail = (cell.strip() for cell in line.split("|"))
    return GarmentFacts(code, drawing, cloth, tuple(makes.split()), int(retail))


GARMENT_FACTS = {facts.code: facts for facts in map(_read, _TABLE.strip().splitlines())}


@cache
def category_rows() -> dict[str, CategoryRow]:
    """The catalogue's categories by path."""
    return {row.path: row for row in categories()}


@cache
def noun(path: str) -> str:
    """One thing of this subcategory in a seller's words: "maxi dress", "skinny jeans"."""
    if path in _NOUNS:
        return _NOUNS[path]
    name = category_rows()[path].name.split(" & ")[0].replace("T-Shirts", "Tees").lower()
    *before, last = name.split()
    return " ".join([*before, last if last in _STAYS_PLURAL else _singular(last)])


def _singular(word: str) -> str:
    if word.endswith(("sses", "ches")):
        return word[:-2]
    return word.removesuffix("s")
