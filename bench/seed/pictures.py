"""The small pool of drawn pictures that all listings share."""

import multiprocessing
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

from bench.seed.pieces import Piece
from bench.seed.sizes import Size
from poshmark.demo.designs import Design
from poshmark.demo.drawings import drawing_name
from poshmark.demo.pictures import Drawn, drawing_make
from poshmark.demo.progress import Progress


def pool_draw(made: list[Piece], size: Size, progress: Progress) -> tuple[list[Drawn], list[int]]:
    """Draws the pool; returns its pictures, and which of them shows each piece.

    A piece gets a picture of its own style and department, of its own garment where there is one.
    """
    chosen = _chosen(made, size.pictures)
    names = [drawing_name(design, "front") for design in chosen]
    fork = multiprocessing.get_context("fork")  # drawing asks nothing of the database
    with ProcessPoolExecutor(max_workers=2, mp_context=fork) as pool:
        drawn = list(progress.over("Pictures", pool.map(drawing_make, names), len(names)))
    return drawn, _shown(made, chosen)


def _chosen(made: list[Piece], count: int) -> list[Design]:
    """Designs of every market in turn, the commonest garments of each first."""
    markets: dict[int, dict[str, Design]] = defaultdict(dict)
    for piece in made:
        markets[piece.market].setdefault(piece.design.path, piece.design)
    shelves = [list(designs.values()) for _, designs in sorted(markets.items())]
    longest = max(map(len, shelves))
    turns = [shelf[turn] for turn in range(longest) for shelf in shelves if turn < len(shelf)]
    return turns[:count]


def _shown(made: list[Piece], chosen: list[Design]) -> list[int]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, design in enumerate(chosen):
        for key in ((design.path,), (design.style, design.department), (design.style,), ()):
            places[key].append(place)
    return [_one_of(places, piece.design, index) for index, piece in enumerate(made)]


def _one_of(places: dict[tuple[str, ...], list[int]], design: Design, index: int) -> int:
    for key in ((design.path,), (design.style, design.department), (design.style,), ()):
        if places[key]:
            return places[key][index % len(places[key])]
    raise ValueError("no picture was drawn")
