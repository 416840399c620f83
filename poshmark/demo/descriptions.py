"""Descriptions as sellers write them: condition, fit, measurements, how they ship."""

from poshmark.demo.designs import Design
from poshmark.demo.dice import Dice
from poshmark.demo.garments import noun
from poshmark.demo.styles import STYLES
from poshmark.demo.titles import TitleFacts, pattern_word

_CONDITIONS = {
    "nwt": [
        "Brand new with tags, never worn.",
        "New with tags! Bought it for a trip that got cancelled.",
        "Tags still on. Just did not fit me the way I wanted.",
        "Never worn, tags attached. Too late to return, my loss is your gain.",
    ],
    "like_new": [
        "Worn once for photos, looks new.",
        "Excellent used condition, no flaws that I can find.",
        "Only worn a couple of times. No stains, no pulls.",
        "EUC. Looks and feels like new.",
        "Tried on, washed once, never made it out of the house.",
    ],
    "good": [
        "Gently used with plenty of life left.",
        "Good pre-owned condition. Light wear consistent with age.",
        "Some light wash wear, otherwise great.",
        "Worn and loved but well cared for. Please see photos.",
        "Very good condition. Tiny flaw near the hem, hard to see when worn.",
    ],
    "fair": [
        "Has some wear, priced accordingly. Please see all photos.",
        "Fair condition: some fading and a small mark. Still a favorite.",
        "Well loved. There is pilling and one small repair, both shown.",
        "Would make a great everyday piece, or a project if you like to mend.",
    ],
}
_STYLES = {
    "boho": ["Perfect for festivals or a beach wedding.", "Flowy and so comfortable.",
             "Pair it with a felt hat and booties."],
    "minimal": ["Goes with absolutely everything.", "The cut does all the work.",
                "A capsule wardrobe staple."],
    "streetwear": ["Fits oversized.", "Goes hard with cargos and dunks.", "Heavyweight and boxy."],
    "preppy": ["Very Nantucket.", "Looks great layered over an oxford.",
               "Wore it to brunch more than to class."],
    "vintage": ["From an estate sale in the Hill Country.", "They do not make them like this now.",
                "Single stitch, faded just right.", "I would guess late seventies."],
    "glam": ["You will get compliments all night.", "Wore it to one wedding.",
             "Catches the light beautifully."],
    "athleisure": ["Buttery soft and squat proof.", "Survived my half marathon training.",
                   "Sweat wicking, pockets included."],
    "cottagecore": ["Twirls beautifully.", "Picnic ready.", "The sleeves are everything."],
}  # fmt: skip
_FITS = [
    "Fits true to size.",
    "Runs a little small, I would size up.",
    "Runs large on me.",
    "I am 5'6\" and usually wear this size.",
    "Slight stretch.",
    "Model-free zone, but I am happy to send a try-on photo.",
]
_CLOSINGS = [
    "Bundle and save!",
    "Smoke free home.",
    "Pet friendly home, lint rolled before shipping.",
    "Open to offers, please use the button.",
    "Ships within a day.",
    "No trades. Thank you for looking!",
    "Comes from a clean closet.",
    "Ask any questions before buying :)",
    "Check out the rest of my closet.",
    "Price is firm.",
]
_MATERIALS = {
    "knit": ["wool blend", "cotton knit", "alpaca blend"],
    "fine": ["merino", "viscose knit", "fine cotton"],
    "sweat": ["heavy cotton fleece", "French terry"],
    "active": ["nylon and elastane", "recycled polyester"],
    "denim": ["100% cotton denim", "rigid denim", "cotton with a touch of stretch"],
    "leather": ["genuine leather", "soft leather", "vegan leather"],
    "wool": ["wool blend", "double-faced wool"],
    "tee": ["cotton jersey", "soft pima cotton"],
    "shirt": ["cotton poplin", "linen blend"],
}


def description_for(dice: Dice, facts: TitleFacts) -> str:
    """Three to six short parts, as a paragraph or as lines."""
    parts = [_opening(dice, facts), dice.choice(_CONDITIONS[facts.condition])]
    extras = [_fit(dice, facts), _material(dice, facts.design), _measured(dice, facts.design)]
    extras.append(dice.choice(_STYLES[facts.design.style]))
    parts += [part for part in extras if part and dice.happens(0.55)]
    parts += dice.sample(_CLOSINGS, dice.randint(0, 2))
    if dice.happens(0.12):
        parts.append(_tags(dice, facts))
    text = dice.choice((" ", " ", "\n", "\n\n")).join(parts)
    return text.lower() if dice.happens(0.06) else text


def _opening(dice: Dice, facts: TitleFacts) -> str:
    thing = noun(facts.design.path)
    look = " ".join(filter(None, [pattern_word(facts.design.pattern).lower(), thing]))
    brand = facts.brand or "unbranded"
    return dice.choice(
        (
            f"{brand} {look} in {facts.design.colours[0]}.",
            f"Selling my {facts.design.colours[0]} {thing} from {facts.brand}."
            if facts.brand
            else f"Selling this {facts.design.colours[0]} {thing}.",
            f"The prettiest {look}!" if facts.design.department != "men" else f"Sharp {look}.",
            f"{dice.choice(STYLES[facts.design.style].words).capitalize()} {look}, size "
            f"{facts.size}.",
        )
    )


def _fit(dice: Dice, facts: TitleFacts) -> str:
    return "" if facts.size == "One Size" else dice.choice(_FITS)


def _material(dice: Dice, design: Design) -> str:
    materials = _MATERIALS.get(design.garment.cloth)
    return f"Material: {dice.choice(materials)}." if materials else ""


def _measured(dice: Dice, design: Design) -> str:
    """Measurements of the places a buyer of such a thing asks for, in inches."""
    makes = design.garment.makes
    if "shoes" in makes:
        return f'Heel {dice.randint(1, 4)}".' if "boots" in design.garment.code else ""
    if "bags" in makes:
        return f'{dice.randint(9, 17)}" x {dice.randint(6, 12)}" x {dice.randint(2, 6)}".'
    if "acc" in makes:
        return ""
    if any(word in design.garment.code for word in ("jeans", "trousers", "pants", "shorts")):
        return f'Waist {dice.randint(13, 18)}" flat, rise {dice.randint(9, 12)}".'
    return f'Pit to pit {dice.randint(16, 24)}", length {dice.randint(20, 52)}".'


def _tags(dice: Dice, facts: TitleFacts) -> str:
    words = dice.sample(STYLES[facts.design.style].words, 3)
    return " ".join(f"#{word.replace(' ', '').replace('-', '')}" for word in words)
