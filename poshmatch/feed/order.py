"""From scores to an order: caps, variety, and a share of the unexpected (F6)."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

WINDOW = 24
MOST_OF_CLOSET = 4
MOST_OF_BRAND = 5
EXPLORE_EVERY = 12
"""One card in twelve is exploration: about 8 %."""


def feed_order(
    scores: np.ndarray, closets: np.ndarray, brands: np.ndarray, *, length: int, seed: int
) -> tuple[list[int], dict[int, float]]:
    """Positions in the order shown, and those of exploration with the chance of each to be drawn.

    Of each WINDOW cards at most 4 are of a closet and 5 of a brand; what breaks a cap waits for the
    next window, and ends the feed only when nothing else is left. Every twelfth card is drawn from
    the whole pool. scores, closets, brands (0: none): parallel arrays; seed repeats the draw.
    """
    best: list[int] = np.argsort(-scores, kind="stable").tolist()
    draw: list[int] = np.random.default_rng(seed).permutation(len(best)).tolist()
    pool = _Pool(closets.tolist(), brands.tolist())
    shown: list[int] = []
    drawn: dict[int, float] = {}
    while len(shown) < min(length, len(draw)):
        room, before = min(WINDOW, length - len(shown)), len(shown)
        best = pool.window(best, draw, room, shown, drawn)
        if len(shown) == before:
            break
    return shown, drawn


class _Pool:
    """What is left to be shown, and how much of each closet and brand a window holds."""

    def __init__(self, closets: list[int], brands: list[int]) -> None:
        self.closets, self.brands = closets, brands
        self.taken = bytearray(len(closets))

    def window(
        self, best: list[int], draw: list[int], room: int, shown: list[int], drawn: dict[int, float]
    ) -> list[int]:
        """Adds a window to `shown`, every twelfth of it by lot; what of `best` is left."""
        self.by_closet: dict[int, int] = {}
        self.by_brand: dict[int, int] = {}
        queue, lots = iter(best), iter(draw)
        waiting: list[int] = []
        for slot in range(room):
            explores = slot % EXPLORE_EVERY == EXPLORE_EVERY - 1
            place = self.take(lots, []) if explores else self.take(queue, waiting)
            if place is None:
                break
            if explores:
                drawn[place] = 1 / (len(self.taken) - len(shown))
            shown.append(place)
        return [place for place in chain(waiting, queue) if not self.taken[place]]

    def take(self, places: Iterator[int], waiting: list[int]) -> int | None:
        """The first of these that is left and breaks no cap; others that are left must wait."""
        for place in places:
            if self.taken[place]:
                continue
            closet, brand = self.closets[place], self.brands[place]
            of_closet, of_brand = self.by_closet.get(closet, 0), self.by_brand.get(brand, 0)
            if of_closet < MOST_OF_CLOSET and (of_brand < MOST_OF_BRAND or not brand):
                self.by_closet[closet], self.by_brand[brand] = of_closet + 1, of_brand + 1
                self.taken[place] = 1
                return place
            waiting.append(place)
        return None
