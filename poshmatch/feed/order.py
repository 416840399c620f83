"""From scores to an order: caps, variety, and a share of the unexpected (F6)."""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

WINDOW = 24
MOST_OF_CLOSET = 4
MOST_OF_BRAND = 5
EXPLORE_EVERY = 12
"""One card in twelve is exploration: about 8 %."""


def feed_order(
    scores: np.ndarray, closets: np.ndarray, brands: np.ndarray, *, length: int, seed: int
) -> tuple[list[int], set[int]]:
    """Positions in the order shown, and which of them are exploration.

    Of each WINDOW cards at most 4 are of a closet and 5 of a brand; what breaks a cap waits for the
    next window, and ends the feed only when nothing else is left. Every twelfth card is drawn from
    the whole pool. scores, closets, brands (0: none): parallel arrays; seed repeats the draw.
    """
    best: list[int] = np.argsort(-scores, kind="stable").tolist()
    draw: list[int] = np.random.default_rng(seed).permutation(len(best)).tolist()
    closet_of, brand_of = closets.tolist(), brands.tolist()
    left = dict.fromkeys(best)
    shown: list[int] = []
    explored: set[int] = set()
    while left and len(shown) < length:
        window = _Window(closet_of, brand_of)
        for place in _window_places(best, draw, left, window, explored, length - len(shown)):
            shown.append(place)
        if not window.count:
            break
    return shown, explored


class _Window:
    """Counts closets and brands in one window of the feed."""

    def __init__(self, closets: list[int], brands: list[int]) -> None:
        self.closets, self.brands = closets, brands
        self.by_closet: Counter[int] = Counter()
        self.by_brand: Counter[int] = Counter()
        self.count = 0

    def has_room(self, place: int) -> bool:
        brand = self.brands[place]
        return self.by_closet[self.closets[place]] < MOST_OF_CLOSET and (
            not brand or self.by_brand[brand] < MOST_OF_BRAND
        )

    def add(self, place: int) -> None:
        self.by_closet[self.closets[place]] += 1
        self.by_brand[self.brands[place]] += 1
        self.count += 1


def _window_places(
    best: Iterable[int],
    draw: list[int],
    left: dict[int, None],
    window: _Window,
    explored: set[int],
    room: int,
) -> Iterator[int]:
    """The places of one window, best first, every twelfth by lot; taken out of `left`."""
    queue, lots = iter(list(left)), iter(draw)
    while window.count < min(WINDOW, room):
        explores = window.count % EXPLORE_EVERY == EXPLORE_EVERY - 1
        place = _first_fitting(lots if explores else queue, left, window)
        if place is None:
            return
        if explores:
            explored.add(place)
        window.add(place)
        del left[place]
        yield place


def _first_fitting(places: Iterator[int], left: dict[int, None], window: _Window) -> int | None:
    return next((p for p in places if p in left and window.has_room(p)), None)
