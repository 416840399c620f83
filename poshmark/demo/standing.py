"""Ana, Bea, Cleo and Sam: the people whom demo, documents and tests all know."""

from dataclasses import dataclass

from poshmark.demo.places import Place
from poshmark.demo.tastes import Taste


@dataclass(frozen=True)
class Standing:
    """One of them. listings: how many hang in the closet; activity: as a member's."""

    name: str
    first_name: str
    last_name: str
    bio: str
    place: Place
    joined_days: int
    activity: float
    listings: int
    taste: Taste
    is_staff: bool = False


_WOMEN_M = {
    "women-tops": ("M",),
    "women-dresses": ("M", "6", "8"),
    "women-bottoms": ("M", "6", "8", "28"),
    "women-outerwear": ("M",),
    "women-shoes": ("8",),
}
ANA = Standing(
    "ana", "Ana", "Ramos",
    "Vintage denim, seventies blouses and the boots to go with them. I mend before I list. "
    "Ships next day from Austin. Bundle to save!",
    Place("1408 Garden St", "Austin", "TX", "78702"),
    joined_days=640, activity=8, listings=26,
    taste=Taste(
        {"vintage": 0.6, "boho": 0.4}, ("women",), _WOMEN_M,
        ("Levi's", "Free People", "Frye", "Reformation", "Lucky Brand", "Wrangler"), 3,
    ),
)  # fmt: skip
BEA = Standing(
    "bea", "Bea", "Lindqvist",
    "Here for maxi dresses and small flowers.",
    Place("212 Orchard Ave", "Portland", "OR", "97214"),
    joined_days=210, activity=22, listings=0,
    taste=Taste(
        {"boho": 0.7, "cottagecore": 0.3}, ("women",),
        _WOMEN_M | {"women-shoes": ("7.5",)},
        ("Free People", "Doên", "Spell", "Anthropologie", "Reformation", "Birkenstock"), 3,
    ),
)  # fmt: skip
CLEO = Standing(
    "cleo", "Cleo", "Hart",
    "Just looking, mostly at sneakers.",
    Place("77 Prospect Pl", "Brooklyn", "NY", "11217"),
    joined_days=95, activity=3, listings=3,
    taste=Taste(
        {"streetwear": 1.0}, ("women", "men"),
        _WOMEN_M | {"women-shoes": ("9",)},
        ("Nike", "Carhartt", "Jordan", "Stüssy", "New Balance"), 2,
    ),
)  # fmt: skip
SAM = Standing(
    "sam", "Sam", "Okafor",
    "I work here. Ask me anything.",
    Place("500 Lake St", "Chicago", "IL", "60614"),
    joined_days=900, activity=0, listings=0,
    taste=Taste({"minimal": 1.0}, ("men",), {"men-tops": ("L",)}, ("Everlane", "Uniqlo"), 3),
    is_staff=True,
)  # fmt: skip

STANDING = (ANA, BEA, CLEO, SAM)
