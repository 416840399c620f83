"""The members as columns of numbers."""

from dataclasses import dataclass

import numpy as np

from bench.seed.dice import Floats, Ints, by_weight, shared_out, stream
from bench.seed.pieces import DEPARTMENT_SLUGS, STYLE_SLUGS
from bench.seed.sizes import Size
from poshmark.demo.styles import SHARE
from poshmark.demo.tastes import LEVELS

DAY = 86_400
_WHO = {"women": 80, "men": 17, "kids": 3}
BUILDS = 6


@dataclass(frozen=True)
class Members:
    """One entry a member. joined, active: seconds ago; activity: relative number of acts; styles:
    the main one and the one beside it; level: the price level they shop at, 1 to 5.
    """

    is_seller: Ints
    joined: Ints
    active: Ints
    activity: Floats
    department: Ints
    style: Ints
    beside: Ints
    level: Ints
    build: Ints
    dice: Ints

    def __len__(self) -> int:
        return len(self.joined)

    def market(self, who: Ints, style: Ints) -> Ints:
        """The markets of these members' departments and these styles."""
        return self.department[who].astype(np.int64) * len(STYLE_SLUGS) + style

    def acts(self, total: int, most: int, power: float = 1.0) -> Ints:
        """How many of `total` acts each does, busy members more."""
        return shared_out(self.activity**power, total, most)


def members_plan(seed: int, size: Size) -> Members:
    """Who they are; sellers have all been here longer than their first listing."""
    rng, count = stream(seed, 1), size.members
    is_seller = np.zeros(count, dtype=np.int16)
    is_seller[rng.permutation(count)[: size.closets]] = 1
    days = np.where(
        (is_seller == 1) | (rng.random(count) < 0.8),
        rng.uniform(80, 900, count),
        rng.uniform(3, 80, count),
    )
    styles = {slug: SHARE[slug] for slug in STYLE_SLUGS}
    joined = (days * DAY).astype(np.int64)
    return Members(
        is_seller=is_seller,
        joined=joined,
        active=(rng.beta(0.5, 3, count) * np.minimum(joined, 20 * DAY)).astype(np.int64),
        activity=np.minimum(rng.pareto(1.15, count) + 1, 400),
        department=by_weight(rng, {slug: _WHO[slug] for slug in DEPARTMENT_SLUGS}, count),
        style=by_weight(rng, styles, count),
        beside=by_weight(rng, styles, count),
        level=by_weight(rng, LEVELS, count) + np.int16(1),
        build=np.clip(np.rint(rng.normal(2.4, 1.2, count)), 0, BUILDS - 1).astype(np.int16),
        dice=rng.integers(0, 1 << 31, count, dtype=np.int32),
    )
