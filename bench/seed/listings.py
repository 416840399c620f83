"""The listings as columns of numbers, the oldest first."""

from dataclasses import dataclass

import numpy as np

from bench.seed.dice import Floats, Groups, Ints, stream
from bench.seed.members import DAY, Members
from bench.seed.pieces import CONDITIONS, MARKETS, SIZES_A_GROUP, PieceColumns
from bench.seed.sizes import HISTORY_DAYS, Size
from poshmark.demo.prices import KEPT, MIN_CENTS

AVAILABLE, NOT_FOR_SALE, DRAFT = range(3)
PHOTOS = 1.25
"""Photos a listing, on average: one or two."""
NEVER = -1


@dataclass(frozen=True)
class Listings:
    """One entry a listing. seller: a member's place; times: seconds ago; dropped: when the price
    fell from `first`, NEVER when it did not; tail: how the title names the size (0: not at all);
    worn: which of its group's sizes; prices: cents.
    """

    seller: Ints
    piece: Ints
    published: Ints
    price: Ints
    first: Ints
    dropped: Ints
    status: Ints
    photos: Ints
    tail: Ints
    worn: Ints

    def __len__(self) -> int:
        return len(self.seller)

    def markets(self, pieces: PieceColumns) -> Ints:
        """The market each hangs in; below 0 for drafts, which nobody sees."""
        return np.where(self.status == DRAFT, -1, pieces.market[self.piece])


def listings_plan(seed: int, size: Size, members: Members, pieces: PieceColumns) -> Listings:
    """What hangs in whose closet since when, and for how much."""
    rng, count = stream(seed, 2), size.listings
    seller = _sellers(rng, size, members)
    published = _published(rng, members.joined[seller])
    order = np.argsort(-published, kind="stable")
    seller, published = seller[order], published[order]
    piece = Groups(rng, pieces.market, MARKETS).draw(rng, _markets(rng, members, seller))
    first = _asked(rng, pieces, piece)
    price, dropped = _lowered(rng, first, published)
    return Listings(
        seller=seller.astype(np.int32),
        piece=piece,
        published=published.astype(np.int32),
        price=price,
        first=first,
        dropped=dropped,
        status=rng.choice(np.arange(3, dtype=np.int16), count, p=(0.975, 0.015, 0.010)),
        photos=(1 + (rng.random(count) < PHOTOS - 1)).astype(np.int16),
        tail=rng.integers(0, 4, count, dtype=np.int16),
        worn=rng.integers(0, SIZES_A_GROUP, count, dtype=np.int16),
    )


def _sellers(rng: np.random.Generator, size: Size, members: Members) -> Ints:
    """Few closets hold many listings, none holds nothing."""
    sellers = np.flatnonzero(members.is_seller)
    bounds = np.cumsum(np.minimum(rng.pareto(1.3, len(sellers)) + 1, 400))
    throws = rng.random(size.listings - len(sellers)) * bounds[-1]
    return np.concatenate([sellers, sellers[np.searchsorted(bounds, throws)]])


def _published(rng: np.random.Generator, joined: Ints) -> Ints:
    """From ten minutes to 75 days ago; a few per cent in the last day."""
    count = len(joined)
    usual = np.minimum(rng.integers(DAY, HISTORY_DAYS * DAY, count), joined - 3600)
    return np.where(rng.random(count) < 0.06, rng.integers(600, DAY, count), usual)


def _markets(rng: np.random.Generator, members: Members, seller: Ints) -> Ints:
    """Mostly the seller's own styles."""
    throw = rng.random(len(seller))
    other = rng.integers(0, MARKETS, len(seller))
    own = np.where(throw < 0.55, members.style[seller], members.beside[seller])
    return np.where(throw < 0.8, members.market(seller, own), other)


def _asked(rng: np.random.Generator, pieces: PieceColumns, piece: Ints) -> Ints:
    """The first price in cents: used, rounded to whole dollars, below the price in the shop."""
    kept = np.array([KEPT[condition] for condition in CONDITIONS])
    original = pieces.original[piece]
    noise = rng.lognormal(0, 0.25, len(piece))
    dollars = _rounded(original / 100 * kept[pieces.condition[piece]] * noise)
    return np.clip(dollars * 100, MIN_CENTS, original - 100).astype(np.int32)


def _lowered(rng: np.random.Generator, first: Ints, published: Ints) -> tuple[Ints, Ints]:
    """Prices now, and when they fell."""
    count = len(first)
    fell = (first > 1000) & (published > 7 * DAY) & (rng.random(count) < 0.22)
    lower = np.minimum(_rounded(first / 100 * rng.uniform(0.7, 0.92, count)) * 100, first - 100)
    dropped = (published * rng.uniform(0.1, 0.8, count)).astype(np.int32)
    price = np.where(fell, np.maximum(lower, MIN_CENTS), first).astype(np.int32)
    return price, np.where(fell, dropped, np.int32(NEVER))


def _rounded(dollars: Floats) -> Floats:
    """As people round: to one dollar, from 15 on to fives, from 200 on to tens."""
    step = np.select([dollars >= 200, dollars >= 15], [10.0, 5.0], 1.0)
    rounded: Floats = np.rint(dollars / step) * step
    return rounded
