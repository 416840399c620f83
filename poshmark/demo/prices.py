"""What sellers ask: retail by brand tier, then used prices as people round them."""

from poshmark.demo.dice import Dice
from poshmark.demo.garments import GarmentFacts

_TIER = {1: 0.55, 2: 0.85, 3: 1.45, 4: 2.7, 5: 6.5}
KEPT = {"nwt": 0.55, "like_new": 0.42, "good": 0.31, "fair": 0.19}
MIN_CENTS = 300


def original_price(dice: Dice, garment: GarmentFacts, tier: int, department: str) -> int:
    """What it cost in the shop, in cents: ends in 8 or 9 dollars, or in 0 and 5 when dear."""
    dollars = garment.retail * _TIER[tier] * dice.lognormvariate(0, 0.22)
    if department == "kids":
        dollars *= 0.5
    return _rounded(dollars, (8, 9)) * 100


def asked_price(dice: Dice, original_cents: int, condition: str) -> int:
    """What the seller asks now, in cents; always below the original price."""
    dollars = original_cents / 100 * KEPT[condition] * dice.lognormvariate(0, 0.25)
    cents = _rounded(dollars, dice.choice(((0, 5), (0, 5, 8, 9), (4, 8, 9)))) * 100
    return max(MIN_CENTS, min(cents, original_cents - 100))


def lower_price(dice: Dice, cents: int) -> int:
    """The same item some weeks later: 8 to 30 % less, rounded again."""
    lower = _rounded(cents / 100 * dice.uniform(0.70, 0.92), (0, 5, 8)) * 100
    return max(MIN_CENTS, min(lower, cents - 100))


def _rounded(dollars: float, endings: tuple[int, ...]) -> int:
    """The nearest number of dollars with such a last digit; whole tens from 200 on."""
    if dollars >= 200:
        return round(dollars / 10) * 10
    if dollars < 12:
        return max(3, round(dollars))
    near = range(max(3, int(dollars) - 6), int(dollars) + 7)
    return min((n for n in near if n % 10 in endings), key=lambda n: abs(n - dollars))
