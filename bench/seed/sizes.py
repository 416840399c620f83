"""How large each data set is."""

from dataclasses import dataclass

DAYS = 60
"""Over how many days the social acts are spread."""
HISTORY_DAYS = 75
"""How long ago the oldest listing was published."""


@dataclass(frozen=True)
class Size:
    """Numbers of rows. pieces: different things with words of their own, each hung many times;
    pictures: different pictures drawn; own_shares: those of `shares` by the listing's seller.
    """

    members: int
    closets: int
    listings: int
    likes: int
    shares: int
    own_shares: int
    closet_follows: int
    brand_follows: int
    pieces: int
    pictures: int

    @property
    def interactions(self) -> int:
        """All social acts together."""
        return self.likes + self.shares + self.closet_follows + self.brand_follows

    @property
    def signals(self) -> int:
        """Acts that tell of taste: all but shares of one's own."""
        return self.interactions - self.own_shares


def _tenths(tenths: int) -> Size:
    """The scale of the design (6 million listings, 100 million interactions) in tenths."""
    return Size(
        members=100_000 * tenths,
        closets=40_000 * tenths,
        listings=600_000 * tenths,
        likes=6_000_000 * tenths,
        shares=1_600_000 * tenths,
        own_shares=400_000 * tenths,
        closet_follows=2_000_000 * tenths,
        brand_follows=400_000 * tenths,
        pieces=60_000,
        pictures=120,
    )


SIZES = {
    "tiny": Size(240, 120, 900, 1_200, 400, 100, 240, 150, pieces=150, pictures=3),
    "600k": _tenths(1),
    "6m": _tenths(10),
}
