"""What closets say about themselves."""

from poshmark.demo.dice import Dice
from poshmark.demo.tastes import Taste

_OPENINGS = {
    "boho": [
        "Festival girl at heart.",
        "Flowy dresses, sandy feet.",
        "Desert dreamer with too many maxis.",
    ],
    "minimal": [
        "Less, but better.",
        "Neutral everything.",
        "Building a capsule, one good coat at a time.",
    ],
    "streetwear": [
        "Sneakers first, outfit second.",
        "Hoodie season all year.",
        "Drops, thrifts and trades.",
    ],
    "preppy": [
        "Cable knits and clean sneakers.",
        "New England at heart.",
        "Button-downs for every mood.",
    ],
    "vintage": [
        "Hunting estate sales since 2009.",
        "Old Levi's, new home.",
        "Everything here has a story.",
    ],
    "glam": [
        "Sequins are a neutral.",
        "Wedding guest season is my season.",
        "Dressed up for no reason.",
    ],
    "athleisure": [
        "Yoga teacher, legging collector.",
        "Marathon number four this fall.",
        "Studio to sofa.",
    ],
    "cottagecore": [
        "Bread, gardens and puff sleeves.",
        "Small flowers on everything.",
        "Slow mornings, linen dresses.",
    ],
}
_MIDDLES = [
    "Clearing out a closet that got away from me.",
    "Parent of two making room for the next size.",
    "Everything is washed, steamed and photographed in daylight.",
    "Full-time reseller, part-time dog walker.",
    "I only list what I would wear myself.",
    "Moving soon, so it all has to go!",
    "Started to fund my coffee habit, stayed for the community.",
    "Grad student funding textbooks one blouse at a time.",
    "Former stylist with an eye for fabric.",
    "Thrifting is my therapy.",
]
_ENDINGS = [
    "Ships next day.",
    "Bundle to save!",
    "Smoke-free, cat-friendly home.",
    "Offers always welcome.",
    "Ask me for measurements.",
    "No trades, thanks.",
    "Reasonable offers get a yes.",
    "Same-day shipping before noon.",
    "Happy to send more photos.",
]


def bio_for(dice: Dice, taste: Taste) -> str:
    """Two or three sentences of a seller with this taste."""
    parts = [dice.choice(_OPENINGS[taste.main_style])]
    if dice.happens(0.75):
        parts.append(dice.choice(_MIDDLES))
    parts += dice.sample(_ENDINGS, dice.randint(1, 2))
    return " ".join(parts)
