"""The whole data set as columns of numbers, before a row is written."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.seed.acts import (
    Acts,
    brand_follows_plan,
    closet_follows_plan,
    likes_plan,
    own,
    shares_plan,
)
from bench.seed.dice import Ints
from bench.seed.listings import Listings, listings_plan
from bench.seed.members import Members, members_plan
from bench.seed.pieces import Piece, PieceColumns, pieces
from bench.seed.sizes import Size
from listings.catalogue.files import brands
from poshmark.demo.progress import Progress


@dataclass(frozen=True)
class Plan:
    """Who, what, and what happened; times are seconds before the data set was written."""

    made: list[Piece]
    members: Members
    listings: Listings
    likes: Acts
    shares: Acts
    closet_follows: Acts
    brand_follows: Acts

    def digest(self) -> str:
        """The same for the same seed and size, on every machine."""
        digest = hashlib.sha256(repr(self.made).encode())
        for columns in self._columns():
            for column in vars(columns).values():
                digest.update(np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()

    def _columns(self) -> Iterator[Members | Listings | Acts]:
        yield from (self.members, self.listings, self.likes, self.shares)
        yield from (self.closet_follows, self.brand_follows)

    def last_shares(self) -> Ints:
        """Seconds ago of each listing's last share; of its publishing when it has none."""
        last = self.listings.published.copy()
        np.minimum.at(last, self.shares.thing, self.shares.at)
        return last

    def told_shares(self) -> Acts:
        """Shares that tell of taste: of other people's listings."""
        return self.shares.only(~own(self.shares, self.listings))


def plan_make(seed: int, size: Size, progress: Progress) -> Plan:
    """The plan for a seed and a size; minutes and about 8 GB of memory at 6m."""
    made = pieces(seed, size)
    progress.done("Pieces thought of", len(made))
    columns = PieceColumns.of(made)
    members = members_plan(seed, size)
    hung = listings_plan(seed, size, members, columns)
    progress.done("Listings thought of", len(hung))
    likes = likes_plan(seed, size, members, hung, columns)
    progress.done("Likes thought of", len(likes))
    shares = shares_plan(seed, size, hung, likes)
    follows = closet_follows_plan(seed, size, members)
    brand_follows = brand_follows_plan(seed, size, members, len(brands()))
    progress.done("Shares and follows thought of", len(shares) + len(follows) + len(brand_follows))
    return Plan(made, members, hung, likes, shares, follows, brand_follows)
